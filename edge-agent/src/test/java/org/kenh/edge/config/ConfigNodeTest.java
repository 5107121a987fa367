package org.kenh.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kenh.telemetry.DeviceId;

class ConfigNodeTest {
    @Test
    void finish_severalProblems_reportsAllWithFileKeyAndValue() {
        ConfigNode node = ConfigNode.parse("""
                port: 99999
                kind: smoke
                list: 3
                flag: maybe
                section: {whole: 1.5}
                """, "site.yaml");
        node.integer("port", 1, 65_535);
        node.oneOf("kind", List.of("mqtt", "coaps"));
        node.list("list");
        node.flag("flag", false);
        node.section("section").integer("whole", 0, 9);
        node.text("missing");

        assertThatThrownBy(node::finish)
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "site.yaml, line 1: port: must be between 1 and 65535, but is 99999",
                        "site.yaml, dòng 1: port: phải từ 1 đến 65535, nhưng là 99999",
                        "site.yaml, line 2: kind: must be one of mqtt, coaps, but is \"smoke\"",
                        "site.yaml, line 3: list: must be a list",
                        "site.yaml, line 4: flag: must be true or false, but is \"maybe\"",
                        "site.yaml, line 5: section.whole: must be a whole number, but is 1.5",
                        "site.yaml, line 1: missing: is missing");
    }

    @Test
    void finish_unknownKey_isAProblemThatNamesTheKnownOnes() {
        ConfigNode node = ConfigNode.parse("section: {prot: 1883}", "site.yaml");
        node.section("section").integer("port", 1, 65_535, 1883);

        assertThatThrownBy(node::finish)
                .hasMessage("site.yaml, dòng 1: section.prot: không phải là khóa được biết; ở đây có: port"
                        + System.lineSeparator()
                        + "site.yaml, line 1: section.prot: is not a known key; known here: port");
    }

    @Test
    void finish_noProblem_isSilent() {
        ConfigNode node = ConfigNode.parse("list: [{id: a}, {id: b}]", "site.yaml");

        assertThat(node.list("list").stream().map(entry -> entry.text("id"))).containsExactly("a", "b");
        assertThatCode(node::finish).doesNotThrowAnyException();
    }

    @Test
    void checked_wrongForm_reportsTheTypesComplaint() {
        ConfigNode node = ConfigNode.parse("id: '-x'", "site.yaml");
        node.checked("id", DeviceId::of, DeviceId.of("none"));

        assertThatThrownBy(node::finish).hasMessageContaining("site.yaml, line 1: id: device id must be");
    }

    @Test
    void parse_notYaml_namesFileAndLine() {
        assertThatThrownBy(() -> ConfigNode.parse("a: 1\nb: [", "site.yaml"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("site.yaml, dòng ")
                .hasMessageContaining("site.yaml, line ");
    }

    @Test
    void parse_emptyFile_hasNothing() {
        ConfigNode node = ConfigNode.parse("", "site.yaml");
        node.text("device");

        assertThatThrownBy(node::finish).hasMessageEndingWith("site.yaml, line 1: device: is missing");
    }

    @Test
    void read_noSuchFile_namesIt() {
        assertThatThrownBy(() -> ConfigNode.read(Path.of("/nowhere/site.yaml")))
                .hasMessageContaining("/nowhere/site.yaml: cannot be read");
    }

    @Test
    void finish_listsAndSections_namesTheLineOfEachKey() {
        ConfigNode node = ConfigNode.parse("""
                # a comment

                drivers:
                  - name: meter
                    points:
                      - {name: a, scale: x}
                      - name: b
                        scale: y
                  - host: 3
                """, "site.yaml");
        for (ConfigNode driver : node.list("drivers")) {
            driver.text("name");
            driver.list("points").forEach(point -> {
                point.text("name");
                point.number("scale", 0, 1);
            });
        }

        assertThatThrownBy(node::finish)
                .hasMessageContainingAll(
                        "site.yaml, line 6: drivers[0].points[0].scale: must be a number, but is \"x\"",
                        "site.yaml, line 8: drivers[0].points[1].scale: must be a number, but is \"y\"",
                        "site.yaml, line 9: drivers[1].name: is missing",
                        "site.yaml, line 9: drivers[1].host: is not a known key");
    }

    @Test
    void duration_isoOrSeconds_isTaken_elseAProblem() {
        ConfigNode node = ConfigNode.parse("{a: PT10S, b: 0.5, c: soon, d: PT2H, e: 5}", "site.yaml");
        Duration least = Duration.ofMillis(100);
        Duration most = Duration.ofHours(1);

        assertThat(node.duration("a", least, most)).isEqualTo(Duration.ofSeconds(10));
        assertThat(node.duration("b", least, most)).isEqualTo(Duration.ofMillis(500));
        assertThat(node.duration("e", least, most)).isEqualTo(Duration.ofSeconds(5));
        assertThat(node.duration("f", least, most, most)).isEqualTo(most);
        node.duration("c", least, most);
        node.duration("d", least, most);
        assertThatThrownBy(node::finish)
                .hasMessageContainingAll(
                        "c: must be a duration like PT10S or a number of seconds, but is \"soon\"",
                        "d: must be between PT0.1S and PT1H, but is PT2H",
                        "d: phải từ PT0.1S đến PT1H, nhưng là PT2H");
    }

    @Test
    void parse_sameKeyTwice_isRefused() {
        assertThatThrownBy(() -> ConfigNode.parse("a: 1\na: 2", "site.yaml"))
                .hasMessageContaining("Duplicate field 'a'");
    }
}
