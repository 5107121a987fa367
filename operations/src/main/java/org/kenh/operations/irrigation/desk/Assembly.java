package org.kenh.operations.irrigation.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.irrigation.plan.Block;
import org.kenh.operations.irrigation.plan.BlockReason;
import org.kenh.operations.irrigation.plan.Canal;
import org.kenh.operations.irrigation.plan.FieldDemand;
import org.kenh.operations.irrigation.plan.FieldTurn;
import org.kenh.operations.irrigation.plan.Horizon;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.PinnedTurn;
import org.kenh.operations.irrigation.plan.PlanProblem;
import org.kenh.operations.irrigation.plan.Pump;
import org.kenh.operations.irrigation.plan.Target;

/** Puts together what a plan depends on. */
final class Assembly {
    /** So long a field is watered at least, once its valve is open. */
    static final Duration PIECE = Duration.ofHours(1);

    /** In which a field that is late gets its water, if its inlet lets in so much. */
    private static final Duration SOON = Duration.ofDays(1);

    /** In which starts of a pump count. */
    private static final Duration HOUR = Duration.ofHours(1);

    private static final double LATE_WEIGHT = 2;

    private final Horizon horizon;
    private final Works works;
    private final Rest rest;
    private final List<PlannedTurn> standing;

    /**
     * For that time.
     *
     * @param blocked by the world and by people
     * @param standing turns of the plan that is published, as far as they are wanted
     */
    Assembly(Horizon horizon, Works works, List<Blocked> blocked, List<PlannedTurn> standing) {
        this.horizon = horizon;
        this.works = works;
        this.standing = standing.stream().filter(PlannedTurn::isWanted).toList();
        this.rest = new Rest(blocked.stream().flatMap(this::sparing).toList());
    }

    /** The problem; throws {@link IllegalArgumentException} when the works do not fit together. */
    PlanProblem problem(Wanted wanted, Map<String, PumpStates.PumpState> measured, List<FieldTurn> before) {
        Map<String, FieldWork> fields = works.fieldsById();
        Map<String, FieldNeed> needs = needs(fields, wanted);
        List<PinnedTurn> pins = pins(fields.keySet(), wanted.pins());
        Set<String> named = new HashSet<>(needs.keySet());
        pins.forEach(pin -> named.add(pin.field()));
        List<FieldDemand> demands = works.fields().stream()
                .filter(field -> named.contains(field.id()))
                .map(field -> demand(field, needs.get(field.id())))
                .toList();
        List<Pump> pumps =
                works.pumps().stream().map(pump -> pump(pump, measured)).toList();
        return new PlanProblem(horizon, pumps, canals(), demands, pins, works.tariff(), before);
    }

    /** The same problem in the world as it is now: works and blocks anew; what is wanted stays. */
    PlanProblem again(PlanProblem then) {
        Map<String, FieldWork> fields = works.fieldsById();
        Map<String, Pump> before = new HashMap<>();
        then.pumps().forEach(pump -> before.put(pump.id(), pump));
        List<FieldDemand> demands = then.demands().stream()
                .flatMap(demand ->
                        Optional.ofNullable(fields.get(demand.field())).stream().map(field -> demand(field, demand)))
                .toList();
        List<PinnedTurn> pins = then.pins().stream()
                .filter(pin -> fields.containsKey(pin.field()))
                .toList();
        List<Pump> pumps = works.pumps().stream()
                .map(pump -> {
                    Pump old = before.get(pump.id());
                    return old == null ? pump : at(pump, old.runningSince(), old.stoppedAt(), old.starts());
                })
                .toList();
        return new PlanProblem(horizon, pumps, canals(), demands, pins, then.tariff(), then.before());
    }

    /** A request that names an amount counts as much as a need; both together, and what is on its way, are not given twice. */
    private Map<String, FieldNeed> needs(Map<String, FieldWork> fields, Wanted wanted) {
        UnderWay underWay = new UnderWay(standing, horizon.start(), wanted.at());
        Map<String, FieldNeed> found = new LinkedHashMap<>();
        for (FieldNeed need : wanted.needs()) {
            if (fields.containsKey(need.field())) {
                underWay.besides(need).ifPresent(rest -> found.put(need.field(), inGoodTime(rest, fields)));
            }
        }
        for (WaterRequest request : wanted.requests()) {
            FieldWork field = fields.get(request.field());
            FieldNeed need = found.get(request.field());
            if (field != null) {
                double volume = underWay.besides(
                        field.id(), request.millimetres().map(field::volume).orElse(0.0));
                asked(request, volume, need).ifPresent(joined -> found.put(request.field(), joined));
            }
        }
        return found;
    }

