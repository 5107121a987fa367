package org.kenh.telemetry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.telemetry.wire.Payloads.NOW;
import static org.kenh.telemetry.wire.Payloads.assertRejected;
import static org.kenh.telemetry.wire.Payloads.decode;
import static org.kenh.telemetry.wire.Payloads.readings;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

class FlatJsonTest {
    private static final Instant AT = Instant.ofEpochMilli(1_763_600_000_000L);

    @Test
    void values_alone_areNow() {
        assertThat(readings(" {\"level\":1.2,\"flow\":0.4}\n"))
                .containsExactly(Reading.good("level", "", NOW, 1.2), Reading.good("flow", "", NOW, 0.4));
    }

    @Test
    void values_ofAllKinds_areTaken() {
        assertThat(readings("{\"pump-1/run\":true,\"pump-2/run\":false,\"mode\":\"tự động\",\"starts\":-7}"))
                .containsExactly(
                        reading("pump-1/run", NOW, new Value.Flag(true)),
                        reading("pump-2/run", NOW, new Value.Flag(false)),
                        reading("mode", NOW, new Value.Text("tự động")),
                        reading("starts", NOW, new Value.Numeric(-7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ts\":1763600000000,\"values\":{\"level\":1.2,\"flow\":0.4}}",
                "{\"values\":{\"level\":1.2,\"flow\":0.4},\"ts\":1763600000000}",
                "[{\"ts\":1763600000000,\"values\":{\"level\":1.2,\"flow\":0.4}}]",
                "[{\"values\":{\"level\":1.2,\"flow\":0.4},\"ts\":1.7636e12}]",
                "{\"ts\":1763600000000,\"level\":1.2,\"flow\":0.4}",
                "{\"level\":1.2,\"ts\":1763600000000,\"flow\":0.4}"
            })
    void time_isTakenWhereverItStands(String payload) {
        assertThat(readings(payload))
                .containsExactly(Reading.good("level", "", AT, 1.2), Reading.good("flow", "", AT, 0.4));
    }

    @Test
    void time_withDecimals_isExactToTheMicrosecond() {
        assertThat(readings("{\"ts\":1763600000000.123,\"values\":{\"a\":1}}"))
                .containsExactly(Reading.good("a", "", AT.plusNanos(123_000), 1));
    }

    @Test
    void values_withoutTime_areNow() {
        assertThat(readings("{\"values\":{\"a\":1}}")).containsExactly(Reading.good("a", "", NOW, 1));
    }

    @Test
    void array_hasATimeForEveryObject() {
        assertThat(readings(
                        "[{\"ts\":1763600000000,\"values\":{\"a\":1}},{\"ts\":1763600001000,\"values\":{\"a\":2}}]"))
                .containsExactly(Reading.good("a", "", AT, 1), Reading.good("a", "", AT.plusSeconds(1), 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'level':null}|must be a number, true, false or a string, but is null|member level",
                "{'level':{}}|must be a number, true, false or a string, but is an object|member level",
                "{'level':[1]}|must be a number, true, false or a string, but is an array|member level",
                "{'a':1,'level':1e999}|the number 1e999 is too large|member level",
                "{'mực':1}|the name must be 1 to 128|member mực",
                "{'':1}|neither a name|'member '",
                "{'ts':1763600000000,'values':{'a':1,'b':null}}|but is null|member values, member b",
                "{'ts':'1763600000000','values':{'a':1}}|must be a number|member ts",
                "{'ts':null,'values':{'a':1}}|must be a number, but is null|member ts",
                "{'ts':1,'ts':1,'a':1}|is before|member ts",
                "{'ts':1763600000000,'ts':1763600000000,'a':1}|occurs twice|member ts",
                "{'values':{'a':1},'values':{'b':1}}|occurs twice|member values",
                "{'values':5}|must be an object, but is 5|member values",
                "{'a':1,'values':{'b':1}}|\"a\" must not stand next to \"values\"|member values",
                "{'values':{'b':1},'a':1}|must not stand next to \"values\"|member a",
                "{'ts':1863600000000,'values':{'a':1}}|is after 2026-02-01T07:00:00.123456Z|member ts",
                "{'ts':1e40,'values':{'a':1}}|out of range|member ts",
                "[{'ts':1763600000000,'values':{'a':1}},{'a':1}]|\"values\" is missing|object 2",
                "[{'ts':1763600000000,'values':{'a':1}},7]|must be an object, but is 7|object 2",
                "[{'values':{'a':1}},{'values':{'a':null}}]|is null|object 2, member values, member a",
                "{'a':1,'a':2}|two different readings of one time|series a",
                "{}|the payload has no reading|''",
                "{'values':{}}|the payload has no reading|''",
                "[{'values':{}}]|the payload has no reading|''",
                "{'a':1}{'a':1}|more after the end|byte 7",
                "{'a':1|not valid JSON|byte 6",
                "{'a':'x\\u0000'}|U+0000|member a",
            })
    void malformed_isRejected(String payload, String reason, String where) {
        assertRejected(decode(payload.replace('\'', '"')), reason, where);
    }

    @Test
    void repeatedMember_ofTheSameValue_countsOnce() {
        assertThat(readings("{\"a\":1,\"a\":1}")).containsExactly(Reading.good("a", "", NOW, 1));
    }

    @Test
    void values_moreThanTheLimit_areRejected() {
        DecodingLimits two = new DecodingLimits(1_000, 2, Duration.ofDays(1), Duration.ofDays(1));
        byte[] payload = Payloads.utf8("{\"a\":1,\"b\":2,\"c\":3}");
        assertRejected(ReadingsDecoder.decode(payload, ContentKind.JSON, NOW, two), "at most 2", "member c, record 3");
    }

    private static Reading reading(String name, Instant at, Value value) {
        return Reading.of(SeriesName.of(name), Unit.NONE, at, value, Quality.GOOD);
    }
}
