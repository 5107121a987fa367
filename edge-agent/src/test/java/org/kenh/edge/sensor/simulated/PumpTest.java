package org.kenh.edge.sensor.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.edge.sensor.simulated.Pump.Conditions;

class PumpTest {
    private static final Conditions USUAL = new Conditions(1.9, 0, 30, 390);

    private final Pump pump = new Pump(2.2, 110, new Chance(1, "pump"));

    @Test
    void start_jammed_isNotCountedAndHolds() {
        double starts = pump.starts();
        pump.suffer(Fault.JAMMED);
        double seconds = whenItShows(Fault.JAMMED);

        assertThat(pump.start(seconds, USUAL)).isFalse();
        assertThat(pump.running()).isFalse();
        assertThat(pump.trip()).isEqualTo(Trip.NO_FLOW);
        assertThat(pump.starts()).isEqualTo(starts);
    }

    @Test
    void start_healthy_countsOnceFlowAndCurrentAgree() {
        double starts = pump.starts();

        assertThat(pump.start(1e9, USUAL)).isTrue();
        assertThat(pump.starts()).isEqualTo(starts + 1);
        assertThat(pump.flow()).isCloseTo(2.2, within(0.15));
        assertThat(pump.current(390) / pump.nominalCurrent()).isBetween(0.7, 0.9);
    }

    @Test
    void start_fiveTimesWithinAnHour_isTheMostForALargeMotor() {
        for (int start = 0; start < 5; start++) {
            assertThat(pump.mayStart(1e9 + start * 660)).isTrue();
            pump.start(1e9 + start * 660, USUAL);
            pump.stop(1e9 + start * 660 + 60);
        }

        assertThat(pump.mayStart(1e9 + 3_599)).isFalse();
        assertThat(pump.mayStart(1e9 + 3_600)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1.9, 390, NONE", "4.6, 390, OVERLOAD", "3.6, 340, OVERLOAD", "8.0, 390, NO_FLOW"})
    void protect_againstTheHead_trips(double staticHead, double voltage, Trip expected) {
        pump.start(1e9, USUAL);
        Conditions conditions = new Conditions(staticHead, 0, 30, voltage);
        for (int step = 1; step <= 3; step++) {
            pump.step(1e9 + step * 30, 30, conditions);
            pump.protect(1e9 + step * 30, 30, conditions);
        }

        assertThat(pump.trip()).isEqualTo(expected);
        assertThat(pump.running()).isEqualTo(expected == Trip.NONE);
    }

    @Test
    void wear_takesFlowAndShakes() {
        Pump worn = new Pump(2.2, 110, new Chance(1, "pump"));
        worn.suffer(Fault.WORN);
        double seconds = whenItShows(Fault.WORN);
        worn.start(seconds, USUAL);
        pump.start(seconds, USUAL);

        assertThat(worn.flow()).isLessThan(0.9 * pump.flow());
        assertThat(worn.vibration(seconds, 0)).isGreaterThan(pump.vibration(seconds, 0) + 0.002);
    }

    @ParameterizedTest
    @CsvSource({"0", "0.5", "1", "2", "3", "4", "5", "6"})
    void curve_moreHead_lessFlow(double head) {
        PumpCurve curve = new PumpCurve(2.2, 110);

        assertThat(curve.at(head + 0.5, 0, 0).flow())
                .isLessThanOrEqualTo(curve.at(head, 0, 0).flow());
        assertThat(curve.at(head, 0, 0).power()).isBetween(0.35 * 110, 1.4 * 110);
    }

    private static double whenItShows(Fault fault) {
        double seconds = 1e9;
        while (!fault.shows(new Chance(1, "pump"), seconds)) {
            seconds += 600;
        }
        return seconds;
    }
}
