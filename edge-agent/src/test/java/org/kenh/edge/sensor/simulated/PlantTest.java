package org.kenh.edge.sensor.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlantTest {
    private static final Instant END = Plants.START.plus(Duration.ofDays(21));

    private final Plant plant = Plants.plant();
    private final Station drain = plant.station("drain");

    @Test
    void advance_rainFalls_riversRiseAndFallAgain() {
        Waterway nhue = plant.waterway("nhue");
        Instant rain = runUntilRain(6);
        double before = nhue.level();
        plant.advanceTo(rain.plus(Duration.ofHours(10)));
        double after = nhue.level();
        double highest = after;
        for (int hour = 0; hour < 48; hour++) {
            plant.advanceTo(rain.plus(Duration.ofHours(10 + hour)));
            highest = Math.max(highest, nhue.level());
        }

        assertThat(after).isGreaterThan(before + 0.15);
        assertThat(nhue.runoff()).isLessThan(2);
        assertThat(nhue.level()).isLessThan(highest);
    }

    @Test
    void advance_pumpsRun_theirCanalFalls() {
        int falling = 0;
        int running = 0;
        Instant at = Plants.START;
        while (at.isBefore(END)) {
            double before = drain.canal();
            long pumps = drain.running();
            at = at.plusSeconds(600);
            plant.advanceTo(at);
            if (pumps > 0 && drain.running() == pumps && plant.weather().meanRain(LocalTime.seconds(at)) == 0) {
                running++;
                falling += drain.canal() < before ? 1 : 0;
            }
        }

        assertThat(running).isGreaterThan(20);
        assertThat(falling).isGreaterThan(running * 3 / 4);
    }

    @Test
    void advance_pumpsSwitchWithHysteresisAndRest() {
        double lastStop = Double.NEGATIVE_INFINITY;
        boolean was = false;
        int starts = 0;
        Pump pump = drain.pump(1);
        Instant at = Plants.START;
        while (at.isBefore(END)) {
            at = at.plusSeconds(60);
            plant.advanceTo(at);
            double seconds = LocalTime.seconds(at);
            if (pump.running() && !was) {
                starts++;
                assertThat(seconds - lastStop).isGreaterThanOrEqualTo(Pump.REST);
            }
            lastStop = was && !pump.running() ? seconds : lastStop;
            was = pump.running();
        }

        assertThat(starts).isBetween(5, 21 * 6);
    }

    @Test
    void advance_irrigation_keepsItsCanalBetweenTheLevels() {
        Station lift = plant.station("lift");
        plant.advanceTo(Plants.START.plus(Duration.ofDays(2)));
        Instant at = Plants.START.plus(Duration.ofDays(2));
        while (at.isBefore(END)) {
            at = at.plusSeconds(600);
            plant.advanceTo(at);
            assertThat(lift.canal()).isBetween(2.2, 3.6);
        }
        assertThat(lift.pump(1).starts() + lift.pump(2).starts())
                .isGreaterThan(Plants.plant().station("lift").pump(1).starts()
                        + Plants.plant().station("lift").pump(2).starts()
                        + 5);
    }

    @Test
    void advance_countersNeverFallAndEnergyIsPowerTimesTime() {
        Pump pump = drain.pump(2);
        double energy = pump.energy();
        double expected = pump.energy();
        double hours = pump.runHours();
        Instant at = Plants.START;
        while (at.isBefore(END)) {
            at = at.plusSeconds(60);
            plant.advanceTo(at);
            expected += pump.power() / 60;
            assertThat(pump.energy()).isGreaterThanOrEqualTo(energy);
            assertThat(pump.runHours()).isGreaterThanOrEqualTo(hours);
            energy = pump.energy();
            hours = pump.runHours();
        }

        // Power is cut in the step in which a pump is stopped, which is told after its energy was counted.
        assertThat(energy).isCloseTo(expected, within(0.01 * energy));
    }

    @Test
    void advance_valuesStayInTheRangesOfTheNameplates() {
        Instant at = Plants.START;
        while (at.isBefore(END)) {
            at = at.plusSeconds(300);
            plant.advanceTo(at);
            double seconds = LocalTime.seconds(at);
            for (String id : new String[] {"drain", "lift"}) {
                Station station = plant.station(id);
                assertThat(station.suction()).isBetween(-1.0, 6.0);
                assertThat(station.discharge()).isBetween(-1.0, 6.0);
                assertThat(station.rackDifference()).isBetween(0.0, 1.0);
                double voltage = station.voltage(seconds);
                assertThat(voltage == 0 || (voltage > 370 && voltage < 400)).isTrue();
                assertRanges(station, voltage, seconds);
            }
        }
    }

    @Test
    void advance_gate_movesWaterTowardsTheLowerSide() {
        plant.advanceTo(Plants.START.plus(Duration.ofHours(1)));
        double difference =
                plant.waterway("nhue").level() - plant.waterway("day").level();

        assertThat(Math.signum(plant.gate("gate").flow())).isEqualTo(Math.signum(difference));
    }

    @Test
    void advance_sameSeedAndSteps_isTheSame() {
        Plant other = Plants.plant();
        plant.advanceTo(END);
        other.advanceTo(END);

        assertThat(other.save()).usingRecursiveComparison().isEqualTo(plant.save());
    }

    @Test
    void restore_goesOnWhereItWasSaved() {
        Instant middle = Plants.START.plus(Duration.ofDays(3));
        plant.advanceTo(middle);
        Plant restored = Plants.plant();
        restored.restore(plant.save());
        plant.advanceTo(END);
        restored.advanceTo(END);

        assertThat(restored.save()).usingRecursiveComparison().isEqualTo(plant.save());
    }

    @Test
    void advance_clockGoesBack_waits() {
        plant.advanceTo(END);
        double now = plant.now();
        plant.advanceTo(Plants.START);

        assertThat(plant.now()).isEqualTo(now);
    }

    @Test
    void field_dryDays_paddyFallsAndIsFilledAgain() {
        Field paddy = plant.field("paddy");
        double lowest = Double.MAX_VALUE;
        double highest = -Double.MAX_VALUE;
        Instant at = Plants.START;
        while (at.isBefore(END)) {
            at = at.plusSeconds(600);
            plant.advanceTo(at);
            lowest = Math.min(lowest, paddy.depth());
            highest = Math.max(highest, paddy.depth());
            assertThat(plant.field("garden").soilMoisture()).isBetween(18.0, 37.0);
        }

        assertThat(highest - lowest).isGreaterThan(15);
        assertThat(lowest).isGreaterThan(-120);
        assertThat(highest).isLessThanOrEqualTo(110);
    }

    private static void assertRanges(Station station, double voltage, double seconds) {
        for (int number = 1; number <= station.config().pumps(); number++) {
            Pump pump = station.pump(number);
            if (pump.running() && voltage > 0) {
                assertThat(pump.flow()).isBetween(0.2, 2.5);
                assertThat(pump.current(voltage) / pump.nominalCurrent()).isBetween(0.4, 1.2);
                assertThat(pump.powerFactor()).isBetween(0.68, 0.95);
            }
            assertThat(pump.winding()).isBetween(15.0, 155.0);
            assertThat(pump.bearing()).isBetween(15.0, 100.0);
            assertThat(pump.vibration(seconds, station.blocked())).isBetween(0.0, 0.0085);
        }
    }

    /** The time of the first rain that is at least as heavy, mm/h; the plant is simulated up to an hour before it. */
    private Instant runUntilRain(double heavy) {
        Instant at = Plants.START.plus(Duration.ofDays(2));
        while (plant.weather().meanRain(LocalTime.seconds(at)) < heavy) {
            at = at.plusSeconds(600);
        }
        plant.advanceTo(at.minusSeconds(3_600));
        return at;
    }
}
