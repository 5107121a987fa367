package org.kenh.telemetry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.kenh.telemetry.wire.Payloads.assertRejected;
import static org.kenh.telemetry.wire.Payloads.utf8;
import static org.kenh.telemetry.wire.Payloads.value;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.CommandAnswer.State;

class CommandCodecTest {
    private static final Instant ISSUED = Instant.parse("2026-01-31T07:00:00.123456Z");
    private static final String TIMES = ",'issuedAt':'2026-01-31T07:00:00Z','expiresAt':'2026-01-31T08:00:00Z'";

    private static byte[] payload(String json) {
        return utf8(json.replace('\'', '"'));
    }

    @Test
    void command_encodedAndDecoded_isTheSame() {
        Command command = new Command(
                "c-1",
                "pump.start",
                "{\"số\":2,\"setpoint\":1.10,\"to\":[true,null,{}]}",
                ISSUED,
                ISSUED.plusSeconds(60));
        assertThat(value(CommandCodec.decode(CommandCodec.encode(command)))).isEqualTo(command);
    }

    @Test
    void command_isWrittenAsTheContractSays_onOneLine() {
        Command command = new Command("c-1", "pump.start", " {\n \"pump\" : 2 } ", ISSUED, ISSUED.plusSeconds(60));
        assertThat(new String(CommandCodec.encode(command), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"id\":\"c-1\",\"name\":\"pump.start\",\"args\":{\"pump\":2},"
                                + "\"issuedAt\":\"2026-01-31T07:00:00.123456Z\",\"expiresAt\":\"2026-01-31T07:01:00.123456Z\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{", "{}{}", "{},\"name\":\"x\"", "{\"a\":1,\"a\":2}"})
    void command_argsThatAreNoObject_areNotSent(String args) {
        Command command = new Command("c-1", "pump.start", args, ISSUED, ISSUED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandCodec.encode(command))
                .withMessageContaining("must be a JSON object");
    }

    @Test
    void command_args_areCompactedDigitByDigit() {
        Command command = value(CommandCodec.decode(
                payload("{'id':'1','name':'a','args': { 'x' : 1.10 , 'y':[ 1e999 , -0.0, 1e2147483648, 'ơ\\u0000' ] }"
                        + TIMES + "}")));
        assertThat(command.args()).isEqualTo("{\"x\":1.10,\"y\":[1e999,-0.0,1e2147483648,\"ơ\\u0000\"]}");
    }

    @Test
    void command_withoutArgs_hasEmptyOnes_andUnknownMembersAreIgnored() {
        Command command = value(CommandCodec.decode(payload("{'id':'1','x':[{}],'name':'a'" + TIMES + "}")));
        assertThat(command)
                .isEqualTo(new Command(
                        "1", "a", "{}", Instant.parse("2026-01-31T07:00:00Z"), Instant.parse("2026-01-31T08:00:00Z")));
    }

    @Test
    void command_timeWithOffset_isTaken() {
        Command command = value(CommandCodec.decode(payload(
                "{'id':'1','name':'a','issuedAt':'2026-01-31T14:00:00+07:00','expiresAt':'2026-01-31T08:00:00Z'}")));
        assertThat(command.issuedAt()).isEqualTo("2026-01-31T07:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'name':'a','issuedAt':'2026-01-31T07:00:00Z'|\"id\" is missing|member id",
                "'id':'1'|\"name\" is missing|member name",
                "'id':'1','name':'a','expiresAt':'2026-01-31T07:00:00Z'|\"issuedAt\" is missing|member issuedAt",
                "'id':'1','name':'a','issuedAt':'2026-01-31T07:00:00Z'|\"expiresAt\" is missing|member expiresAt",
                "'id':1|must be a string, but is 1|member id",
                "'id':''|the id must have 1 to 64 characters|member id",
                "'name':'.a'|the name of a command must be|member name",
                "'name':null|must be a string, but is null|member name",
                "'args':[]|must be an object, but is an array|member args",
                "'args':null|must be an object, but is null|member args",
                "'args':'{}'|must be an object, but is the string|member args",
                "'issuedAt':1763600000|must be a string|member issuedAt",
                "'issuedAt':'yesterday'|time in ISO 8601 between 1970 and 9999|member issuedAt",
                "'issuedAt':'+1000000000-12-31T23:59:59.999999999Z'|time in ISO 8601|member issuedAt",
                "'expiresAt':'2026-02-30T00:00:00Z'|but is \"2026-02-30T00:00:00Z\"|member expiresAt",
                "'id':'1','id':'2'|Duplicate field|byte 14",
            })
    void command_malformed_isRejected(String members, String reason, String where) {
        assertRejected(CommandCodec.decode(payload("{" + members + "}")), reason, where);
    }

    @Test
    void command_bounds_areHeld() {
        assertRejected(CommandCodec.decode(payload("{'id':'" + "1".repeat(65) + "'}")), "1 to 64", "member id");
        assertRejected(CommandCodec.decode(new byte[256 * 1024 + 1]), "at most 262144 bytes", "");
        assertRejected(CommandCodec.decode(payload("{'args':{'x':" + "[".repeat(100_000))), "nesting depth");
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void answer_encodedAndDecoded_isTheSame(State state) {
        CommandAnswer answer = new CommandAnswer("c-1", state, "máy bơm 2 đang chạy");
        assertThat(value(CommandCodec.decodeAnswer(CommandCodec.encodeAnswer(answer))))
                .isEqualTo(answer);
    }

    @Test
    void answer_withoutDetail_isTaken() {
        assertThat(value(CommandCodec.decodeAnswer(payload("{'id':'1','state':'done','at':7}"))))
                .isEqualTo(new CommandAnswer("1", State.DONE, ""));
    }

    @Test
    void answer_longDetail_isCutBetweenCharacters() {
        CommandAnswer answer = new CommandAnswer("1", State.FAILED, "x".repeat(199) + "😀 and more");
        assertThat(value(CommandCodec.decodeAnswer(CommandCodec.encodeAnswer(answer)))
                        .detail())
                .isEqualTo("x".repeat(199));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'state':'done'|\"id\" is missing|member id",
                "'id':'1'|\"state\" is missing|member state",
                "'id':'1','state':'Done'|accepted, done, failed or refused, but is \"Done\"|member state",
                "'id':'1','state':null|must be a string, but is null|member state",
                "'id':'1','state':'done','detail':7|must be a string, but is 7|member detail",
                "'id':'1','state':'done','detail':'\\ud800'|half of a surrogate pair|member detail",
            })
    void answer_malformed_isRejected(String members, String reason, String where) {
        assertRejected(CommandCodec.decodeAnswer(payload("{" + members + "}")), reason, where);
    }

    @Test
    void answer_bounds_areHeld() {
        assertRejected(
                CommandCodec.decodeAnswer(payload("{'detail':'" + "x".repeat(201) + "'}")),
                "at most 200 characters, but has 201",
                "member detail");
    }
}
