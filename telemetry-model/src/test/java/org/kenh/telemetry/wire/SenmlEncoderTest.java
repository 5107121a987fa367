package org.kenh.telemetry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

class SenmlEncoderTest {
    private static final Instant AT = Instant.parse("2025-11-20T00:53:20.123456Z");

    private static final List<Reading> ALL_KINDS = List.of(
            Reading.good("level", "m", AT, 1.25),
            Reading.good("starts", "", AT.minusSeconds(60), 7),
            reading("run", new Value.Flag(true), Quality.UNCERTAIN),
            reading("mode", new Value.Text("tự \"động\"\n"), Quality.BAD),
            reading("frame", new Value.Data("AQID"), Quality.GOOD));

    @Test
    void json_isCompact() {
        assertThat(new String(SenmlEncoder.json(ALL_KINDS), StandardCharsets.UTF_8))
                .isEqualTo("[{\"bt\":1763600000.123456,\"n\":\"level\",\"u\":\"m\",\"v\":1.25},"
                        + "{\"n\":\"starts\",\"t\":-60,\"v\":7},"
                        + "{\"n\":\"run\",\"vb\":true,\"q\":\"uncertain\"},"
                        + "{\"n\":\"mode\",\"vs\":\"tự \\\"động\\\"\\n\",\"q\":\"bad\"},"
                        + "{\"n\":\"frame\",\"vd\":\"AQID\"}]");
    }

    @Test
    void json_exponents_areInLowerCase() {
        Reading tiny = Reading.good("a", "", Instant.ofEpochSecond(1_763_600_000), 1.5e-300);
        assertThat(new String(SenmlEncoder.json(List.of(tiny)), StandardCharsets.UTF_8))
                .isEqualTo("[{\"bt\":1763600000,\"n\":\"a\",\"v\":1.5e-300}]");
    }

    @Test
    void cbor_isCompact() {
        List<Reading> readings = List.of(
                Reading.good("a", "m", Instant.ofEpochSecond(1_763_600_000), 1.5),
                Reading.good("b", "", Instant.ofEpochMilli(1_763_600_000_500L), 7));
        assertThat(HexFormat.of().formatHex(SenmlEncoder.cbor(readings)))
                .isEqualTo("82" + "a4" + "221a691e6680" + "006161" + "01616d" + "02fa3fc00000" + "a3" + "006162"
                        + "06fa3f000000" + "0207");
    }

    @Test
    void cbor_isReadByAnotherLibrary() throws IOException {
        JsonNode pack = new CBORMapper().readTree(SenmlEncoder.cbor(ALL_KINDS));
        assertThat(pack).hasSize(5);
        assertThat(pack.get(0).get("-3").doubleValue()).isEqualTo(1763600000.123456);
        assertThat(pack.get(0).get("2").doubleValue()).isEqualTo(1.25);
        assertThat(pack.get(1).get("6").intValue()).isEqualTo(-60);
        assertThat(pack.get(2).get("4").booleanValue()).isTrue();
        assertThat(pack.get(3).get("3").textValue()).isEqualTo("tự \"động\"\n");
        assertThat(pack.get(3).get("q").textValue()).isEqualTo("bad");
        assertThat(pack.get(4).get("8").binaryValue()).containsExactly(1, 2, 3);
    }

    @Test
    void time_beforeSenmlCanTell_isRefused() {
        List<Reading> readings = List.of(Reading.good("a", "", Instant.parse("1978-07-04T21:24:15Z"), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SenmlEncoder.json(readings))
                .withMessageContaining("1978-07-04T21:24:15Z, of series a");
        assertThatIllegalArgumentException().isThrownBy(() -> SenmlEncoder.cbor(readings));
    }

    @Test
    void pack_empty_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SenmlEncoder.json(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> SenmlEncoder.cbor(List.of()));
    }

    private static Reading reading(String name, Value value, Quality quality) {
        return Reading.of(SeriesName.of(name), Unit.NONE, AT, value, quality);
    }
}
