package org.kenh.ingest.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtremesTest {
    private static final long WINDOW = 32_000;
    private static final long PART = WINDOW / 32;

    private final Extremes extremes = new Extremes(WINDOW);
    private final Map<Long, double[]> parts = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(ints = {10, 700, 5_000, 40_000})
    void lowestAndHighest_atAnyPace_areThoseOfAllPartsInTheWindow(int longestStep) {
        Random random = new Random(longestStep);
        long at = -20_000;
        for (int i = 0; i < 5_000; i++) {
            at += random.nextInt(longestStep);
            boolean late = random.nextInt(20) == 0;
            add(late ? at - random.nextInt((int) WINDOW / 2) : at, random.nextInt(1_000));
            if (random.nextInt(200) == 0) {
                at -= random.nextInt(2 * (int) WINDOW);
                forgetAfter(at);
            }

            double start = random.nextInt(1_000);
            assertThat(extremes.lowest(at, start)).isEqualTo(lowest(at, start));
            assertThat(extremes.highest(at, start)).isEqualTo(highest(at, start));
        }
    }

    private void add(long at, double value) {
        extremes.add(at, value);
        long number = Math.floorDiv(at, PART);
        parts.keySet().removeIf(other -> other != number && Math.floorMod(other - number, 32L) == 0);
        double[] part = parts.computeIfAbsent(number, id -> new double[] {value, value});
        part[0] = Math.min(part[0], value);
        part[1] = Math.max(part[1], value);
    }

    private void forgetAfter(long now) {
        extremes.forgetAfter(now);
        parts.keySet().removeIf(number -> number > Math.floorDiv(now, PART));
    }

    private double lowest(long at, double start) {
        return parts.entrySet().stream()
                .filter(part -> part.getKey() > Math.floorDiv(at, PART) - 32)
                .mapToDouble(part -> part.getValue()[0])
                .reduce(start, Math::min);
    }

    private double highest(long at, double start) {
        return parts.entrySet().stream()
                .filter(part -> part.getKey() > Math.floorDiv(at, PART) - 32)
                .mapToDouble(part -> part.getValue()[1])
                .reduce(start, Math::max);
    }
}
