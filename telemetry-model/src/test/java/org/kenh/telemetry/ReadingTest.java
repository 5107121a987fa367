package org.kenh.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
    private static final Instant AT = Instant.parse("2026-01-31T07:00:00.123456Z");

    @Test
    void time_isKeptToTheMicrosecond() {
        assertThat(Reading.good("a", "m", AT.plusNanos(999), 1).at()).isEqualTo(AT);
        assertThat(Reading.good("a", "m", AT, 1).timeMicros()).isEqualTo(1_769_842_800_123_456L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void number_notFinite_isRefused(double number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Value.Numeric(number))
                .withMessageContaining(Double.toString(number));
    }

    @Test
    void numbers_differInTheSignOfZero() {
        assertThat(new Value.Numeric(0.0)).isNotEqualTo(new Value.Numeric(-0.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "\ud800", "a\ud800b", "\udc00", "\udc00\ud800"})
    void text_thatNoStoreHolds_isRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Value.Text(text))
                .withMessageContaining("U+0000");
    }

    @Test
    void text_length_isHeld() {
        assertThat(new Value.Text("😀".repeat(32_768)).value()).hasSize(65_536);
        String longer = "x".repeat(65_537);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Value.Text(longer))
                .withMessageContaining("65536");
    }

    @Test
    void data_isBytesInBase64Url() {
        Value.Data data = Value.Data.of(new byte[] {(byte) 0xFB, (byte) 0xFF});
        assertThat(data.base64Url()).isEqualTo("-_8");
        assertThat(data.bytes()).containsExactly(0xFB, 0xFF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ab==", "+/8", "a b", "ab\n", "aGkgCh"})
    void data_notBase64Url_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Value.Data(text));
    }

    @ParameterizedTest
    @EnumSource(Quality.class)
    void quality_isFoundByItsWord(Quality quality) {
        assertThat(Quality.fromWord(quality.word())).contains(quality);
        assertThat(Quality.fromWord(quality.name())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(CommandAnswer.State.class)
    void answerState_isFoundByItsWord(CommandAnswer.State state) {
        assertThat(CommandAnswer.State.fromWord(state.word())).contains(state);
        assertThat(CommandAnswer.State.fromWord(state.name())).isEmpty();
    }

    @Test
    void command_expiresAtItsTime_notBefore() {
        Command command = new Command("1", "pump.start", "{}", AT, AT.plusSeconds(1));
        assertThat(command.isExpired(AT.plusMillis(999))).isFalse();
        assertThat(command.isExpired(AT.plusSeconds(1))).isTrue();
    }

    @Test
    void birth_copiesItsLists() {
        List<String> commands = new ArrayList<>(List.of("a"));
        Birth birth = new Birth(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), commands);
        commands.add("b");
        assertThat(birth.commands()).containsExactly("a");
    }
}
