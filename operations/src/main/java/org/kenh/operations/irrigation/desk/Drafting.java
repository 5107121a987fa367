package org.kenh.operations.irrigation.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kenh.operations.irrigation.plan.Canal;
import org.kenh.operations.irrigation.plan.FieldTurn;
import org.kenh.operations.irrigation.plan.Horizon;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.PlanProblem;
import org.kenh.operations.irrigation.plan.Pump;

/** Makes of a wish what is to be solved. */
final class Drafting {
    static final Duration SLOT = Duration.ofMinutes(30);
    static final Duration USUAL = Duration.ofDays(5);
    /** For people to look at the plan, and for devices to hear of it, before it begins. */
    static final Duration LEAD = Duration.ofMinutes(15);

    private static final Set<PlanState> CHANGEABLE =
            EnumSet.of(PlanState.DRAFT, PlanState.ACCEPTED, PlanState.PUBLISHED);

    private final PlanStore store;
    private final RequestStore requests;
    private final Surroundings surroundings;

    Drafting(Stores stores, Surroundings surroundings) {
        this.store = stores.plans();
        this.requests = stores.requests();
        this.surroundings = surroundings;
    }

    Draft draft(Wish wish, Step made) {
        Optional<PlanContent> current = store.current().map(PlanHead::id).flatMap(store::content);
        Optional<PlanContent> parent = wish.parent().flatMap(store::content);
        if (wish.parent().isPresent() && parent.isEmpty()) {
            return Draft.refused(new Started.UnknownParent(wish.parent().get()));
        }
        if (parent.isPresent() && !CHANGEABLE.contains(parent.get().head().state())) {
            return Draft.refused(new Started.WrongState(parent.get().head().state()));
        }
        Works works = surroundings.works().works();
        Optional<Started> mistake = mistake(wish, parent, works);
        if (mistake.isPresent()) {
            return Draft.refused(mistake.get());
        }
        Horizon horizon = horizon(wish, parent, made.at());
        List<PlannedTurn> planned = current.map(PlanContent::turns).orElse(List.of());
        List<PlannedTurn> standing = surroundings.courses().asTheyWent(planned, made.at());
        List<Constraint> constraints = constraints(wish, parent.or(() -> current), horizon, made).stream()
                .filter(one -> !isOver(one, planned, standing))
                .toList();
        for (Constraint one : constraints) {
            if (!one.period().overlaps(horizon.period())) {
                return Draft.refused(new Started.OutsideHorizon(one.forbidden() ? "forbids" : "moves"));
            }
        }
        try {
            PlanProblem problem = problem(
                    new Basis(horizon, works, standing, constraints), before(parent.or(() -> current)), made.at());
            return Draft.ready(new Ready(
                    new PlanStore.NewPlan(
                            problem,
                            current.map(content -> content.head().id()),
                            parent.map(content -> content.head().id()),
                            constraints,
                            made),
                    standing));
        } catch (IllegalArgumentException e) {
            return Draft.refused(new Started.Unfit(String.valueOf(e.getMessage())));
        }
    }

    private PlanProblem problem(Basis basis, List<FieldTurn> before, Instant now) {
        List<Blocked> blocked =
                new ArrayList<>(surroundings.blocks().within(basis.horizon().period()));
        blocked.addAll(Assembly.forbidden(basis.constraints()));
        Assembly.Wanted wanted = new Assembly.Wanted(
                surroundings.demands().within(basis.horizon().period()),
                requests.open(now).stream()
                        .filter(request ->
                                request.wanted().overlaps(basis.horizon().period()))
                        .toList(),
                Assembly.Wanted.pins(basis.constraints()),
                now);
        return new Assembly(basis.horizon(), basis.works(), blocked, basis.standing())
                .problem(wanted, surroundings.pumps().now(), before);
    }

    private static List<FieldTurn> before(Optional<PlanContent> plan) {
        return plan.map(content -> Assembly.fieldTurns(content.turns())).orElse(List.of());
    }

    /** A re-planned draft keeps its time while that has not come: so the two can be compared. */
    private static Horizon horizon(Wish wish, Optional<PlanContent> parent, Instant now) {
        if (parent.isPresent()
                && wish.from().isEmpty()
                && wish.length().isEmpty()
                && parent.get().head().state() != PlanState.PUBLISHED
                && parent.get().head().horizon().from().isAfter(now)) {
            return parent.get().problem().horizon();
        }
        Instant soonest = now.plus(LEAD);
        Instant from = wish.from().filter(soonest::isBefore).orElse(soonest);
        Instant whole = from.minusNanos(1).plus(SLOT);
        return Horizon.of(whole, wish.length().orElse(USUAL), SLOT);
    }

