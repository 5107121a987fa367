package org.kenh.ingest.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.series.SeriesReader.StoredReading;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Value;

class DownsamplerTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void fewReadings_comeOutWhole() {
        List<StoredReading> readings = readings(List.of(3, 1, 2));

        assertThat(downsampled(readings, 3)).isEqualTo(readings);
    }

    @Test
    void onePoint_isTheHighest() {
        assertThat(downsampled(readings(List.of(3, 9, 2)), 1)).containsExactly(reading(1, 9));
    }

    @Test
    void fourPoints_areTheEndsAndTheExtremes() {
        assertThat(downsampled(readings(List.of(3, 9, 2, -5, 4, 4)), 4))
                .containsExactly(reading(0, 3), reading(1, 9), reading(3, -5), reading(5, 4));
    }

    @Test
    void noPoint_isRefused() {
        assertThatThrownBy(() -> new Downsampler(FROM, FROM.plusSeconds(1), 0, reading -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1, but is 0");
    }

    @Property
    void anySeries_keepsItsExtremes_inOrder_withinTheBound(
            @ForAll @Size(min = 1, max = 400) List<@IntRange(min = -50, max = 50) Integer> values,
            @ForAll @IntRange(min = 2, max = 60) int points) {
        List<StoredReading> readings = readings(values);

        List<StoredReading> drawn = downsampled(readings, points);

        assertThat(drawn).hasSizeLessThanOrEqualTo(points);
        assertThat(readings).containsAll(drawn);
        assertThat(drawn).isSortedAccordingTo(Comparator.comparing(StoredReading::at));
        assertThat(drawn).doesNotHaveDuplicates();
        assertThat(drawn.stream().mapToDouble(DownsamplerTest::number).max())
                .isEqualTo(
                        readings.stream().mapToDouble(DownsamplerTest::number).max());
        assertThat(drawn.stream().mapToDouble(DownsamplerTest::number).min())
                .isEqualTo(
                        readings.stream().mapToDouble(DownsamplerTest::number).min());
    }

    private static List<StoredReading> downsampled(List<StoredReading> readings, int points) {
        List<StoredReading> drawn = new ArrayList<>();
        Downsampler downsampler = new Downsampler(FROM, FROM.plusSeconds(readings.size()), points, drawn::add);
        readings.forEach(downsampler::add);
        downsampler.finish();
        return drawn;
    }

    private static List<StoredReading> readings(List<Integer> values) {
        List<StoredReading> readings = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            readings.add(reading(i, values.get(i)));
        }
        return readings;
    }

    private static StoredReading reading(int second, int value) {
        return new StoredReading(FROM.plusSeconds(second), new Value.Numeric(value), Quality.GOOD);
    }

    private static double number(StoredReading reading) {
        return reading.value() instanceof Value.Numeric(double number) ? number : Double.NaN;
    }
}
