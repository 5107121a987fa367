package org.kenh.edge.sensor.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.kenh.edge.control.Outcome;

class StationTest {
    private final Plant plant = Plants.plant();
    private final Station station = plant.station("drain");

    @Test
    void start_byHand_runsUntilTheOrderEndsAndThenByLevel() {
        Instant begin = dryMomentWithAllPumpsAtRest();

        assertThat(station.start(1, LocalTime.seconds(begin), 20)).isInstanceOf(Outcome.Done.class);
        plant.advanceTo(begin.plus(Duration.ofMinutes(19)));
        assertThat(station.pump(1).running()).isTrue();
        assertThat(station.flow()).isGreaterThan(0.5);

        Instant at = begin.plus(Duration.ofMinutes(20));
        while (station.pump(1).running() && at.isBefore(begin.plus(Duration.ofHours(24)))) {
            at = at.plusSeconds(60);
            plant.advanceTo(at);
        }
        assertThat(station.pump(1).running()).isFalse();
        assertThat(station.canal()).isLessThan(station.config().startLevel());
    }

    @Test
    void start_justStopped_isRefused() {
        Instant begin = dryMomentWithAllPumpsAtRest();
        double seconds = LocalTime.seconds(begin);
        station.start(1, seconds, 20);
        station.stop(1, seconds + 30, 5);

        Outcome outcome = station.start(1, seconds + 60, 20);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.detail()).contains("10 minutes"));
        assertThat(station.pump(1).running()).isFalse();
    }

    @Test
    void start_canalEmpty_isRefused() {
        double[] state = station.save();
        state[0] = 0.2;
        station.restore(state);

        assertThat(station.start(1, LocalTime.seconds(Plants.START), 20))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.detail()).contains("too low"));
    }

    @Test
    void stop_byHand_keepsThePumpAtRestThoughTheCanalIsHigh() {
        double[] state = station.save();
        state[0] = 1.9;
        station.restore(state);
        Instant at = Plants.START.plusSeconds(120);
        plant.advanceTo(at);
        station.stop(1, LocalTime.seconds(at), 30);

        plant.advanceTo(at.plus(Duration.ofMinutes(25)));

        assertThat(station.pump(1).running()).isFalse();
        assertThat(station.running()).isEqualTo(2);
    }

    @Test
    void rack_blocked_raisesTheDifferenceAndTakesFlow() {
        double[] state = station.save();
        state[0] = 1.9;
        state[2] = 0.03;
        station.restore(state);
        plant.advanceTo(Plants.START.plusSeconds(240));
        double clean = station.rackDifference();
        double flow = station.flow();
        double[] blocked = station.save();
        blocked[2] = 1;
        station.restore(blocked);
        plant.advanceTo(Plants.START.plusSeconds(300));

        assertThat(clean).isLessThan(0.1);
        assertThat(station.rackDifference()).isGreaterThan(0.3);
        assertThat(station.flow()).isLessThan(0.9 * flow);
    }

    /** A time without rain when no pump ran for a while and the canal is in the middle. */
    private Instant dryMomentWithAllPumpsAtRest() {
        Instant at = Plants.START;
        int quiet = 0;
        while (quiet < 20 || station.canal() < 0.95 || plant.weather().meanRain(LocalTime.seconds(at)) > 0) {
            at = at.plusSeconds(60);
            plant.advanceTo(at);
            quiet = station.running() == 0 ? quiet + 1 : 0;
        }
        return at;
    }
}
