package org.kenh.operations.irrigation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PlannerProperties {
    @Property(tries = 3)
    void plan_ofAnyDistrict_breaksNoConstraintAndIsNeverWorseThanGreedy(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 2) int groups, @ForAll boolean quarters) {
        PlanProblem problem = inTheMidst(district(groups, quarters).week(seed), new Random(seed));

        PlanOutcome outcome = Station.quick(problem);
        Plan greedy = Planner.greedy(problem);

        assertThat(PlanCheck.violations(problem, greedy)).isEmpty();
        assertThat(PlanCheck.violations(problem, outcome.plan())).isEmpty();
        assertThat(PlanScore.of(problem, greedy)).isEqualTo(outcome.greedyScore());
        assertThat(outcome.score()).isLessThanOrEqualTo(outcome.greedyScore());
        assertThat(PlanScore.lacking(problem, outcome.plan()))
                .isLessThanOrEqualTo(PlanScore.lacking(problem, greedy) + 0.01);
        assertThat(outcome.greedyMissing()).isEqualTo(greedy.missing());
        assertThat(outcome.score().missing())
                .isLessThanOrEqualTo(outcome.greedyScore().missing());
    }

    @Property(tries = 3)
    void pins_anywhere_areKeptUnlessTheyBreakAConstraintThatIsNamed(@ForAll long seed) {
        PlanProblem free = inTheMidst(district(1, false).week(seed), new Random(seed));
        PlanProblem problem = free.withPins(pins(free, new Random(seed)));

        Plan plan = Station.quick(problem).plan();

        assertThat(PlanCheck.violations(problem, plan)).isEmpty();
        for (PinnedTurn pin : problem.pins()) {
            boolean kept = plan.fieldTurns().stream()
                    .anyMatch(turn -> turn.pinned()
                            && turn.field().equals(pin.field())
                            && turn.period().equals(pin.period()));
            boolean refused = plan.refusals().stream()
                    .anyMatch(refusal ->
                            refusal.pin().equals(pin) && !refusal.violations().isEmpty());
            assertThat(kept).isNotEqualTo(refused);
        }
    }

    @Property(tries = 3)
    void pin_ofATurnThatWasPlanned_isKept(@ForAll long seed) {
        PlanProblem problem = district(1, false).week(seed);
        Plan old = Planner.greedy(problem);
        List<FieldTurn> turns = old.fieldTurns();
        FieldTurn turn = turns.get(new Random(seed).nextInt(turns.size()));
        PlanProblem pinned = problem.withPins(List.of(new PinnedTurn(turn.field(), turn.period())))
                .withBefore(turns);

        Plan plan = Station.quick(pinned).plan();

        assertThat(PlanCheck.violations(pinned, plan)).isEmpty();
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.fieldTurns())
                .anyMatch(one -> one.pinned() && one.period().equals(turn.period()));
    }

    private static SyntheticDistrict district(int groups, boolean quarters) {
        return new SyntheticDistrict(
                groups, groups * 5, groups * 3, groups * 2, 2, Duration.ofMinutes(quarters ? 15 : 30), Station.MONDAY);
    }

    /** Pumps run or have just stopped, and some fields lie near houses. */
    private static PlanProblem inTheMidst(PlanProblem problem, Random random) {
        Instant start = problem.horizon().start();
        List<Pump> pumps = new ArrayList<>();
        for (Pump pump : problem.pumps()) {
            Instant moment = start.minusSeconds(60L * (1 + random.nextInt(90)));
            int state = random.nextInt(3);
            pumps.add(ChangedPump.like(pump)
                    .startsPerHour(1 + random.nextInt(3))
                    .runningSince(state == 0 ? moment : null)
                    .stoppedAt(state == 1 ? moment : null)
                    .starts(state == 1 ? List.of(moment.minusSeconds(600)) : List.of())
                    .pump());
        }
        List<FieldDemand> demands = new ArrayList<>();
        for (FieldDemand demand : problem.demands()) {
            demands.add(random.nextInt(3) > 0 ? demand : quiet(demand, 18 + random.nextInt(5)));
        }
        return problem.withPumps(pumps).withDemands(demands);
    }

    private static FieldDemand quiet(FieldDemand demand, int hour) {
        return ChangedDemand.like(demand)
                .quiet(WeeklyWindow.daily(LocalTime.of(hour, 10), LocalTime.of(4, 50)))
                .demand();
    }

    private static List<PinnedTurn> pins(PlanProblem problem, Random random) {
        List<PinnedTurn> pins = new ArrayList<>();
        for (FieldDemand demand : problem.demands()) {
            if (random.nextInt(3) == 0) {
                Duration after = Duration.ofMinutes(random.nextInt(40 * 60) - 60);
                Duration length = Duration.ofMinutes(61 + random.nextInt(300));
                Period period = new Period(
                        problem.horizon().start().plus(after),
                        problem.horizon().start().plus(after).plus(length));
                pins.add(new PinnedTurn(demand.field(), period));
            }
        }
        return pins;
    }
}
