package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Full seasons against models that were written from the equations alone, with any weather, irrigation and drainage, and sensors that
 * correct the balance, lie or fall silent.
 */
class PlainModelsTest {
    private static final double SAME = 1e-6;
    private static final double CLOSED = 0.1;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void seasonOfCabbage_agreesAndCloses(long seed) {
        Random random = new Random(seed);
        DryCropBalance balance = Fields.cabbage();
        WaterState state = WaterState.depleted(5);
        PlainDry plain = new PlainDry(5);
        Sums sums = new Sums();
        Set<Class<?>> effects = new HashSet<>();
        boolean stressed = false;

        for (int number = 0; number < 165; number++) {
            LocalDate date = Fields.PLANTED.plusDays(number);
            DayWater water = water(date, random, isDry(seed) ? 0.03 : 0.25);
            PlainReading reading = PlainReading.isTaken(random)
                    ? PlainReading.of(plain.probe(random, 0.3), random)
                    : PlainReading.NONE;
            plain.day(number, water, reading);
            BalanceDay day = balance.step(state, water, reading.at(end(date)));
            state = day.after();

            assertThat(state.depletion()).as("%s", date).isCloseTo(plain.depletion, within(SAME));
            assertThat(day.evapotranspiration()).isCloseTo(plain.evapotranspiration, within(SAME));
            assertThat(day.percolation()).isCloseTo(plain.percolation, within(SAME));
            assertThat(day.rain()).isCloseTo(plain.rain, within(SAME));
            assertThat(day.runoff()).isCloseTo(plain.runoff, within(SAME));
            assertThat(day.sensor().correction()).isCloseTo(plain.correction, within(SAME));
            sums.add(
                    plain.rain + water.irrigation() + water.capillaryRise() + plain.correction,
                    plain.evapotranspiration + plain.percolation + plain.runoff,
                    day);
            effects.add(day.sensor().getClass());
            stressed |= day.stress() < 0.95;
        }

        sums.assertClosed(-5, -plain.depletion);
        assertThat(effects).hasSize(3);
        assertThat(stressed || !isDry(seed)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void seasonOfRice_agreesAndCloses(long seed) {
        Random random = new Random(seed);
        PaddyBalance balance = Fields.rice();
        WaterState state = balance.at(-100);
        PlainPaddy plain = new PlainPaddy(-100);
        Sums sums = new Sums();
        Set<Class<?>> effects = new HashSet<>();

        for (int number = -7; number < 120; number++) {
            LocalDate date = Fields.PLANTED.plusDays(number);
            DayWater water = water(date, random, isDry(seed) ? 0.03 : 0.25);
            PlainReading reading =
                    PlainReading.isTaken(random) ? PlainReading.of(plain.tube(random), random) : PlainReading.NONE;
            plain.day(number, water, reading);
            BalanceDay day = balance.step(state, water, reading.at(end(date)));
            state = day.after();

            assertThat(state.storage()).as("%s", date).isCloseTo(plain.storage(), within(SAME));
            assertThat(balance.level(state)).isCloseTo(plain.level(), within(SAME / 0.05));
            assertThat(day.evapotranspiration()).isCloseTo(plain.evapotranspiration, within(SAME));
            assertThat(day.percolation()).isCloseTo(plain.percolation, within(SAME));
            assertThat(day.runoff()).isCloseTo(plain.runoff, within(SAME));
            assertThat(day.sensor().correction()).isCloseTo(plain.correction, within(SAME));
            sums.add(
                    water.rain() + water.irrigation() + water.capillaryRise() + plain.correction,
                    plain.evapotranspiration + plain.percolation + plain.runoff,
                    day);
            effects.add(day.sensor().getClass());
        }

        sums.assertClosed(-5, plain.storage());
        assertThat(effects).hasSize(3);
    }

    private static boolean isDry(long seed) {
        return seed % 3 == 0;
    }

    private static DayWater water(LocalDate date, Random random, double often) {
        double rain = random.nextDouble() < often ? -18 * Math.log(1 - random.nextDouble()) : 0;
        double downpour = random.nextInt(50) == 0 ? 200 * random.nextDouble() : 0;
        double drizzle = random.nextInt(5) == 0 ? random.nextDouble() : 0;
        double fallen = rain + downpour + drizzle;
        return new DayWater(
                date,
                1 + 6 * random.nextDouble(),
                fallen,
                random.nextInt(4) == 0 ? fallen * random.nextDouble() / 2 : 0,
                random.nextDouble() < often / 4 ? 60 * random.nextDouble() : 0,
                random.nextInt(6) == 0 ? random.nextDouble() : 0,
                random.nextInt(15) == 0 ? 80 * random.nextDouble() : 0);
    }

    private static Instant end(LocalDate date) {
        return date.plusDays(1).atStartOfDay(ZoneOffset.ofHours(7)).toInstant();
    }

    /** What came and went over a season, by both. */
    private static final class Sums {
        private double came;
        private double went;
        private double cameByRows;
        private double wentByRows;

        void add(double in, double out, BalanceDay day) {
            came += in;
            went += out;
            cameByRows += day.rain()
                    + day.irrigation()
                    + day.capillaryRise()
                    + day.sensor().correction();
            wentByRows += day.evapotranspiration() + day.percolation() + day.runoff();
        }

        void assertClosed(double start, double end) {
            assertThat(came - went).isCloseTo(end - start, within(CLOSED));
            assertThat(cameByRows - wentByRows).isCloseTo(end - start, within(CLOSED));
            assertThat(cameByRows).isCloseTo(came, within(CLOSED));
            assertThat(wentByRows).isCloseTo(went, within(CLOSED));
        }
    }
}
