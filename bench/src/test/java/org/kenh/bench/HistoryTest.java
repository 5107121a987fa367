package org.kenh.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    private static final long MINUTES_OF_YEAR = 365L * 24 * 60;

    @ParameterizedTest
    @ValueSource(longs = {5_000_000, 20_000_000, 100_000_000, 250_000_000})
    void size_anyNumberOfReadings_isReachedWithinAQuarter(long readings) {
        History history = new History(readings);

        long years = history.longDevices() * MINUTES_OF_YEAR / history.longStep() * History.SERIES;
        long hours = (3_000L - history.longDevices()) * history.shortMinutes() * History.SERIES;

        assertThat(years + hours).isBetween(readings * 3 / 4, readings * 5 / 4);
    }
}
