package org.kenh.telemetry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.telemetry.wire.Payloads.NOW;
import static org.kenh.telemetry.wire.Payloads.assertRejected;
import static org.kenh.telemetry.wire.Payloads.decode;
import static org.kenh.telemetry.wire.Payloads.readings;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

class SenmlJsonTest {
    private static Reading only(String json) {
        List<Reading> readings = readings(json);
        assertThat(readings).hasSize(1);
        return readings.get(0);
    }

    private static Instant timeOf(String fields) {
        return only("[{\"n\":\"a\",\"v\":1," + fields + "}]").at();
    }

    private static double valueOf(String number) {
        return ((Value.Numeric) only("[{\"n\":\"a\",\"v\":" + number + "}]").value()).value();
    }

    @ParameterizedTest
    @CsvSource({
        "1763600000.123456, 1763600000123456",
        "1763600000.1234564, 1763600000123456",
        "1763600000.1234566, 1763600000123457",
        "1763600000.12345649999999999999, 1763600000123456",
        "1.763600000123456e9, 1763600000123456",
        "17636000001234.56E-4, 1763600000123456",
        "1763600000, 1763600000000000",
        "268435456, 268435456000000",
    })
    void time_absolute_isExactToTheMicrosecond(String time, long micros) {
        DecodingLimits ages = new DecodingLimits(1_000, 10, Duration.ofDays(40_000), Duration.ofDays(1));
        byte[] pack = Payloads.utf8("[{\"n\":\"a\",\"v\":1,\"t\":" + time + "}]");
        List<Reading> readings = Payloads.value(ReadingsDecoder.decode(pack, ContentKind.JSON, NOW, ages))
                .readings();
        assertThat(readings).extracting(Reading::timeMicros).containsExactly(micros);
    }

    @ParameterizedTest
    @CsvSource({
        "-5, -5000000",
        "-0.0000004, 0",
        "-0.000001, -1",
        "0, 0",
        "86400, 86400000000",
        "-1e-3, -1000",
        "1e-400, 0"
    })
    void time_below2To28_isRelativeToNow(String time, long micros) {
        assertThat(timeOf("\"t\":" + time)).isEqualTo(NOW.plusNanos(micros * 1_000));
    }

    @Test
    void time_withBaseTime_isTheirSum() {
        assertThat(timeOf("\"bt\":1763600000.1,\"t\":0.023456"))
                .isEqualTo(Instant.parse("2025-11-20T00:53:20.123456Z"));
    }

    @Test
    void time_relativeBaseTime_staysRelative() {
        assertThat(timeOf("\"bt\":-60,\"t\":-0.5")).isEqualTo(NOW.minusMillis(60_500));
    }

