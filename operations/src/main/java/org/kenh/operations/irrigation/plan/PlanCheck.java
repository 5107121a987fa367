package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Holds a plan against every constraint of its problem, in continuous time and without anything of the planners, so that it can judge them.
 * Nothing found means that the plan may be carried out.
 */
public final class PlanCheck {
    /** Of m³, kWh and VND; what rounding may do. */
    static final double TOLERANCE = 1e-3;
    /** m³/s; what counting in whole ml/s may add up to. */
    static final double FLOW_TOLERANCE = 1e-4;

    private final PlanProblem problem;
    private final Plan plan;
    private final Map<String, FieldDemand> demands;
    private final Map<String, Pump> pumps;
    private final Map<String, Canal> canals;
    private final List<Violation> found = new ArrayList<>();

    private PlanCheck(PlanProblem problem, Plan plan) {
        this.problem = problem;
        this.plan = plan;
        this.demands = byId(problem.demands(), FieldDemand::field);
        this.pumps = byId(problem.pumps(), Pump::id);
        this.canals = byId(problem.canals(), Canal::id);
    }

    /** All that is broken, in order of time. */
    public static List<Violation> violations(PlanProblem problem, Plan plan) {
        PlanCheck check = new PlanCheck(problem, plan);
        if (check.namesOnlyWhatIsThere()) {
            plan.fieldTurns().forEach(check::fieldTurn);
            plan.pumpTurns().forEach(check::pumpTurn);
            check.demands.values().forEach(check::demand);
            problem.pins().forEach(check::pin);
            check.found.addAll(PumpCheck.violations(problem, plan));
            check.found.addAll(FlowCheck.violations(problem, plan));
            check.found.addAll(IdleCheck.violations(problem, plan));
        }
        return check.found.stream()
                .sorted(Comparator.comparing(Violation::at).thenComparing(Violation::code))
                .toList();
    }

    private boolean namesOnlyWhatIsThere() {
        for (FieldTurn turn : plan.fieldTurns()) {
            FieldDemand demand = demands.get(turn.field());
            if (demand == null
                    || !demand.canal().equals(turn.canal())
                    || !Objects.equals(demand.valve(), turn.valve())) {
                broken(ViolationCode.UNKNOWN, turn.field(), turn.start(), Map.of("canal", turn.canal()));
            }
        }
        for (PumpTurn turn : plan.pumpTurns()) {
            Pump pump = pumps.get(turn.pump());
            if (pump == null
                    || !pump.canal().equals(turn.canal())
                    || !pump.target().equals(turn.target())) {
                broken(ViolationCode.UNKNOWN, turn.pump(), turn.start(), Map.of("canal", turn.canal()));
            }
        }
        return found.isEmpty();
    }

    private void fieldTurn(FieldTurn turn) {
        FieldDemand demand = demand(turn.field());
        Horizon horizon = problem.horizon();
        if (turn.end().isAfter(horizon.end()) || (!turn.pinned() && turn.start().isBefore(horizon.start()))) {
            broken(
                    ViolationCode.OUTSIDE_HORIZON,
                    turn.field(),
                    turn.start(),
                    Map.of("end", turn.end().toString()));
        }
        double volume = turn.flow() * seconds(later(turn.start(), horizon.start()), turn.end());
        if (differ(turn.flow(), demand.flow()) || differ(turn.volume(), volume)) {
            broken(ViolationCode.WRONG_AMOUNT, turn.field(), turn.start(), Map.of("m3", number(turn.volume())));
        }
        if (turn.pinned()) {
            pinned(turn);
        } else {
            times(turn, demand);
        }
        blocks(demand.quiet(), demand.blocks(), turn.field(), turn.field(), turn.period());
        for (Canal at = canal(turn.canal()); ; at = canal(at.parent())) {
            blocks(List.of(), at.blocks(), at.id(), turn.field(), turn.period());
            if (at.parent() == null) {
                return;
            }
        }
    }