    /** What must be there by a time may begin so early that its inlet lets it in by then, and others too have their turns. */
    private static FieldNeed inGoodTime(FieldNeed need, Map<String, FieldWork> fields) {
        FieldWork field = fields.get(need.field());
        if (field == null) {
            return need;
        }
        Duration twice = Duration.ofSeconds(Math.round(2 * need.volume() / field.flow()));
        Instant latest = need.dueBy().minus(twice);
        return latest.isBefore(need.earliest()) ? need.from(latest) : need;
    }

    private static Optional<FieldNeed> asked(WaterRequest request, double volume, @Nullable FieldNeed need) {
        double most = need == null ? volume : Math.max(volume, need.volume());
        if (most <= 0) {
            return Optional.empty();
        }
        Instant until = request.wanted().to();
        Instant due = need != null && need.dueBy().isBefore(until) ? need.dueBy() : until;
        Instant from = request.wanted().from();
        Instant earliest = need != null && need.earliest().isBefore(from) ? need.earliest() : from;
        return Optional.of(new FieldNeed(
                request.field(),
                most,
                earliest,
                due,
                Optional.ofNullable(need).flatMap(FieldNeed::lastBy),
                need == null ? 1 : need.weight(),
                Optional.empty()));
    }

    /** What has begun before the horizon goes on as it is; then what people have set. */
    private List<PinnedTurn> pins(Set<String> fields, List<PinnedTurn> set) {
        List<PinnedTurn> begun = standing.stream()
                .filter(turn -> turn.kind() == SubjectKind.FIELD)
                .filter(turn -> turn.period().contains(horizon.start())
                        && turn.period().from().isBefore(horizon.start()))
                .map(turn -> new PinnedTurn(turn.subject(), turn.period()))
                .toList();
        return Stream.concat(begun.stream(), set.stream().filter(pin -> !begun.contains(pin)))
                .filter(pin -> fields.contains(pin.field()))
                .filter(pin -> pin.period().overlaps(horizon.period()))
                .toList();
    }

    private FieldDemand demand(FieldWork field, @Nullable FieldNeed need) {
        Instant end = need == null ? horizon.end() : need.dueBy();
        Duration length = Duration.ofSeconds(need == null ? 0 : (long) (need.volume() / field.flow()));
        // What is too late already, or must be, is not given up: it comes as soon as it can, before the others.
        boolean late = end.isBefore(horizon.start().plus(length));
        Duration soon = length.multipliedBy(2);
        Instant extended = late ? horizon.start().plus(soon.compareTo(SOON) > 0 ? soon : SOON) : end;
        Instant due = need == null
                ? extended
                : need.lastBy().filter(extended::isAfter).orElse(extended);
        double weight = need == null ? 1 : need.weight();
        return new FieldDemand(
                field.id(),
                field.canal(),
                field.valve().orElse(null),
                field.flow(),
                need == null ? 0 : need.volume(),
                need == null ? horizon.start() : need.earliest(),
                due,
                later(due, latest(need)),
                late ? weight * LATE_WEIGHT : weight,
                true,
                PIECE,
                field.quiet(),
                rest.of(SubjectKind.FIELD, field.id()));
    }

    private FieldDemand demand(FieldWork field, FieldDemand then) {
        return new FieldDemand(
                field.id(),
                field.canal(),
                field.valve().orElse(null),
                field.flow(),
                then.volume(),
                then.earliest(),
                then.dueBy(),
                then.latest(),
                then.weight(),
                then.splittable(),
                then.minimumPiece(),
                field.quiet(),
                rest.of(SubjectKind.FIELD, field.id()));
    }