    @Test
    void time_nowWithNanoseconds_isCutToMicroseconds() {
        byte[] pack = Payloads.utf8("[{\"n\":\"a\",\"v\":1}]");
        Instant now = Instant.parse("2026-01-31T07:00:00.123456789Z");
        List<Reading> readings = Payloads.value(
                        ReadingsDecoder.decode(pack, ContentKind.JSON, now, DecodingLimits.CONTRACT))
                .readings();
        assertThat(readings.get(0).at()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e10", "1e99999999999", "-1e18", "99999999999999999999", "9223372036.9", "1e400"})
    void time_outOfRange_isRejected(String time) {
        assertRejected(decode("[{\"n\":\"a\",\"v\":1,\"t\":" + time + "}]"), "out of range", "record 1, label t");
    }

    @Test
    void time_sumOutOfRange_isRejected() {
        assertRejected(decode("[{\"n\":\"a\",\"v\":1,\"bt\":9e9,\"t\":9e9}]"), "add up", "record 1");
    }

    @Test
    void time_moreThanADayAhead_isRejected() {
        assertThat(timeOf("\"t\":86400")).isEqualTo(NOW.plusSeconds(86_400));
        assertRejected(
                decode("[{\"n\":\"a\",\"v\":1,\"t\":86400.000001}]"),
                "time 2026-02-01T07:00:00.123457Z is after 2026-02-01T07:00:00.123456Z",
                "record 1");
    }

    @Test
    void time_tooOld_isRejected() {
        assertRejected(decode("[{\"n\":\"a\",\"v\":1,\"t\":300000000}]"), "is before", "record 1");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "-0.0, -0.0",
        "1e3, 1000",
        "1E3, 1000",
        "4.9e-324, 4.9e-324",
        "1.7976931348623157e308, 1.7976931348623157e308",
        "9007199254740993, 9007199254740992",
        "123456789012345678901234567890, 1.2345678901234568e29",
        "1e-999, 0"
    })
    void value_number_isTheNearestDouble(String written, double value) {
        assertThat(valueOf(written)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1e999", "1e99999999999"})
    void value_overflow_isRejected(String number) {
        assertRejected(
                decode("[{\"n\":\"a\",\"v\":" + number + "}]"),
                "the number " + number + " is too large",
                "record 1, label v");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "+1", "01", ".5", "1."})
    void value_notJson_isRejected(String number) {
        assertRejected(decode("[{\"n\":\"a\",\"v\":" + number + "}]"), "not valid JSON");
    }

    @Test
    void baseValue_isAdded() {
        assertThat(readings("[{\"bn\":\"a\",\"bv\":20,\"v\":1.5},{\"t\":-1,\"v\":-1},{\"t\":-2}]"))
                .containsExactly(
                        Reading.good("a", "", NOW, 21.5),
                        Reading.good("a", "", NOW.minusSeconds(1), 19),
                        Reading.good("a", "", NOW.minusSeconds(2), 20));
    }

    @Test
    void baseValue_overflowOfTheSum_isRejected() {
        assertRejected(decode("[{\"n\":\"a\",\"bv\":1.7e308,\"v\":1.7e308}]"), "add up", "record 1");
    }

    @Test
    void baseFields_applyFromTheirRecordOn_whereverTheyStandInIt() {
        assertThat(
                        readings(
                                "[{\"n\":\"x\",\"v\":1},{\"v\":2,\"n\":\"x\",\"bu\":\"m\",\"bn\":\"b/\"},{\"n\":\"y\",\"v\":3}]"))
                .containsExactly(
                        Reading.good("x", "", NOW, 1),
                        Reading.good("b/x", "m", NOW, 2),
                        Reading.good("b/y", "m", NOW, 3));
    }

    @Test
    void unit_ofTheRecord_goesBeforeTheBaseUnit() {
        assertThat(readings("[{\"bu\":\"m\",\"n\":\"a\",\"u\":\"Cel\",\"v\":1},{\"n\":\"b\",\"u\":\"\",\"v\":2}]"))
                .containsExactly(Reading.good("a", "Cel", NOW, 1), Reading.good("b", "", NOW, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "W, J",
        "A, C",
        "m3/s, m3",
        "l/s, l",
        "m/s, m",
        "m/s2, m/s",
        "1/s, count",
        "Hz, count",
        "Cel, Cel.s",
        "'', ''",
        "/, /.s",
        "/s, /s.s"
    })
    void sum_becomesASeriesOfItsOwn(String unit, String sumUnit) {
        assertThat(readings("[{\"n\":\"a\",\"u\":\"" + unit + "\",\"v\":2,\"s\":30.5,\"q\":\"uncertain\"}]"))
                .containsExactly(
                        Reading.of(SeriesName.of("a"), Unit.of(unit), NOW, new Value.Numeric(2), Quality.UNCERTAIN),
                        Reading.of(
                                SeriesName.of("a:sum"),
                                Unit.of(sumUnit),
                                NOW,
                                new Value.Numeric(30.5),
                                Quality.UNCERTAIN));
    }

    @Test
    void sum_withoutValue_isEnough() {
        assertThat(readings("[{\"n\":\"a\",\"u\":\"W\",\"s\":5}]")).containsExactly(Reading.good("a:sum", "J", NOW, 5));
    }

    @Test
    void baseSum_isAddedAndStandsInForAMissingSum() {
        assertThat(readings("[{\"bn\":\"a\",\"bs\":100,\"s\":5},{\"t\":-1,\"v\":1},{\"t\":-2,\"vb\":true}]"))
                .containsExactly(
                        Reading.good("a:sum", "", NOW, 105),
                        Reading.good("a", "", NOW.minusSeconds(1), 1),
                        Reading.good("a:sum", "", NOW.minusSeconds(1), 100),
                        Reading.of(
                                SeriesName.of("a"),
                                Unit.NONE,
                                NOW.minusSeconds(2),
                                new Value.Flag(true),
                                Quality.GOOD));
    }

    @Test
    void sum_unitTooLong_isRejected() {
        String unit = "x".repeat(31);
        assertRejected(decode("[{\"n\":\"a\",\"u\":\"" + unit + "\",\"s\":1}]"), "too long", "record 1");
    }

    @ParameterizedTest
    @CsvSource({"good, GOOD", "uncertain, UNCERTAIN", "bad, BAD"})
    void quality_isTaken(String word, Quality quality) {
        assertThat(only("[{\"n\":\"a\",\"v\":1,\"q\":\"" + word + "\"}]").quality())
                .isEqualTo(quality);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Good\"", "\"\"", "1", "null", "true"})
    void quality_other_isRejected(String word) {
        assertRejected(decode("[{\"n\":\"a\",\"v\":1,\"q\":" + word + "}]"), "must be", "record 1, label q");
    }

    @Test
    void unknownLabels_areIgnored_whateverTheyHold() {
        assertThat(only("[{\"x\":{\"n\":[1,{\"v\":null}]},\"n\":\"a\",\"v\":1,\"y\":null,\"ut\":60,\"bfoo\":1}]"))
                .isEqualTo(Reading.good("a", "", NOW, 1));
    }

    @Test
    void mustUnderstandLabel_isRejected() {
        assertRejected(
                decode("[{\"n\":\"a\",\"v\":1},{\"n\":\"b\",\"v\":1,\"calib_\":1}]"),
                "label \"calib_\" must be understood",
                "record 2, label calib_");
    }

    @ParameterizedTest
    @CsvSource({
        "11, version must be 1 to 10",
        "0, version must be 1 to 10",
        "-1, whole number",
        "1.5, whole number",
        "1e99, whole number",
        "'\"10\"', must be a number"
    })
    void version_notUnderstood_isRejected(String version, String reason) {
        assertRejected(decode("[{\"bver\":" + version + ",\"n\":\"a\",\"v\":1}]"), reason, "record 1, label bver");
    }

    @Test
    void version_changing_isRejected() {
        assertThat(readings("[{\"n\":\"a\",\"v\":1},{\"bver\":10,\"n\":\"b\",\"v\":1}]"))
                .hasSize(2);
        assertRejected(
                decode("[{\"n\":\"a\",\"v\":1},{\"bver\":5,\"n\":\"b\",\"v\":1}]"),
                "5 follows 10",
                "record 2, label bver");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'v':1}|there is neither a name nor a base name",
                "{'n':'','v':1}|there is neither a name nor a base name",
                "{'n':'-a','v':1}|the name must be 1 to 128 of A-Z a-z 0-9 - : . / _ and start with a letter",
                "{'n':'a b','v':1}|but is \"a b\"",
                "{'n':'mực','v':1}|but is \"mực\"",
                "{'bn':'é','n':'a','v':1}|but is \"éa\"",
                "{'n':'a'}|neither a value nor a sum",
                "{'n':'a','bt':1,'u':'m'}|neither a value nor a sum",
                "{'q':'bad'}|neither a value nor a sum",
                "{'n':'a','v':1,'vs':'x'}|more than one of v, vs, vb and vd",
                "{'n':'a','vb':true,'vd':''}|more than one of v, vs, vb and vd",
            })
    void record_incomplete_isRejected(String record, String reason) {
        assertRejected(decode("[" + record.replace('\'', '"') + "]"), reason, "record 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'v':'1'|v|must be a number, but is the string \"1\"",
                "'v':null|v|must be a number, but is null",
                "'v':true|v|must be a number, but is true",
                "'v':[1]|v|must be a number, but is an array",
                "'v':{}|v|must be a number, but is an object",
                "'vb':1|vb|must be true or false, but is 1",
                "'vs':1|vs|must be a string, but is 1",
                "'vd':1|vd|must be a string, but is 1",
                "'vd':'a+b'|vd|data must be base64url without padding, but is \"a+b\"",
                "'vd':'abcde'|vd|data must be base64url",
                "'v':1,'t':'1'|t|must be a number",
                "'v':1,'bt':null|bt|must be a number",
                "'v':1,'u':1|u|must be a string",
                "'v':1,'ut':'x'|ut|must be a number",
                "'v':1,'u':'a\\u0007'|u|unit must be at most 32 printable",
                "'s':false|s|must be a number",
                "'v':1,'v':1|v|occurs twice",
                "'v':1,'x':1,'x':2|x|occurs twice",
                "'v':1,'n':'b'|n|occurs twice",
                "'vs':'a\\u0000b'|vs|U+0000 or half of a surrogate pair, found at index 1 of \"a?b\"",
                "'vs':'\\ud800'|vs|found at index 0",
            })
    void field_ofWrongKind_isRejected(String fields, String label, String reason) {
        assertRejected(decode("[{\"n\":\"a\"," + fields.replace('\'', '"') + "}]"), reason, "record 1, label " + label);
    }

