package org.kenh.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
                        "site.yaml: port: must be between 1 and 65535, but is 99999",
                        "site.yaml: kind: must be one of mqtt, coaps, but is \"smoke\"",
                        "site.yaml: list: must be a list",
                        "site.yaml: flag: must be true or false, but is \"maybe\"",
                        "site.yaml: section.whole: must be a whole number, but is 1.5",
                        "site.yaml: missing: is missing");
    }

    @Test
    void finish_unknownKey_isAProblemThatNamesTheKnownOnes() {
        ConfigNode node = ConfigNode.parse("section: {prot: 1883}", "site.yaml");
        node.section("section").integer("port", 1, 65_535, 1883);

        assertThatThrownBy(node::finish).hasMessage("site.yaml: section.prot: is not a known key; known here: port");
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

        assertThatThrownBy(node::finish).hasMessageStartingWith("site.yaml: id: device id must be");
    }

    @Test
    void parse_notYaml_namesFileAndLine() {
        assertThatThrownBy(() -> ConfigNode.parse("a: 1\nb: [", "site.yaml"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("site.yaml, line ");
    }

    @Test
    void parse_emptyFile_hasNothing() {
        ConfigNode node = ConfigNode.parse("", "site.yaml");
        node.text("device");

        assertThatThrownBy(node::finish).hasMessage("site.yaml: device: is missing");
    }

    @Test
    void read_noSuchFile_namesIt() {
        assertThatThrownBy(() -> ConfigNode.read(Path.of("/nowhere/site.yaml")))
                .hasMessageStartingWith("/nowhere/site.yaml: cannot be read");
    }
}