    private void times(FieldTurn turn, FieldDemand demand) {
        if (turn.start().isBefore(demand.earliest())) {
            broken(
                    ViolationCode.BEFORE_EARLIEST,
                    turn.field(),
                    turn.start(),
                    Map.of("earliest", demand.earliest().toString()));
        }
        if (turn.end().isAfter(demand.latest())) {
            broken(
                    ViolationCode.AFTER_LATEST,
                    turn.field(),
                    turn.end(),
                    Map.of("latest", demand.latest().toString()));
        }
    }

    private void pinned(FieldTurn turn) {
        PinnedTurn pin = new PinnedTurn(turn.field(), turn.period());
        if (!problem.pins().contains(pin)) {
            broken(ViolationCode.NOT_PINNED, turn.field(), turn.start(), Map.of());
        }
    }

    private void pumpTurn(PumpTurn turn) {
        Pump pump = pump(turn.pump());
        if (turn.start().isBefore(problem.horizon().start())
                || turn.end().isAfter(problem.horizon().end())) {
            broken(
                    ViolationCode.OUTSIDE_HORIZON,
                    turn.pump(),
                    turn.start(),
                    Map.of("end", turn.end().toString()));
        }
        double energy = pump.power() * seconds(turn.start(), turn.end()) / 3600;
        double cost = problem.tariff().stretches(turn.period()).stream()
                .mapToDouble(stretch -> stretch.band().price()
                        * pump.power()
                        * stretch.period().length().toMillis()
                        / 3_600_000)
                .sum();
        if (differ(turn.kilowattHours(), energy) || differ(turn.cost(), cost)) {
            broken(
                    ViolationCode.WRONG_AMOUNT,
                    turn.pump(),
                    turn.start(),
                    Map.of("kWh", number(turn.kilowattHours()), "vnd", number(turn.cost())));
        }
        blocks(pump.quiet(), pump.blocks(), pump.id(), pump.id(), turn.period());
        blocks(List.of(), canal(pump.canal()).blocks(), pump.canal(), pump.id(), turn.period());
    }

    private void demand(FieldDemand demand) {
        List<FieldTurn> turns = plan.fieldTurns().stream()
                .filter(turn -> turn.field().equals(demand.field()))
                .sorted(Comparator.comparing(FieldTurn::start))
                .toList();
        for (int i = 0; i + 1 < turns.size(); i++) {
            if (turns.get(i).end().isAfter(turns.get(i + 1).start())) {
                broken(ViolationCode.OVERLAP, demand.field(), turns.get(i + 1).start(), Map.of());
            }
        }
        pieces(demand, turns);
        volume(demand, turns);
    }

    private void pieces(FieldDemand demand, List<FieldTurn> turns) {
        List<FieldTurn> free = turns.stream().filter(turn -> !turn.pinned()).toList();
        if (!demand.splittable() && free.size() > 1) {
            broken(
                    ViolationCode.SPLIT,
                    demand.field(),
                    free.get(1).start(),
                    Map.of("turns", String.valueOf(free.size())));
        }
        if (!demand.splittable() || free.size() + turns.size() < 2 || turns.size() == 1) {
            return;
        }
        double rest = Math.max(0, demand.volume() - sum(turns, FieldTurn::pinned)) / demand.flow();
        Duration shortest =
                demand.minimumPiece().toSeconds() < rest ? demand.minimumPiece() : Duration.ofSeconds((long) rest);
        // A turn may end within the slot in which the field has all its water.
        Duration least = shortest.minus(problem.horizon().slot());
        for (FieldTurn turn : free) {
            if (turn.period().length().compareTo(least) < 0 && !touches(turn, turns)) {
                broken(
                        ViolationCode.PIECE_TOO_SHORT,
                        demand.field(),
                        turn.start(),
                        Map.of(
                                "least",
                                demand.minimumPiece().toString(),
                                "is",
                                turn.period().length().toString()));
            }
        }
    }

    private static boolean touches(FieldTurn turn, List<FieldTurn> others) {
        return others.stream()
                .anyMatch(other ->
                        other.end().equals(turn.start()) || other.start().equals(turn.end()));
    }

