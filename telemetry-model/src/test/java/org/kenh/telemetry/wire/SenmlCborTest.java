package org.kenh.telemetry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.telemetry.wire.Payloads.NOW;
import static org.kenh.telemetry.wire.Payloads.assertRejected;
import static org.kenh.telemetry.wire.Payloads.decode;
import static org.kenh.telemetry.wire.Payloads.hex;
import static org.kenh.telemetry.wire.Payloads.readingsOfCbor;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** In these packs {@code 00 61 61} is the name "a" and {@code 02 01} the value 1. */
class SenmlCborTest {
    private static double valueOf(String number) {
        List<Reading> readings = readingsOfCbor("81 a2 00 61 61 02" + number);
        return ((Value.Numeric) readings.get(0).value()).value();
    }

    private static Instant timeOf(String number) {
        return readingsOfCbor("81 a3 00 61 61 02 01 06" + number).get(0).at();
    }

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "17, 23",
        "18 18, 24",
        "19 03e8, 1000",
        "1a 000f4240, 1000000",
        "1b 000000e8d4a51000, 1000000000000",
        "1b ffffffffffffffff, 18446744073709551615",
        "20, -1",
        "38 63, -100",
        "3b ffffffffffffffff, -18446744073709551616",
        "f9 0000, 0.0",
        "f9 8000, -0.0",
        "f9 3c00, 1.0",
        "f9 7bff, 65504.0",
        "f9 0001, 5.960464477539063e-8",
        "f9 0400, 0.00006103515625",
        "f9 c400, -4.0",
        "fa 47c35000, 100000.0",
        "fa 7f7fffff, 3.4028234663852886e+38",
        "fb 3ff199999999999a, 1.1",
        "fb 7fefffffffffffff, 1.7976931348623157e308",
        "c4 82 21 19 6ab3, 273.15",
        "c4 82 00 01, 1",
        "c4 82 02 20, -100",
        "c4 82 20 c2 49 010000000000000000, 1844674407370955161.6",
        "c4 82 00 c3 49 010000000000000000, -18446744073709551617",
        "c4 82 39 0400 01, 0",
        "d9 d9f7 01, 1"
    })
    void number_ofEveryWidth_isExact(String number, double value) {
        assertThat(valueOf(number)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "f9 7e00, must be finite",
        "f9 7c00, must be finite",
        "f9 fc00, must be finite",
        "fa 7fc00000, must be finite",
        "fa 7f800000, must be finite",
        "fb 7ff8000000000000, must be finite",
        "fb fff0000000000000, must be finite",
        "c4 82 19 03e8 01, must be finite",
        "c4 82 1b 7fffffffffffffff 01, exponent",
        "c4 82 3a 7fffffff 01, exponent",
        "c4 82 f9 3c00 01, exponent",
        "c4 82 00 f9 3c00, mantissa",
        "c4 82 00 c2 5a 7fffffff, big number",
        "c4 82 00 c2 61 61, big number",
        "c4 81 00, array of exponent and mantissa",
        "c4 01, array of exponent and mantissa",
        "c5 82 00 01, 'must be a number, but is tag 5'",
        "c2 41 01, 'must be a number, but is tag 2'",
        "61 31, 'must be a number, but is a text'",
        "f6, 'must be a number, but is the simple value 22'",
        "f5, 'must be a number, but is the simple value 21'",
        "80, 'must be a number, but is an array'",
        "a0, 'must be a number, but is a map'",
        "41 01, 'must be a number, but is a byte string'"
    })
    void number_other_isRejected(String number, String reason) {
        Decoding<Pack> decoding = decode(hex("81 a2 00 61 61 02" + number), ContentKind.CBOR);
        assertRejected(decoding, reason);
        assertThat(((Decoding.Rejected<?>) decoding).where()).startsWith("record 1, label v, byte ");
    }

    @ParameterizedTest
    @CsvSource({
        "1a 691e6680, 2025-11-20T00:53:20Z",
        "fb 41da4799a007e6b4, 2025-11-20T00:53:20.123456Z",
        "c4 82 25 1b 000643fc1f888240, 2025-11-20T00:53:20.123456Z",
        "20, 2026-01-31T06:59:59.123456Z",
        "f9 b800, 2026-01-31T06:59:59.623456Z"
    })
    void time_inEveryForm_isExact(String number, Instant at) {
        assertThat(timeOf(number)).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1b ffffffffffffffff", "3b ffffffffffffffff", "fb 7fefffffffffffff", "fb 7ff8000000000000"})
    void time_outOfRange_isRejected(String number) {
        assertRejected(
                decode(hex("81 a3 00 61 61 02 01 06" + number), ContentKind.CBOR), "out of range", "record 1, label t");
    }

    @Test
    void lengths_indefinite_areTaken() {
        // [_ {_ 0: (_ "a", "b"), 8: (_ h'0102', h'03'), "q": "bad"}]
        assertThat(readingsOfCbor("9f bf 00 7f 61 61 61 62 ff 08 5f 42 01 02 41 03 ff 61 71 63 62 61 64 ff ff"))
                .containsExactly(Reading.of(SeriesName.of("ab"), Unit.NONE, NOW, new Value.Data("AQID"), Quality.BAD));
    }

    @Test
    void payload_selfDescribed_isTaken() {
        assertThat(readingsOfCbor("d9 d9f7 81 a2 00 61 61 02 01")).containsExactly(Reading.good("a", "", NOW, 1));
    }

    @Test
    void values_ofEveryKind_areTaken() {
        assertThat(readingsOfCbor("84 a2 00 61 61 03 63 e1bba9 a2 00 61 62 04 f5 a2 00 61 63 04 f4 a2 00 61 64 08 40"))
                .extracting(Reading::value)
                .containsExactly(new Value.Text("ứ"), new Value.Flag(true), new Value.Flag(false), new Value.Data(""));
    }

    @Test
    void unknownLabels_areSkipped_whateverTheyHold() {
        // 99: [_ 1, {"x": null}], -9: 1(2), "foo": h'00', "bar": (_ "x")
        assertThat(readingsOfCbor(
                        "81 a6 18 63 9f 01 a1 61 78 f6 ff 28 c1 02 63666f6f 41 00 63626172 7f 61 78 ff 00 61 61 02 01"))
                .containsExactly(Reading.good("a", "", NOW, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "80|the payload has no reading|''",
                "9f ff|the payload has no reading|''",
                "a0|must be an array, but is a map|byte 0",
                "81 01|must be a map, but is an integer|record 1, byte 1",
                "81 a2 00 61 61 02 01 00|more after the end|byte 7",
                "82 a2 00 61 61 02 01|the payload ends in the middle|record 2, byte 7",
                "81 a2 00 61 61 02 19 01|the payload ends in the middle|record 1, byte 8",
                "81 a1 00 62 61|declares 2 bytes, but only 1 follow|record 1, label n, byte 3",
                "9a ffffffff|declares 4294967295 entries|byte 0",
                "9b ffffffffffffffff|declares 18446744073709551615 entries|byte 0",
                "81 ba 7fffffff|declares 2147483647 entries|record 1, byte 1",
                "81 a2 00 61 61 08 5a 7fffffff|declares 2147483647 bytes|record 1, label vd, byte 6",
                "81 a2 00 61 61 03 7b 7fffffffffffffff|declares 9223372036854775807|record 1, label vs, byte 6",
                "81 a2 00 61 61 02 1c|0x1c does not begin|record 1, byte 6",
                "81 a2 00 61 61 02 ff|0xff does not begin|record 1, byte 6",
                "81 a2 00 61 61 02 1f|0x1f does not begin|record 1, byte 6",
                "81 a2 00 61 ff 02 01|not valid UTF-8|record 1, label n, byte 3",
                "81 a2 00 62 c080 02 01|not valid UTF-8|record 1, label n, byte 3",
                "81 a2 00 63 eda080 02 01|not valid UTF-8|record 1, label n, byte 3",
                "81 a2 00 7f 7f 61 61 ff ff 02 01|definite strings|record 1, label n, byte 4",
                "81 a2 00 7f 41 61 ff 02 01|definite strings|record 1, label n, byte 4",
                "81 a1 00 61 61|neither a value nor a sum|record 1",
                "81 a1 02 01|neither a name|record 1",
                "81 a3 00 61 61 02 01 02 01|occurs twice|record 1, label v",
                "81 a4 00 61 61 02 01 18 63 01 18 63 01|occurs twice|record 1, label 99",
                "81 a3 00 61 61 02 01 62 785f 01|must be understood|record 1, label x_",
                "81 a3 00 61 61 02 01 61 74 01|must be the integer 6|record 1, label t",
                "81 a3 00 61 61 02 01 41 74 01|must be an integer or a text|record 1, byte 7",
                "81 a3 00 61 61 02 01 20 0b|version must be 1 to 10, but is 11|record 1, label bver",
                "81 a3 00 61 61 02 01 20 f9 4900|must be an unsigned integer|record 1, label bver, byte 8",
                "81 a2 00 41 61 02 01|must be a text, but is a byte string|record 1, label n, byte 3",
                "81 a2 00 61 61 04 01|must be true or false|record 1, label vb, byte 6",
                "81 a2 00 61 61 04 f6|must be true or false|record 1, label vb, byte 6",
                "81 a2 00 61 61 08 61 61|must be a byte string|record 1, label vd, byte 6",
                "81 a2 00 61 61 03 61 00|U+0000|record 1, label vs",
            })
    void malformed_isRejected(String payload, String reason, String where) {
        assertRejected(decode(hex(payload), ContentKind.CBOR), reason, where);
    }

    @Test
    void nesting_tooDeep_isRejected() {
        String start = "81 a3 00 61 61 02 01 61 78";
        assertRejected(decode(hex(start + "81".repeat(50_000)), ContentKind.CBOR), "too deep");
        assertRejected(decode(hex(start + "c1".repeat(50_000)), ContentKind.CBOR), "too deep");
        assertRejected(decode(hex(start + "9f".repeat(50_000)), ContentKind.CBOR), "too deep");
        assertRejected(decode(hex(start + "a1".repeat(50_000)), ContentKind.CBOR), "too deep");
    }
}
