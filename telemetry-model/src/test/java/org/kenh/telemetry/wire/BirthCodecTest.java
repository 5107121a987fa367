package org.kenh.telemetry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.telemetry.wire.Payloads.assertRejected;
import static org.kenh.telemetry.wire.Payloads.utf8;
import static org.kenh.telemetry.wire.Payloads.value;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

class BirthCodecTest {
    private static final Birth PUMP = new Birth(
            Optional.of("Trạm bơm \"A\""),
            Optional.of("1.4.2"),
            Optional.of(Duration.ofMillis(1_500)),
            List.of(
                    new DeclaredSeries(SeriesName.of("level"), Unit.of("m"), Optional.of(Duration.ofDays(31))),
                    new DeclaredSeries(SeriesName.of("run"), Unit.NONE, Optional.empty())),
            List.of("pump.start", "pump.stop"));

    @Test
    void birth_encodedAndDecoded_isTheSame() {
        assertThat(value(BirthCodec.decode(BirthCodec.encode(PUMP)))).isEqualTo(PUMP);
        Birth empty = new Birth(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());
        assertThat(value(BirthCodec.decode(BirthCodec.encode(empty)))).isEqualTo(empty);
    }

    @Test
    void birth_isWrittenAsTheContractSays() {
        assertThat(new String(BirthCodec.encode(PUMP), StandardCharsets.UTF_8))
                .isEqualTo("{\"model\":\"Trạm bơm \\\"A\\\"\",\"firmware\":\"1.4.2\",\"interval\":1.5,\"series\":["
                        + "{\"name\":\"level\",\"unit\":\"m\",\"interval\":2678400},{\"name\":\"run\"}],"
                        + "\"commands\":[\"pump.start\",\"pump.stop\"]}");
    }

    @Test
    void birth_everyMemberMayBeMissing_andUnknownOnesAreIgnored() {
        Birth birth =
                value(BirthCodec.decode(utf8("{\"x\":{\"interval\":[0]},\"series\":[{\"name\":\"a\",\"y\":[1]}]}")));
        assertThat(birth.model()).isEmpty();
        assertThat(birth.interval()).isEmpty();
        assertThat(birth.commands()).isEmpty();
        assertThat(birth.series()).containsExactly(new DeclaredSeries(SeriesName.of("a"), Unit.NONE, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|must be an object, but is an array|''",
                "'  '|must be an object, but is at its end|''",
                "{'model':1}|must be a string, but is 1|member model",
                "{'model':null}|must be a string, but is null|member model",
                "{'firmware':'\\u0000'}|U+0000|member firmware",
                "{'interval':'60'}|must be a number, but is the string \"60\"|member interval",
                "{'interval':0.999}|interval must be 1 to 2678400 seconds, but is 0.999|member interval",
                "{'interval':2678400.001}|but is 2678400.001|member interval",
                "{'interval':-1}|but is -1|member interval",
                "{'interval':1e99}|out of range|member interval",
                "{'series':{}}|must be an array, but is an object|member series",
                "{'series':[1]}|must be an object, but is 1|member series, element 1",
                "{'series':[{}]}|\"name\" is missing|member series, element 1",
                "{'series':[{'name':'a'},{'name':'ă'}]}|but is \"ă\"|member series, element 2, member name",
                "{'series':[{'name':'a'},{'name':'a'}]}|declared twice|member series, element 2",
                "{'series':[{'name':'a','unit':7}]}|must be a string|member series, element 1, member unit",
                "{'series':[{'name':'a','unit':'\\t'}]}|unit must be|member series, element 1, member unit",
                "{'series':[{'name':'a','interval':0}]}|interval must be|member series, element 1, member interval",
                "{'commands':['a',7]}|must be a string, but is 7|member commands, element 2",
                "{'commands':['a b']}|but is \"a b\"|member commands, element 1",
                "{'model':'a','model':'b'}|Duplicate field|byte 20",
                "{'model':'a'} x|not valid JSON|byte 14",
                "{'model':'a'}{}|more after the end|byte 13",
            })
    void birth_malformed_isRejected(String payload, String reason, String where) {
        assertRejected(BirthCodec.decode(utf8(payload.replace('\'', '"'))), reason, where);
    }

    @Test
    void birth_bounds_areHeld() {
        assertRejected(BirthCodec.decode(new byte[0]), "empty", "");
        assertRejected(BirthCodec.decode(new byte[256 * 1024 + 1]), "at most 262144 bytes, but has 262145", "");
        assertThat(value(BirthCodec.decode(utf8("{\"model\":\"" + "x".repeat(200) + "\"}")))
                        .model())
                .isPresent();
        assertRejected(
                BirthCodec.decode(utf8("{\"model\":\"" + "x".repeat(201) + "\"}")),
                "at most 200 characters, but has 201",
                "member model");
        assertRejected(BirthCodec.decode(utf8("{\"x\":" + "[".repeat(100_000))), "nesting depth");
    }

    @Test
    void birth_numberOfSeriesAndCommands_isHeld() {
        assertThat(value(BirthCodec.decode(series(500))).series()).hasSize(500);
        assertRejected(BirthCodec.decode(series(501)), "there must be at most 500", "member series, element 501");
        assertThat(value(BirthCodec.decode(commands(100))).commands()).hasSize(100);
        assertRejected(BirthCodec.decode(commands(101)), "there must be at most 100", "member commands, element 101");
    }

    private static byte[] series(int count) {
        return utf8(IntStream.range(0, count)
                .mapToObj(i -> "{\"name\":\"s" + i + "\"}")
                .collect(Collectors.joining(",", "{\"series\":[", "]}")));
    }

    private static byte[] commands(int count) {
        return utf8(IntStream.range(0, count)
                .mapToObj(i -> "\"c" + i + "\"")
                .collect(Collectors.joining(",", "{\"commands\":[", "]}")));
    }
}