    private void volume(FieldDemand demand, List<FieldTurn> turns) {
        double free = sum(turns, turn -> !turn.pinned());
        double pinned = sum(turns, FieldTurn::pinned);
        double inTime = turns.stream().mapToDouble(turn -> inTime(turn, demand)).sum();
        double told = plan.shortfalls().stream()
                .filter(one -> one.field().equals(demand.field()))
                .mapToDouble(Shortfall::missing)
                .sum();
        if (free > Math.max(0, demand.volume() - pinned) + slack(demand)) {
            broken(
                    ViolationCode.TOO_MUCH,
                    demand.field(),
                    problem.horizon().start(),
                    Map.of("m3", number(free + pinned), "demand", number(demand.volume())));
        }
        double late = free - sum(turns, turn -> !turn.pinned(), turn -> inTime(turn, demand));
        if (late > told + slack(demand)) {
            broken(
                    ViolationCode.AFTER_DEADLINE,
                    demand.field(),
                    demand.dueBy(),
                    Map.of("late", number(late), "told", number(told)));
        }
        if (inTime + told < demand.volume() - slack(demand)) {
            broken(
                    ViolationCode.UNTOLD_SHORTFALL,
                    demand.field(),
                    demand.dueBy(),
                    Map.of("missing", number(demand.volume() - inTime), "told", number(told)));
        }
    }

    /** Turns end at whole seconds. */
    private static double slack(FieldDemand demand) {
        return TOLERANCE + demand.flow();
    }

    private double inTime(FieldTurn turn, FieldDemand demand) {
        Instant from = later(turn.start(), problem.horizon().start());
        Instant to = turn.end().isBefore(demand.dueBy()) ? turn.end() : demand.dueBy();
        return to.isAfter(from) ? turn.flow() * seconds(from, to) : 0;
    }

    private void pin(PinnedTurn pin) {
        boolean kept = plan.fieldTurns().stream()
                .anyMatch(turn -> turn.pinned()
                        && turn.field().equals(pin.field())
                        && turn.period().equals(pin.period()));
        if (!kept && plan.refusals().stream().noneMatch(refusal -> isOf(refusal, pin))) {
            broken(
                    ViolationCode.PIN_LOST,
                    pin.field(),
                    pin.period().from(),
                    Map.of("to", pin.period().to().toString()));
        }
    }

    /** A refusal without a reason is none. */
    private static boolean isOf(PinRefusal refusal, PinnedTurn pin) {
        return refusal.pin().equals(pin) && !refusal.violations().isEmpty();
    }

    private void blocks(List<WeeklyWindow> quiet, List<Block> blocks, String where, String who, Period period) {
        for (WeeklyWindow window : quiet) {
            window.within(period).forEach(quietTime -> blocked(BlockReason.QUIET, quietTime, where, who));
        }
        blocks.stream()
                .filter(block -> block.period().overlaps(period))
                .forEach(block -> blocked(block.reason(), block.period(), where, who));
    }

    private void blocked(BlockReason reason, Period period, String where, String who) {
        broken(
                ViolationCode.BLOCKED,
                who,
                period.from(),
                Map.of(
                        "reason",
                        reason.name(),
                        "where",
                        where,
                        "until",
                        period.to().toString()));
    }

    private void broken(ViolationCode code, String subject, Instant at, Map<String, String> arguments) {
        found.add(new Violation(code, subject, at, arguments));
    }

    private static double sum(List<FieldTurn> turns, Predicate<FieldTurn> which) {
        return sum(turns, which, FieldTurn::volume);
    }

    private static double sum(List<FieldTurn> turns, Predicate<FieldTurn> which, ToDoubleFunction<FieldTurn> figure) {
        return turns.stream().filter(which).mapToDouble(figure).sum();
    }

    private FieldDemand demand(String id) {
        return Objects.requireNonNull(demands.get(id));
    }

    private Pump pump(String id) {
        return Objects.requireNonNull(pumps.get(id));
    }

    private Canal canal(String id) {
        return Objects.requireNonNull(canals.get(id));
    }

    private static <T> Map<String, T> byId(List<T> all, Function<T, String> id) {
        return all.stream().collect(Collectors.toMap(id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    private static boolean differ(double one, double other) {
        return Math.abs(one - other) > TOLERANCE * Math.max(1, Math.abs(other));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