    /** When the field closes, if that is before all is over. */
    private Instant latest(@Nullable FieldNeed need) {
        return Optional.ofNullable(need)
                .flatMap(FieldNeed::lastBy)
                .filter(horizon.end()::isAfter)
                .orElse(horizon.end());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private List<Canal> canals() {
        return works.canals().stream()
                .map(canal -> new Canal(
                        canal.id(),
                        canal.parent(),
                        canal.capacity(),
                        canal.openAtOnce(),
                        canal.efficiency(),
                        rest.of(SubjectKind.CANAL, canal.id())))
                .toList();
    }

    private Pump pump(Pump pump, Map<String, PumpStates.PumpState> measured) {
        Optional<PlannedTurn> running = standing.stream()
                .filter(turn -> isOf(pump, turn))
                .filter(turn -> turn.period().contains(horizon.start())
                        && turn.period().from().isBefore(horizon.start()))
                .findFirst();
        Optional<Instant> ended = standing.stream()
                .filter(turn -> isOf(pump, turn))
                .map(turn -> turn.period().to())
                .filter(end -> !end.isAfter(horizon.start()))
                .max(Instant::compareTo);
        PumpStates.PumpState state = measured.get(pump.id());
        Optional<Instant> since = running.map(turn -> turn.period().from());
        // A pump runs on into the horizon only by its plan; when it stopped is better measured.
        Optional<Instant> stopped = state == null ? ended : state.stoppedAt().or(() -> ended);
        return at(pump, since.orElse(null), since.isPresent() ? null : stopped.orElse(null), starts(pump));
    }

    /** Within the hour before; a turn that goes on from another starts nothing. */
    private List<Instant> starts(Pump pump) {
        List<Period> runs = standing.stream()
                .filter(turn -> isOf(pump, turn))
                .map(PlannedTurn::period)
                .toList();
        return runs.stream()
                .map(Period::from)
                .filter(start -> start.isBefore(horizon.start())
                        && start.isAfter(horizon.start().minus(HOUR)))
                .filter(start -> runs.stream().noneMatch(other -> other.to().equals(start)))
                .toList();
    }

    private static boolean isOf(Pump pump, PlannedTurn turn) {
        return turn.kind() == SubjectKind.PUMP && turn.subject().equals(pump.id());
    }

    private Pump at(Pump pump, @Nullable Instant runningSince, @Nullable Instant stoppedAt, List<Instant> starts) {
        return new Pump(
                pump.id(),
                pump.target(),
                pump.canal(),
                pump.flow(),
                pump.power(),
                pump.startsPerHour(),
                pump.minimumRun(),
                pump.minimumOff(),
                pump.quiet(),
                rest.of(SubjectKind.PUMP, pump.id()),
                runningSince,
                stoppedAt,
                starts);
    }

    /** Turns as the planner knows them. */
    static List<FieldTurn> fieldTurns(List<PlannedTurn> turns) {
        return turns.stream()
                .filter(turn -> turn.kind() == SubjectKind.FIELD && turn.isWanted())
                .map(turn -> new FieldTurn(
                        turn.subject(),
                        turn.canal(),
                        turn.target().<@Nullable Target>map(target -> target).orElse(null),
                        turn.period().from(),
                        turn.period().to(),
                        turn.flow(),
                        turn.volume(),
                        turn.pinned()))
                .toList();
    }

    /** A turn that has begun goes on in spite of rain: the gate is open, and the water is in the canal. */
    private Stream<Blocked> sparing(Blocked blocked) {
        if (blocked.block().reason() != BlockReason.RAIN_DELAY) {
            return Stream.of(blocked);
        }
        Period delay = blocked.block().period();
        Instant from = standing.stream()
                .filter(turn -> turn.kind() == blocked.kind() && turn.subject().equals(blocked.subject()))
                .filter(turn -> turn.period().contains(horizon.start())
                        && turn.period().from().isBefore(horizon.start()))
                .map(turn -> turn.period().to())
                .reduce(delay.from(), Assembly::later);
        return from.isBefore(delay.to())
                ? Stream.of(new Blocked(
                        blocked.kind(),
                        blocked.subject(),
                        new Block(BlockReason.RAIN_DELAY, new Period(from, delay.to()))))
                : Stream.empty();
    }

    /** The times that people forbid. */
    static List<Blocked> forbidden(List<Constraint> constraints) {
        return constraints.stream()
                .filter(Constraint::forbidden)
                .map(one -> new Blocked(one.kind(), one.subject(), new Block(BlockReason.FORBIDDEN, one.period())))
                .toList();
    }

    /**
     * What is wanted of a plan.
     *
     * @param at when it is made
     */
    record Wanted(List<FieldNeed> needs, List<WaterRequest> requests, List<PinnedTurn> pins, Instant at) {
        Wanted {
            needs = List.copyOf(needs);
            requests = List.copyOf(requests);
            pins = List.copyOf(pins);
        }

        static List<PinnedTurn> pins(List<Constraint> constraints) {
            return constraints.stream()
                    .filter(one -> !one.forbidden())
                    .map(one -> new PinnedTurn(one.subject(), one.period()))
                    .distinct()
                    .toList();
        }
    }

    /** Blocks by what they are of. */
    private record Rest(List<Blocked> blocked) {
        List<Block> of(SubjectKind kind, String subject) {
            List<Block> found = new ArrayList<>();
            for (Blocked one : blocked) {
                if (one.kind() == kind && one.subject().equals(subject)) {
                    found.add(one.block());
                }
            }
            return found;
        }
    }
}
