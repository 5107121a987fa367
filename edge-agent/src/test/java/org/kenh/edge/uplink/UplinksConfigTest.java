package org.kenh.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kenh.edge.config.ConfigException;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.uplink.UplinksConfig.Kind;

class UplinksConfigTest {
    @Test
    void of_list_keepsItsOrder() {
        UplinksConfig config = read("""
                uplinks:
                  - {kind: mqtts, hosts: [a.example, '2001:db8::1'], authority: ca.pem, keepAlive: PT60S}
                  - {kind: coaps, host: a.example}
                reconnect: {spread: PT20S, longest: PT5M, openWithin: PT9S, answerWithin: PT25S, returnAfter: PT10M}
                """);

        assertThat(config.uplinks()).hasSize(2);
        assertThat(config.uplinks().get(0).kind()).isEqualTo(Kind.MQTTS);
        assertThat(config.uplinks().get(0).hosts()).containsExactly("a.example", "2001:db8::1");
        assertThat(config.uplinks().get(0).port()).isEqualTo(8883);
        assertThat(config.uplinks().get(0).authority()).contains(Path.of("ca.pem"));
        assertThat(config.uplinks().get(0).keepAlive()).hasMinutes(1);
        assertThat(config.uplinks().get(1).kind()).isEqualTo(Kind.COAPS);
        assertThat(config.uplinks().get(1).port()).isEqualTo(5684);
        assertThat(config.timing())
                .isEqualTo(new Timing(
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(25),
                        Duration.ofMinutes(10)));
    }

    @Test
    void of_shortForm_isOneUplinkWithTheUsualTimes() {
        UplinksConfig config = read("uplink: {kind: mqtt, host: localhost}");

        assertThat(config.uplinks()).hasSize(1);
        assertThat(config.uplinks().get(0).hosts()).isEqualTo(List.of("localhost"));
        assertThat(config.timing()).isEqualTo(Timing.DEFAULT);
    }

    @Test
    void of_manyMistakes_namesThemAll() {
        assertThatThrownBy(() -> read("""
                        uplink: {kind: mqtt, host: localhost}
                        uplinks:
                          - {kind: mqtts, hosts: []}
                          - {kind: coaps, host: a, hosts: [b], authority: x.pem, keepAlive: PT60S}
                          - {kind: smoke, port: 70000}
                        reconnect: {spread: soon, openWithin: PT1H, patience: PT1S}
                        """))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "uplink: is the short form of uplinks",
                        "uplinks[0].hosts: must have 1 to 4 names or addresses",
                        "uplinks[1].host: is the short form of hosts",
                        "uplinks[1].authority: is of use with kind: mqtts only",
                        "uplinks[1].keepAlive: is of use with kind: mqtt and mqtts only",
                        "uplinks[2].kind: must be one of mqtt, mqtts, coaps",
                        "uplinks[2].host: is missing",
                        "uplinks[2].port: must be between 1 and 65535",
                        "reconnect.spread: must be a duration",
                        "reconnect.openWithin: must be between PT1S and PT5M",
                        "reconnect.patience: is not a known key");
    }

    private static UplinksConfig read(String yaml) {
        ConfigNode root = ConfigNode.parse(yaml, "site.yaml");
        UplinksConfig config = UplinksConfig.of(root);
        root.finish();
        return config;
    }
}