    @Test
    void data_withPadding_isTakenWithoutIt() {
        assertThat(only("[{\"n\":\"a\",\"vd\":\"aGkgCg==\"}]").value()).isEqualTo(new Value.Data("aGkgCg"));
    }

    @Test
    void text_longest_isTaken_andLongerIsRejected() {
        assertThat(only("[{\"n\":\"a\",\"vs\":\"" + "ơ".repeat(65_536) + "\"}]").value())
                .isEqualTo(new Value.Text("ơ".repeat(65_536)));
        assertRejected(
                decode("[{\"n\":\"a\",\"vs\":\"" + "x".repeat(65_537) + "\"}]"),
                "at most 65536 characters, but has 65537",
                "record 1, label vs");
    }

    @Test
    void names_atTheirLongest() {
        String longest = "a".repeat(128);
        assertThat(only("[{\"n\":\"" + longest + "\",\"v\":1}]").series().value())
                .isEqualTo(longest);
        assertRejected(decode("[{\"n\":\"" + longest + "b\",\"v\":1}]"), "1 to 128", "record 1");
        assertRejected(decode("[{\"n\":\"" + longest + "\",\"s\":1}]"), "1 to 128", "record 1");
    }

    @Test
    void duplicates_equal_countOnce() {
        assertThat(readings("[{\"n\":\"a\",\"v\":1},{\"n\":\"a\",\"v\":1.0},{\"n\":\"b\",\"v\":1}]"))
                .containsExactly(Reading.good("a", "", NOW, 1), Reading.good("b", "", NOW, 1));
    }