    private static Optional<Started> mistake(Wish wish, Optional<PlanContent> parent, Works works) {
        Set<String> turns = parent.map(PlanContent::turns).orElse(List.of()).stream()
                .filter(turn -> turn.kind() == SubjectKind.FIELD && turn.isWanted())
                .map(PlannedTurn::id)
                .collect(Collectors.toSet());
        for (String pin : wish.pins()) {
            if (!turns.contains(pin)) {
                return Optional.of(new Started.NoSuch("pins", pin));
            }
        }
        for (Wish.Move move : wish.moves()) {
            if (!turns.contains(move.turn())) {
                return Optional.of(new Started.NoSuch("moves", move.turn()));
            }
        }
        for (Wish.Forbid forbid : wish.forbids()) {
            if (!isThere(forbid, works)) {
                return Optional.of(new Started.NoSuch("forbids", forbid.subject()));
            }
        }
        List<Integer> numbers = parent.map(PlanContent::constraints).orElse(List.of()).stream()
                .map(Constraint::number)
                .toList();
        return wish.releases().stream()
                .filter(number -> !numbers.contains(number))
                .findFirst()
                .map(number -> new Started.NoSuch("releases", String.valueOf(number)));
    }

    private static boolean isThere(Wish.Forbid forbid, Works works) {
        return switch (forbid.kind()) {
            case PUMP -> works.pumps().stream().map(Pump::id).anyMatch(forbid.subject()::equals);
            case CANAL -> works.canals().stream().map(Canal::id).anyMatch(forbid.subject()::equals);
            case FIELD -> works.fields().stream().map(FieldWork::id).anyMatch(forbid.subject()::equals);
        };
    }

    /** Those that still hold, then the new ones; of a turn that is pinned or moved an older pin holds no longer. */
    private static List<Constraint> constraints(
            Wish wish, Optional<PlanContent> inherited, Horizon horizon, Step made) {
        Map<String, PlannedTurn> turns = inherited.map(PlanContent::turns).orElse(List.of()).stream()
                .collect(Collectors.toMap(PlannedTurn::id, turn -> turn));
        List<Constraint> found = new ArrayList<>();
        for (Constraint old : inherited.map(PlanContent::constraints).orElse(List.of())) {
            boolean holds = !wish.releases().contains(old.number())
                    && old.period().overlaps(horizon.period())
                    && (old.forbidden() || touched(wish, turns).noneMatch(turn -> isPinOf(old, turn)));
            if (holds) {
                found.add(old.numbered(found.size() + 1));
            }
        }
        wish.pins().forEach(pin -> {
            PlannedTurn turn = turns.get(pin);
            if (turn != null) {
                found.add(pin(found.size() + 1, turn.subject(), turn.period(), made));
            }
        });
        wish.moves().forEach(move -> {
            PlannedTurn turn = turns.get(move.turn());
            if (turn != null) {
                found.add(pin(found.size() + 1, turn.subject(), move.period(), made));
            }
        });
        wish.forbids()
                .forEach(forbid -> found.add(new Constraint(
                        found.size() + 1,
                        true,
                        forbid.kind(),
                        forbid.subject(),
                        forbid.period(),
                        forbid.reason(),
                        made)));
        return found;
    }

    /** A pin of a turn that did not run, or not to its end, cannot be kept any more. */
    private static boolean isOver(Constraint constraint, List<PlannedTurn> planned, List<PlannedTurn> went) {
        return !constraint.forbidden()
                && planned.stream().anyMatch(turn -> isPinOf(constraint, turn))
                && went.stream().noneMatch(turn -> isPinOf(constraint, turn));
    }

    private static Stream<PlannedTurn> touched(Wish wish, Map<String, PlannedTurn> turns) {
        return Stream.concat(wish.pins().stream(), wish.moves().stream().map(Wish.Move::turn))
                .flatMap(id -> Optional.ofNullable(turns.get(id)).stream());
    }

    private static boolean isPinOf(Constraint constraint, PlannedTurn turn) {
        return constraint.subject().equals(turn.subject())
                && constraint.period().equals(turn.period());
    }

    private static Constraint pin(int number, String field, Period period, Step made) {
        return new Constraint(number, false, SubjectKind.FIELD, field, period, "", made);
    }

    private record Basis(Horizon horizon, Works works, List<PlannedTurn> standing, List<Constraint> constraints) {}

    /**
     * A problem that can be solved.
     *
     * @param standing turns of the plan that is published
     */
    record Ready(PlanStore.NewPlan plan, List<PlannedTurn> standing) {}

    /** Either of the two. */
    record Draft(Optional<Ready> ready, Optional<Started> refused) {
        static Draft ready(Ready ready) {
            return new Draft(Optional.of(ready), Optional.empty());
        }

        static Draft refused(Started why) {
            return new Draft(Optional.empty(), Optional.of(why));
        }
    }
}
