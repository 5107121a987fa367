package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 18 years of weather against two implementations that we did not write; see {@code maricopa/SOURCE.md}. */
class MaricopaTest {
    private static final Place MARICOPA = new Place(33.069, -111.97, 361, false);
    private static final double WIND_HEIGHT = 3;
    private static final double MISSING = -999;

    private static final List<Day> DAYS = new ArrayList<>();

    @BeforeAll
    static void compute() throws IOException {
        List<double[]> weather = numbers("/maricopa/weather.csv.gz", 1);
        List<double[]> expected = numbers("/maricopa/expected.csv.gz", 0);
        assertThat(weather).hasSameSizeAs(expected);
        for (int index = 0; index < weather.size(); index++) {
            double[] others = expected.get(index);
            DailyEvapotranspiration ours = Evapotranspiration.of(MARICOPA, day(weather.get(index)), List.of())
                    .orElseThrow();
            DAYS.add(new Day(ours, others[0], others[1]));
        }
    }

    @Test
    void of_eighteenYears_agreesWithPyfao56() {
        Difference difference = Difference.of(DAYS.stream()
                .map(day -> day.ours().millimetres() - day.pyfao56())
                .toList());

        assertThat(difference.days()).isEqualTo(6_575);
        assertThat(difference.rootMeanSquare()).isLessThan(0.001);
        assertThat(difference.largest()).isLessThan(0.002);
    }

    @Test
    void of_eighteenYears_agreesWithRefEt() {
        Difference difference = Difference.of(
                DAYS.stream().map(day -> day.ours().millimetres() - day.refEt()).toList());

        assertThat(difference.rootMeanSquare()).isLessThan(0.05);
        assertThat(difference.largest()).isLessThan(0.9);
        assertThat(Math.abs(difference.mean())).isLessThan(0.01);
    }

    @Test
    void of_eighteenYears_usesWhatIsMeasured() {
        assertThat(DAYS).allSatisfy(day -> {
            assertThat(day.ours().method()).isEqualTo(EvapotranspirationMethod.PENMAN_MONTEITH);
            assertThat(day.ours().gaps()).isEmpty();
        });
    }

    private static Weather day(double[] row) {
        Weather weather =
                Weather.on(LocalDate.ofYearDay((int) row[0], (int) row[1])).withWindAt(WIND_HEIGHT);
        List<Quantity> columns = List.of(
                Quantity.RADIATION,
                Quantity.MAX_TEMPERATURE,
                Quantity.MIN_TEMPERATURE,
                Quantity.DEW_POINT,
                Quantity.MAX_HUMIDITY,
                Quantity.MIN_HUMIDITY,
                Quantity.WIND,
                Quantity.RAIN);
        for (int column = 0; column < columns.size(); column++) {
            double value = row[column + 2];
            weather = value == MISSING ? weather : weather.with(columns.get(column), value);
        }
        return weather;
    }

    private static List<double[]> numbers(String resource, int heading) throws IOException {
        try (InputStream packed = Objects.requireNonNull(MaricopaTest.class.getResourceAsStream(resource));
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .skip(heading)
                    .map(line -> Arrays.stream(line.split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
        }
    }

    private record Day(DailyEvapotranspiration ours, double refEt, double pyfao56) {}

    private record Difference(int days, double rootMeanSquare, double mean, double largest) {
        static Difference of(List<Double> errors) {
            double square = errors.stream()
                    .mapToDouble(error -> error * error)
                    .average()
                    .orElseThrow();
            double mean = errors.stream().mapToDouble(error -> error).average().orElseThrow();
            double largest = errors.stream().mapToDouble(Math::abs).max().orElseThrow();
            return new Difference(errors.size(), Math.sqrt(square), mean, largest);
        }
    }
}
