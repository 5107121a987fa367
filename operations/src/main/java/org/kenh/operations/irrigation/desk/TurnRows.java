package org.kenh.operations.irrigation.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.kenh.operations.irrigation.plan.BandEnergy;
import org.kenh.operations.irrigation.plan.FieldTurn;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Plan;
import org.kenh.operations.irrigation.plan.PlanProblem;
import org.kenh.operations.irrigation.plan.Pump;
import org.kenh.operations.irrigation.plan.PumpTurn;
import org.kenh.operations.irrigation.plan.Target;

/**
 * Makes the turns of a plan from what the solver found: what stands already and stays the same keeps its id and content, so that a device that
 * runs it goes on; what has begun before the plan's time begins is carried over. No turn of a pump gets shorter than the pump may run: a
 * device that finds one such turn refuses its whole schedule.
 */
final class TurnRows {
    /** What a plan may come out otherwise without being another one: it is made anew each morning from new figures. */
    private static final Duration SAME = Duration.ofMinutes(1);

    private final long plan;
    private final PlanProblem problem;
    private final Instant start;
    private final List<PlannedTurn> standing;
    private final List<PlannedTurn> rows = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private int number;

    private TurnRows(long plan, PlanProblem problem, List<PlannedTurn> standing) {
        this.plan = plan;
        this.problem = problem;
        this.start = problem.horizon().start();
        this.standing = standing;
    }

    /** The rows, by their start. */
    static List<PlannedTurn> of(Naming naming, PlanProblem problem, Plan plan) {
        List<PlannedTurn> wanted = naming.standing().stream()
                .filter(PlannedTurn::isWanted)
                .filter(turn -> turn.period().to().isAfter(naming.made()))
                .toList();
        TurnRows rows = new TurnRows(naming.plan(), problem, wanted);
        rows.carryEarlier();
        plan.fieldTurns().forEach(rows::field);
        plan.pumpTurns().forEach(rows::pump);
        rows.endCutShort(plan);
        return rows.rows.stream()
                .sorted(Comparator.comparing((PlannedTurn turn) -> turn.period().from())
                        .thenComparing(PlannedTurn::kind)
                        .thenComparing(PlannedTurn::subject))
                .toList();
    }

    /** What ends before the time that is planned anew. */
    private void carryEarlier() {
        standing.stream().filter(turn -> !turn.period().to().isAfter(start)).forEach(this::carry);
    }

    private void field(FieldTurn turn) {
        Optional<PlannedTurn> same = standing.stream()
                .filter(old -> old.kind() == SubjectKind.FIELD
                        && old.subject().equals(turn.field())
                        && isSame(old.period(), turn.period())
                        && old.target().equals(Optional.ofNullable(turn.valve()))
                        && (old.period().from().isBefore(start) || isSameWater(old, turn)))
                .findFirst();
        same.ifPresentOrElse(
                this::carry,
                () -> rows.add(new PlannedTurn(
                        nextId(),
                        SubjectKind.FIELD,
                        turn.field(),
                        turn.canal(),
                        Optional.ofNullable(turn.valve()),
                        turn.period(),
                        turn.flow(),
                        turn.volume(),
                        List.of(),
                        turn.pinned(),
                        Optional.empty())));
    }

    private void pump(PumpTurn turn) {
        Optional<PlannedTurn> same =
                pumps(turn.pump()).filter(old -> isSame(old, turn)).findFirst();
        Optional<PlannedTurn> begun = turn.start().isAfter(start) ? Optional.empty() : begun(turn.pump());
        if (same.isPresent()) {
            carry(same.get());
        } else if (begun.isPresent() && isKeptIn(begun.get(), turn)) {
            carry(begun.get());
            if (turn.end().isAfter(begun.get().period().to())) {
                add(turn, new Period(begun.get().period().to(), turn.end()));
            }
        } else {
            Instant from = begun.map(old -> old.period().from()).orElse(turn.start());
            add(turn, new Period(from, turn.end()));
        }
    }

    /** What has begun can stay as it is, with the rest as a turn of its own, unless the rest is too short for one. */
    private boolean isKeptIn(PlannedTurn begun, PumpTurn turn) {
        Instant end = begun.period().to();
        return end.equals(turn.end()) || !end.plus(shortest(turn.pump())).isAfter(turn.end());
    }

