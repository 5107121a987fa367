package org.kenh.telemetry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.telemetry.wire.Payloads.NOW;
import static org.kenh.telemetry.wire.Payloads.assertRejected;
import static org.kenh.telemetry.wire.Payloads.decode;
import static org.kenh.telemetry.wire.Payloads.hex;
import static org.kenh.telemetry.wire.Payloads.readings;
import static org.kenh.telemetry.wire.Payloads.value;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.PackNumber;
import org.kenh.telemetry.Reading;

class NumberFieldsTest {
    private static final List<Reading> ONE =
            List.of(Reading.good("a", "", Instant.ofEpochMilli(1_763_600_000_000L), 1));
    private static final Pack NUMBERED = new Pack(ONE, Optional.of(new PackNumber(1_763_600_000, 7)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'n':'a','t':1763600000,'v':1,'epoch':1763600000,'seq':7}]",
                "[{'epoch':1.7636e9,'seq':7.0,'n':'a','t':1763600000,'v':1}]",
                "[{'bt':1763600000,'seq':7,'epoch':1763600000},{'n':'a','v':1}]",
                "[{'seq':7,'epoch':1763600000},{'n':'a','t':1763600000,'v':1}]",
                "{'ts':1763600000000,'epoch':1763600000,'seq':7,'values':{'a':1}}",
                "{'epoch':1763600000,'ts':1763600000000,'seq':7,'values':{'a':1}}",
                "{'values':{'a':1},'seq':7,'ts':1763600000000,'epoch':1763600000}",
                "{'seq':7,'values':{'a':1},'epoch':1763600000,'ts':1763600000000}"
            })
    void number_isTakenWhereverItMayStand(String payload) {
        assertThat(value(decode(payload.replace('\'', '"')))).isEqualTo(NUMBERED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "81 a4 65 65706f6368 1a 691e6680 63 736571 07 00 6161 02 01",
                "81 a4 00 6161 02 01 63 736571 f9 4700 65 65706f6368 fb 41da4799a0000000",
                "82 a2 65 65706f6368 1a 691e6680 63 736571 07 a2 00 6161 02 01"
            })
    void numberInCbor_hasTextLabels(String payload) {
        assertThat(value(decode(hex(payload), ContentKind.CBOR)).number()).isEqualTo(NUMBERED.number());
    }

    @Test
    void number_largest_isExact() {
        String payload = "[{\"n\":\"a\",\"v\":1,\"epoch\":4294967295,\"seq\":9007199254740991}]";
        assertThat(value(decode(payload)).number())
                .contains(new PackNumber(PackNumber.MOST_EPOCH, PackNumber.MOST_SEQUENCE));
    }

    @Test
    void members_ofTheSimplestForm_areSeries() {
        assertThat(value(decode("{\"epoch\":5,\"seq\":6}")))
                .isEqualTo(
                        Pack.unnumbered(List.of(Reading.good("epoch", "", NOW, 5), Reading.good("seq", "", NOW, 6))));
    }

    @Test
    void members_amongTheValues_areSeries() {
        assertThat(readings("{\"values\":{\"seq\":6}}")).containsExactly(Reading.good("seq", "", NOW, 6));
    }

    @Test
    void membersBeforeTheValues_areNoRecords() {
        DecodingLimits one = new DecodingLimits(1_000, 1, Duration.ofDays(1), Duration.ofDays(1));
        byte[] payload = Payloads.utf8("{\"seq\":6,\"values\":{\"a\":1},\"epoch\":5}");
        assertThat(value(ReadingsDecoder.decode(payload, ContentKind.JSON, NOW, one))
                        .readings())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'n':'a','v':1,'seq':7}]|needs both 'epoch' and 'seq', but 'epoch' is missing|''",
                "[{'n':'a','v':1,'epoch':7}]|but 'seq' is missing|''",
                "[{'n':'a','v':1},{'n':'b','v':1,'seq':7,'epoch':1}]|in the first record|record 2, label seq",
                "[{'n':'a','v':1,'epoch':1,'seq':7,'seq':7}]|occurs twice|record 1, label seq",
                "[{'n':'a','v':1,'epoch':4294967296,'seq':7}]|0 to 4294967295, but is 4294967296|record 1, label epoch",
                "[{'n':'a','v':1,'epoch':1,'seq':9007199254740992}]|0 to 9007199254740991, but is 9007199254740992|record 1, label seq",
                "[{'n':'a','v':1,'epoch':1,'seq':-1}]|but is -1|record 1, label seq",
                "[{'n':'a','v':1,'epoch':1.5,'seq':1}]|but is 1.5|record 1, label epoch",
                "[{'n':'a','v':1,'epoch':'1','seq':1}]|must be a number|record 1, label epoch",
                "[{'epoch':1,'seq':1}]|the payload has no reading|''",
                "{'seq':7,'values':{'a':1}}|but 'epoch' is missing|''",
                "{'epoch':7,'values':{'a':1}}|but 'seq' is missing|''",
                "{'epoch':1,'seq':-7,'values':{'a':1}}|but is -7|member seq",
                "{'values':{'a':1},'epoch':1e300,'seq':1}|but is 1.0E300|member epoch",
                "{'values':{'a':1},'epoch':true,'seq':1}|must be a number|member epoch",
                "{'values':{'a':1},'epoch':null,'seq':1}|but is null|member epoch",
                "{'values':{'a':1},'epoch':1,'epoch':1,'seq':1}|'epoch' occurs twice|member epoch",
                "{'seq':1,'values':{'a':1},'epoch':1,'seq':1}|'seq' occurs twice|member seq",
                "[{'values':{'a':1},'epoch':1,'seq':1}]|must not stand in an array|object 1",
                "[{'seq':1,'values':{'a':1},'epoch':1}]|must not stand in an array|object 1",
                "[{'values':{'a':1}},{'values':{'b':1},'seq':1}]|must not stand in an array|object 2"
            },
            quoteCharacter = '~')
    void malformed_isRejected(String payload, String reason, String where) {
        assertRejected(decode(payload.replace('\'', '"')), reason.replace('\'', '"'), where.replace("'", ""));
    }

    @Test
    void encoder_writesTheNumberInTheFirstRecord() {
        assertThat(new String(SenmlEncoder.json(NUMBERED), StandardCharsets.UTF_8))
                .isEqualTo("[{\"bt\":1763600000,\"epoch\":1763600000,\"seq\":7,\"n\":\"a\",\"v\":1}]");
        assertThat(HexFormat.of().formatHex(SenmlEncoder.cbor(NUMBERED)))
                .isEqualTo("81a5221a691e66806565706f63681a691e66806373657107006161" + "0201");
    }
}
