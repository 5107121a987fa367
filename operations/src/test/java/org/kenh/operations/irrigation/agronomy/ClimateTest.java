package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kc in another climate than that of FAO's tables. */
class ClimateTest {
    /** Its mid stage is from day 50 to 89, its late stage to day 119; 1 m high. */
    private static final Season RICE =
            Season.of(Fields.LIBRARY.find("rice-local").orElseThrow(), Fields.PLANTED);

    /** FAO-56, examples 27 (maize in Taipei and in Mocha) and 28 (dry beans), and rice of the delta. */
    @ParameterizedTest
    @CsvSource({
        "1.20, 1.3, 75, 2.0, 1.07",
        "1.20, 4.6, 44, 2.0, 1.30",
        "1.15, 2.2, 30, 0.4, 1.19",
        "1.20, 1.5, 65, 1.0, 1.13",
        "1.20, 2.0, 45, 1.0, 1.20"
    })
    void adjusted_midStage_isThatOfFao(double table, double wind, double driest, double height, double expected) {
        CropCoefficients adjusted =
                new CropCoefficients(0.30, table, 0.35).adjusted(mean(wind, driest), mean(wind, driest), height);

        assertThat(adjusted.mid()).isCloseTo(expected, within(0.005));
        assertThat(adjusted.initial()).isEqualTo(0.30);
        // So little at harvest is not adjusted.
        assertThat(adjusted.end()).isEqualTo(0.35);
    }

    @Test
    void adjusted_eachStage_byItsOwnClimate() {
        CropCoefficients rice = new CropCoefficients(1.05, 1.20, 0.75);

        assertThat(rice.adjusted(Optional.empty(), mean(1.5, 65), 1).mid()).isEqualTo(1.20);
        assertThat(rice.adjusted(Optional.empty(), mean(1.5, 65), 1).end()).isCloseTo(0.68, within(0.005));
        assertThat(rice.adjusted(mean(1.5, 65), Optional.empty(), 1).end()).isEqualTo(0.75);
        assertThat(rice.adjusted(Optional.empty(), Optional.empty(), 1)).isEqualTo(rice);
    }

    @Test
    void adjusted_outsideOfWhatTheFormulaIsFor_isBounded() {
        CropCoefficients rice = new CropCoefficients(1.05, 1.95, 0.75);

        assertThat(rice.adjusted(mean(20, 5), mean(20, 5), 3).mid()).isEqualTo(2);
        assertThat(rice.adjusted(mean(0, 100), mean(0, 100), 1)).isEqualTo(rice.adjusted(mean(1, 80), mean(1, 80), 1));
    }

    @Test
    void coefficientOn_goesByTheDaysOfTheStageBefore_fromTheFifthOn() {
        Season season = RICE.in(climate(0, 120, 1.5, 65));

        assertThat(season.coefficientOn(day(35))).isEqualTo(1.125);
        assertThat(season.coefficientOn(day(54))).isEqualTo(1.20);
        assertThat(season.climateOn(day(54))).isEmpty();
        assertThat(season.coefficientOn(day(55))).isCloseTo(1.20 - 0.1 * Math.pow(1 / 3.0, 0.3), within(1e-12));
        assertThat(season.climateOn(day(55)).orElseThrow().days()).isEqualTo(5);
        assertThat(season.climateOn(day(94)).orElseThrow().days()).isEqualTo(40);
        assertThat(season.climateOn(day(95)).orElseThrow().days()).isEqualTo(5);
        // Half of the late stage: between both, which are lower by the same.
        assertThat(season.coefficientOn(day(105))).isCloseTo(0.975 - 0.1 * Math.pow(1 / 3.0, 0.3), within(1e-12));
        assertThat(season.tableCoefficientOn(day(105))).isCloseTo(0.975, within(1e-12));
    }

    @Test
    void coefficientOn_isNotChangedByWhatComesLater() {
        for (int number = 0; number < 130; number += 3) {
            Season known = RICE.in(climate(0, number, 3, 40));
            NavigableMap<LocalDate, Climate.Day> more =
                    new TreeMap<>(climate(number, 140, 1, 80).days());
            more.putAll(known.climate().days());

            assertThat(RICE.in(new Climate(more)).coefficientOn(day(number)))
                    .isEqualTo(known.coefficientOn(day(number)));
        }
    }

    @Test
    void mean_daysMissing_countsThoseThatAreKnown() {
        NavigableMap<LocalDate, Climate.Day> days =
                new TreeMap<>(climate(50, 58, 2, 50).days());
        days.remove(day(51));
        days.remove(day(56));
        days.put(day(57), new Climate.Day(5, 80));

        assertThat(new Climate(days).mean(day(50), day(58))).contains(new Climate.Mean(2.5, 55, 6));
        days.remove(day(52));
        days.remove(day(53));
        assertThat(new Climate(days).mean(day(50), day(58))).isEmpty();
    }

    private static Optional<Climate.Mean> mean(double wind, double driest) {
        return Optional.of(new Climate.Mean(wind, driest, 30));
    }

    private static Climate climate(int from, int to, double wind, double driest) {
        NavigableMap<LocalDate, Climate.Day> days = new TreeMap<>();
        for (int number = from; number < to; number++) {
            days.put(day(number), new Climate.Day(wind, driest));
        }
        return new Climate(days);
    }

    private static LocalDate day(int number) {
        return Fields.PLANTED.plusDays(number);
    }
}
