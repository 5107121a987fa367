package org.kenh.edge.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AWeightingTest {
    /** IEC 61672-1, table 3: frequency, weighting A in dB, tolerance of class 2 in dB. */
    private static final double[][] TABLE = {
        {31.5, -39.4, 3},
        {63, -26.2, 2},
        {125, -16.1, 1.5},
        {250, -8.6, 1.5},
        {500, -3.2, 1.5},
        {1_000, 0, 1},
        {2_000, 1.2, 2},
        {3_150, 1.2, 2.5},
        {4_000, 1.0, 3},
        {6_300, -0.1, 4.5},
        {8_000, -1.1, 5}
    };

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 48_000})
    void response_belowHalfTheRate_keepsClassTwo(int rate) {
        AWeighting weighting = new AWeighting(rate);
        for (double[] row : TABLE) {
            if (row[0] < rate / 2.0) {
                assertThat(20 * Math.log10(weighting.response(row[0], rate)))
                        .as("%s Hz at %s/s", row[0], rate)
                        .isCloseTo(row[1], within(row[2]));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 48_000})
    void next_tones_comeOutAsTheResponseSays(int rate) {
        Map<Double, Double> measured = new TreeMap<>();
        for (double frequency : new double[] {100, 1_000, 3_000}) {
            AWeighting weighting = new AWeighting(rate);
            double sum = 0;
            for (int i = 0; i < 2 * rate; i++) {
                double value = weighting.next(Math.sin(2 * Math.PI * frequency * i / rate));
                sum += i < rate ? 0 : value * value;
            }
            measured.put(frequency, 10 * Math.log10(2 * sum / rate));
        }
        measured.forEach((frequency, level) -> assertThat(level)
                .isCloseTo(20 * Math.log10(new AWeighting(rate).response(frequency, rate)), within(0.05)));
    }
}
