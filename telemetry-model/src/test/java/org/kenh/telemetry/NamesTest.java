package org.kenh.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Device ids, series names and units: what they may look like. */
class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "0", "pump-1", "a.b_c-d", "0123456789"})
    void deviceId_wellFormed_isTaken(String id) {
        assertThat(DeviceId.of(id)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", ".a", "_a", "a b", "a/b", "a:b", "a+", "a#", "đ", "a\u0000", "a\n"})
    void deviceId_malformed_isRefused(String id) {
        assertThat(DeviceId.isValid(id)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> DeviceId.of(id)).withMessageContaining("device id must");
    }

    @Test
    void deviceId_length_isHeld() {
        assertThat(DeviceId.isValid("a".repeat(64))).isTrue();
        assertThat(DeviceId.isValid("a".repeat(65))).isFalse();
    }

    @Test
    void deviceIds_areOrderedByText() {
        assertThat(DeviceId.of("a")).isLessThan(DeviceId.of("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "pump-1/current", "urn:dev:ow:10e2073a01080063", "2001:db8::2/t", "9._-"})
    void seriesName_wellFormed_isTaken(String name) {
        assertThat(SeriesName.of(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "/a", ":a", "a b", "a%", "mực", "a\u0000", "a\n", "@", "[", "`", "{"})
    void seriesName_malformed_isRefused(String name) {
        assertThat(SeriesName.isValid(name)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeriesName.of(name))
                .withMessageContaining("series name must");
    }

    @Test
    void seriesName_length_isHeld() {
        assertThat(SeriesName.isValid("a".repeat(128))).isTrue();
        assertThat(SeriesName.isValid("a".repeat(129))).isFalse();
    }

    @Test
    void seriesNames_areOrderedByText() {
        assertThat(SeriesName.of("level.1")).isLessThan(SeriesName.of("level.2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "m3/s", "%RH", "°C", "/", "mg/l O₂"})
    void unit_printable_isTaken(String symbol) {
        assertThat(Unit.of(symbol)).hasToString(symbol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\tb", "\n", "\u0085", "\ud83d\ude00", "123456789012345678901234567890123"})
    void unit_other_isRefused(String symbol) {
        assertThat(Unit.isValid(symbol)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> Unit.of(symbol)).withMessageContaining("unit must");
    }

    @Test
    void unit_empty_isNone() {
        assertThat(Unit.of("")).isSameAs(Unit.NONE);
    }

    @Test
    void excerpt_isShortPrintableAndOnOneLine() {
        assertThat(Excerpt.of("a\nb\u0000\ud800ư")).isEqualTo("a?b??ư");
        assertThat(Excerpt.of("x".repeat(80))).hasSize(80);
        assertThat(Excerpt.of("x".repeat(81))).isEqualTo("x".repeat(80) + "…");
    }
}
