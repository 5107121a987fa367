package org.kenh.operations.irrigation.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.operations.TestClock;
import org.kenh.operations.irrigation.demand.FieldState;
import org.kenh.operations.irrigation.demand.States;
import org.kenh.operations.irrigation.desk.Blocked;
import org.kenh.operations.irrigation.desk.PlanStore.StandingTurn;
import org.kenh.operations.irrigation.desk.PlannedTurn;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.plan.Block;
import org.kenh.operations.irrigation.plan.BlockReason;
import org.kenh.operations.irrigation.plan.Period;

class RainWatchTest {
    private static final Instant NOW = Instant.parse("2026-06-15T00:00:00Z");
    private static final Period TURN = hours(6, 9);

    private final TestClock clock = new TestClock(NOW);
    private final Map<String, FieldState> states = new HashMap<>();
    private final List<Blocked> delays = new ArrayList<>();
    private final List<String> wanted = new ArrayList<>();
    private final RainWatch watch = new RainWatch(
            period -> List.of(new StandingTurn(1, turn("r1", TURN)), new StandingTurn(1, turn("r2", hours(-1, 4)))),
            new RainWatch.Sky(States.demands(states), period -> List.copyOf(delays)),
            new Wishes(),
            clock);

    @Test
    void rainThatMakesATurnNeedless_wantsAPlan_onceADay() {
        states.put("r1", States.paddy("r1", 0, Optional.empty()));
        states.put("r2", States.paddy("r2", 60, Optional.empty()));
        watch.tick();
        assertThat(wanted).isEmpty();

        states.put("r1", States.paddy("r1", 60, Optional.of(States.needed(TURN.from(), TURN.to()))));
        watch.tick();
        assertThat(wanted).isEmpty();

        states.put("r1", States.paddy("r1", 60, Optional.of(States.needed(TURN.to(), TURN.to()))));
        watch.tick();
        watch.tick();
        assertThat(wanted).containsExactly("rain r1");
    }

    @Test
    void forecastThatATurnShouldWaitFor_wantsAPlan() {
        delays.add(new Blocked(SubjectKind.FIELD, "r1", new Block(BlockReason.RAIN_DELAY, hours(10, 20))));
        watch.tick();
        assertThat(wanted).isEmpty();
        delays.add(new Blocked(SubjectKind.FIELD, "r1", new Block(BlockReason.RAIN_DELAY, hours(1, 7))));
        watch.tick();
        assertThat(wanted).containsExactly("rain r1");
    }

    private static Period hours(int from, int to) {
        return new Period(NOW.plus(Duration.ofHours(from)), NOW.plus(Duration.ofHours(to)));
    }

    private static PlannedTurn turn(String field, Period period) {
        return new PlannedTurn(
                "p1-" + field,
                SubjectKind.FIELD,
                field,
                "k",
                Optional.empty(),
                period,
                0.3,
                1_000,
                List.of(),
                false,
                Optional.empty());
    }

    private final class Wishes implements ReplanStore {
        @Override
        public void want(String cause, String subject, Instant at) {
            wanted.add(cause + " " + subject);
        }

        @Override
        public List<Cause> waiting() {
            return List.of();
        }

        @Override
        public Optional<Instant> lastTried() {
            return Optional.empty();
        }

        @Override
        public void tried(long upTo, Optional<Long> plan, Instant at) {
            throw new AssertionError("the watch tries no plan");
        }
    }
}
