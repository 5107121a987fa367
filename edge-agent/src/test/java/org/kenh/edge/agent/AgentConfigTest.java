package org.kenh.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.clock.ClockConfig;
import org.kenh.edge.config.ConfigException;
import org.kenh.edge.journal.JournalConfig;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.UplinksConfig.Kind;

class AgentConfigTest {
    @TempDir
    Path directory;

    @Test
    void read_smallestFile_takesDefaults() throws IOException {
        AgentConfig config = read("""
                device: may-chu-ioc
                secret: s3cret
                uplink: {kind: mqtt, host: localhost}
                sensors: {host: {disks: [/]}}
                """);

        assertThat(config.device().value()).isEqualTo("may-chu-ioc");
        assertThat(config.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.encoding()).isEqualTo(Encoding.CBOR);
        assertThat(config.uplinks().uplinks().get(0).kind()).isEqualTo(Kind.MQTT);
        assertThat(config.uplinks().uplinks().get(0).port()).isEqualTo(1883);
        assertThat(config.maxPendingBytes()).isEqualTo(8 * 1024 * 1024);
        assertThat(config.host().orElseThrow().disks()).containsExactly(Path.of("/"));
    }

    @Test
    void read_everyKey_isTaken() throws IOException {
        AgentConfig config = read("""
                device: a
                secret: s
                interval: 10
                encoding: json
                maxPendingMebibytes: 0.5
                uplink: {kind: mqtts, host: '::1', port: 18883, authority: /etc/kenh/ca.pem}
                sensors: {host: {}}
                """);

        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.encoding()).isEqualTo(Encoding.JSON);
        assertThat(config.maxPendingBytes()).isEqualTo(512 * 1024);
        assertThat(config.uplinks().uplinks().get(0).authority()).contains(Path.of("/etc/kenh/ca.pem"));
        assertThat(config.uplinks().uplinks().get(0).port()).isEqualTo(18883);
    }

    @Test
    void read_journalAndClock_areTaken() throws IOException {
        AgentConfig config = read("""
                device: a
                secret: s
                uplink: {kind: mqtt, host: localhost}
                journal: {directory: /tmp/j, maxMebibytes: 16, sync: PT2S, backlogKilobits: 64}
                clock: {centre: ['http://10.0.0.1:8080'], patience: 300, interval: 30}
                """);

        assertThat(config.journal())
                .contains(new JournalConfig(Path.of("/tmp/j"), 16L << 20, Duration.ofSeconds(2), 64));
        assertThat(config.clock())
                .isEqualTo(new ClockConfig(
                        false,
                        List.of(URI.create("http://10.0.0.1:8080")),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30)));
    }

    @Test
    void read_manyMistakes_namesThemAllAndNotTheSecret() {
        assertThatThrownBy(() -> read("""
                        device: "bad id"
                        secret: s3cret
                        interval: 0
                        uplink: {kind: coaps, host: '', authority: x.pem}
                        sensors: {hosts: {}}
                        """))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "device: device id must be",
                        "interval: must be between 1 and 86400, but is 0",
                        "uplink.host: is missing",
                        "uplink.authority: is of use with kind: mqtts only",
                        "sensors.host: is missing",
                        "sensors.hosts: is not a known key")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void ofCentre_programsOfALoudspeaker_areNotAllowed() throws IOException {
        AgentConfig board = read("""
                device: a
                secret: s
                uplink: {kind: mqtts, host: h}
                """);
        String heard = "uplink: {kind: mqtts, host: h}\ndrivers: [{name: mic, type: sound, ";

        assertThat(AgentConfig.ofCentre(heard + "device: default}]\nloudspeaker: {microphone: mic}", board)
                        .loudspeaker()
                        .orElseThrow()
                        .microphone())
                .isPresent();
        assertThatThrownBy(() -> AgentConfig.ofCentre(heard + "command: [sh]}]", board))
                .hasMessageContaining("mic: a program is not allowed from the centre");
        assertThatThrownBy(() -> AgentConfig.ofCentre(
                        heard + "device: default}]\nloudspeaker: {actions: {restart: {command: [sh]}}}", board))
                .hasMessageContaining("loudspeaker: a program is not allowed from the centre");
        assertThatThrownBy(() -> AgentConfig.ofCentre(heard + "device: default}]\nloudspeaker: {decoder: [sh]}", board))
                .hasMessageContaining("loudspeaker: a program is not allowed from the centre");
    }

    @Test
    void toString_hidesTheSecret() throws IOException {
        AgentConfig config = read("""
                device: a
                secret: s3cret
                uplink: {kind: mqtt, host: localhost}
                sensors: {host: {}}
                """);

        assertThat(config.toString()).contains("localhost").doesNotContain("s3cret");
    }

    private AgentConfig read(String yaml) throws IOException {
        return AgentConfig.read(Files.writeString(directory.resolve("site.yaml"), yaml));
    }
}