    /** A pump that runs and has nothing to do in the new plan still serves the turns before its time. */
    private void endCutShort(Plan plan) {
        for (PlannedTurn old : standing) {
            List<PumpTurn> turns = plan.pumpTurns().stream()
                    .filter(turn -> turn.pump().equals(old.subject()))
                    .toList();
            boolean goesOn = turns.stream().anyMatch(turn -> !turn.start().isAfter(start));
            boolean begun = old.kind() == SubjectKind.PUMP
                    && old.period().from().isBefore(start)
                    && old.period().to().isAfter(start);
            if (begun && !goesOn) {
                cut(old, turns);
            }
        }
    }

    /** At the beginning of the plan's time, or when the device would let the pump stop, but before it begins again. */
    private void cut(PlannedTurn old, List<PumpTurn> next) {
        Instant allowed = old.period().from().plus(shortest(old.subject()));
        Instant end =
                next.stream().map(PumpTurn::start).reduce(allowed.isAfter(start) ? allowed : start, TurnRows::earlier);
        if (end.isBefore(old.period().to())) {
            rows.add(part(old, new Period(old.period().from(), end)));
        } else {
            carry(old);
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Duration shortest(String pump) {
        return find(pump).map(Pump::minimumRun).orElse(Duration.ZERO);
    }

    private Optional<Pump> find(String pump) {
        return problem.pumps().stream().filter(one -> one.id().equals(pump)).findFirst();
    }

    private void add(PumpTurn turn, Period period) {
        double flow = find(turn.pump()).map(Pump::flow).orElse(0.0);
        rows.add(new PlannedTurn(
                nextId(),
                SubjectKind.PUMP,
                turn.pump(),
                turn.canal(),
                Optional.<Target>of(turn.target()),
                period,
                flow,
                flow * period.length().toSeconds(),
                scaled(turn.energy(), share(period, turn.period())),
                false,
                Optional.empty()));
    }

    /** The same turn for a part of its time. */
    private PlannedTurn part(PlannedTurn old, Period period) {
        double share = share(period, old.period());
        return new PlannedTurn(
                nextId(),
                old.kind(),
                old.subject(),
                old.canal(),
                old.target(),
                period,
                old.flow(),
                old.volume() * share,
                scaled(old.energy(), share),
                old.pinned(),
                Optional.empty());
    }

    private void carry(PlannedTurn old) {
        if (taken.add(old.id())) {
            rows.add(old);
        }
    }

    private Optional<PlannedTurn> begun(String pump) {
        return pumps(pump)
                .filter(old ->
                        old.period().from().isBefore(start) && old.period().to().isAfter(start))
                .findFirst();
    }

    private Stream<PlannedTurn> pumps(String pump) {
        return standing.stream()
                .filter(old -> old.kind() == SubjectKind.PUMP && old.subject().equals(pump));
    }

    private static boolean isSame(PlannedTurn old, PumpTurn turn) {
        return isSame(old.period(), turn.period()) && old.target().equals(Optional.of(turn.target()));
    }

    private static boolean isSame(Period one, Period other) {
        return isSame(one.from(), other.from()) && isSame(one.to(), other.to());
    }

    private static boolean isSame(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(SAME) <= 0;
    }

    /** As much as flows while both ends may differ; by another flow it is another turn. */
    private static boolean isSameWater(PlannedTurn old, FieldTurn turn) {
        return Math.abs(old.volume() - turn.volume()) <= 2 * SAME.toSeconds() * turn.flow();
    }

    private String nextId() {
        number++;
        return "p" + plan + "-" + number;
    }

    private static double share(Period part, Period whole) {
        return part.length().toSeconds() / (double) whole.length().toSeconds();
    }

    private static List<BandEnergy> scaled(List<BandEnergy> energy, double share) {
        return energy.stream()
                .map(band ->
                        new BandEnergy(band.band(), band.price(), band.kilowattHours() * share, band.cost() * share))
                .toList();
    }

    /**
     * What rows are named by.
     *
     * @param made when the problem was put together
     * @param standing turns of the plan that was published then
     */
    record Naming(long plan, Instant made, List<PlannedTurn> standing) {
        Naming {
            standing = List.copyOf(standing);
        }
    }
}
