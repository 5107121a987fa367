package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TooDeepTest {
    private static final LocalDate LAST = LocalDate.of(2026, 4, 11);

    @ParameterizedTest
    @CsvSource({
        "130 130 130 130 130, 125, 5, 5",
        "130 130 130 130 130 130 130, 125, 7, 5",
        "130 190 190 190, 187.5, 3, 3",
        "130 260 260, 250, 2, 2",
        "0 300, 300, 1, 1"
    })
    void find_tooLong_tellsTheDeepestLimit(String levels, double depth, int days, int allowed) {
        assertThat(TooDeep.find(levels(levels))).contains(new TooDeep(depth, days, allowed));
    }

    @ParameterizedTest
    @CsvSource({"130 130 130 130", "130 130 130 124 130 130 130 130", "190 190", "260", "290 0", "50"})
    void find_notLongEnough_isEmpty(String levels) {
        assertThat(TooDeep.find(levels(levels))).isEmpty();
    }

    @Test
    void find_missingDay_endsTheCount() {
        NavigableMap<LocalDate, Double> levels = levels("130 130 130 130 130 130");
        levels.remove(LAST.minusDays(3));

        assertThat(TooDeep.find(levels)).isEmpty();
        assertThat(TooDeep.find(new TreeMap<>())).isEmpty();
    }

    private static NavigableMap<LocalDate, Double> levels(String text) {
        double[] values =
                Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
        NavigableMap<LocalDate, Double> levels = new TreeMap<>();
        for (int index = 0; index < values.length; index++) {
            levels.put(LAST.minusDays(values.length - 1L - index), values[index]);
        }
        return levels;
    }
}