    @Test
    void duplicates_different_areRejected() {
        assertRejected(decode("[{\"n\":\"a\",\"v\":1},{\"n\":\"a\",\"v\":2}]"), "two different readings", "series a");
        assertRejected(
                decode("[{\"n\":\"a\",\"v\":1},{\"n\":\"a\",\"v\":1,\"q\":\"bad\"}]"), "two different", "series a");
    }

    @Test
    void duplicates_amongMany_areFound() {
        String records = IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"n\":\"a\",\"t\":-" + i + ",\"v\":" + i + "}")
                .collect(Collectors.joining(","));
        assertThat(readings("[" + records + "]")).hasSize(1_000);
        assertThat(readings("[" + records + ",{\"n\":\"a\",\"t\":-7,\"v\":7}]")).hasSize(1_000);
        assertRejected(decode("[" + records + ",{\"n\":\"a\",\"t\":-7,\"v\":8}]"), "two different", "series a");
    }

    @Test
    void records_atMostTheLimit() {
        String record = "{\"n\":\"a\",\"v\":1}";
        DecodingLimits three = new DecodingLimits(1_000, 3, Duration.ofDays(1), Duration.ofDays(1));
        String pack = "[" + String.join(",", record, record, record) + "]";
        assertThat(ReadingsDecoder.decode(Payloads.utf8(pack), ContentKind.JSON, NOW, three))
                .isInstanceOf(Decoding.Decoded.class);
        String more = "[" + String.join(",", record, record, record, record) + "]";
        assertRejected(
                ReadingsDecoder.decode(Payloads.utf8(more), ContentKind.JSON, NOW, three),
                "at most 3 records",
                "record 4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|the payload has no reading|''",
                "[{}]|the payload has no reading|''",
                "[{'bn':'a'}]|the payload has no reading|''",
                "[1]|must be an object, but is 1|record 1",
                "[[]]|must be an object, but is an array|record 1",
                "[{'n':'a','v':1}] x|not valid JSON|byte 18",
                "[{'n':'a','v':1}][]|more after the end|byte 17",
                "[{'n':'a','v':1}|not valid JSON|byte 16",
                "[{'n':'a','v':1},]|not valid JSON|byte 17",
                "[{'n':'a' 'v':1}]|not valid JSON|byte 10",
            })
    void pack_malformed_isRejected(String pack, String reason, String where) {
        assertRejected(decode(pack.replace('\'', '"')), reason, where);
    }

    @Test
    void nesting_tooDeep_isRejected() {
        String deep = "[".repeat(100_000);
        assertRejected(decode("[{\"n\":\"a\",\"v\":1,\"x\":" + deep), "nesting depth");
        assertRejected(decode(deep), "must be an object");
    }

    @Test
    void invalidUtf8_isRejected() {
        byte[] pack = Payloads.utf8("[{\"n\":\"a\",\"vs\":\"xx\"}]");
        pack[pack.length - 5] = (byte) 0xC3;
        assertRejected(decode(pack, ContentKind.JSON), "not valid JSON");
    }
}
