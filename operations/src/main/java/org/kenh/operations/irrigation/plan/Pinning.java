package org.kenh.operations.irrigation.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which pinned turns can be kept, in the order in which they are given; and the layouts with only these. */
final class Pinning {
    /** A person may give water before the crop wants it, or after. */
    private static final Set<ViolationCode> BY_ITSELF = EnumSet.of(
            ViolationCode.BLOCKED, ViolationCode.CANAL_CAPACITY, ViolationCode.OUTSIDE_HORIZON, ViolationCode.OVERLAP);

    private final PlanProblem problem;
    private final List<PinnedTurn> kept = new ArrayList<>();
    private final List<PinRefusal> refusals = new ArrayList<>();

    private Pinning(PlanProblem problem) {
        this.problem = problem;
    }

    /** Looks at every pin. */
    static Pinning of(PlanProblem problem) {
        Pinning pinning = new Pinning(problem);
        for (PinnedTurn pin : problem.pins()) {
            List<Violation> broken = pinning.broken(pin);
            if (broken.isEmpty()) {
                pinning.kept.add(pin);
            } else {
                pinning.refusals.add(new PinRefusal(pin, broken));
            }
        }
        return pinning;
    }

    /** The problem with the pins that are kept. */
    PlanProblem feasible() {
        return problem.withPins(kept);
    }

    List<PinRefusal> refusals() {
        return List.copyOf(refusals);
    }

    /** With the kept pins only. */
    static Layout layout(Basin basin, List<PinnedTurn> pins) {
        Layout layout = new Layout(basin);
        pins.forEach(pin -> placed(layout, pin));
        return layout;
    }

    private List<Violation> broken(PinnedTurn pin) {
        List<PinnedTurn> all = new ArrayList<>(kept);
        all.add(pin);
        PlanProblem trial = problem.withPins(all);
        List<FieldTurn> turns =
                all.stream().map(one -> Turns.pinned(trial, one)).toList();
        List<Violation> found = PlanCheck.violations(trial, new Plan(turns, List.of(), List.of(), List.of())).stream()
                .filter(violation -> BY_ITSELF.contains(violation.code()))
                .filter(violation -> concerns(violation, pin))
                .toList();
        return found.isEmpty() ? unserved(trial, pin) : found;
    }

    /** A turn that has begun may touch what lies before the horizon. */
    private boolean concerns(Violation violation, PinnedTurn pin) {
        String until = violation.arguments().get("until");
        boolean over =
                until != null && !Instant.parse(until).isAfter(problem.horizon().start());
        return !over
                && (violation.code() == ViolationCode.CANAL_CAPACITY
                        || violation.subject().equals(pin.field()));
    }

    private List<Violation> unserved(PlanProblem trial, PinnedTurn pin) {
        for (Basin basin : Basins.of(trial)) {
            int field = index(basin, pin.field());
            if (field >= 0) {
                Layout layout = layout(basin, kept);
                if (placed(layout, pin)) {
                    return List.of();
                }
                boolean carried = layout.carries(field, from(basin, pin), to(basin, pin));
                boolean inTurn = basin.canals.get(basin.canalOf[field]).openAtOnce() > 0;
                ViolationCode code = ViolationCode.PUMP_FLOW;
                if (!carried) {
                    code = inTurn ? ViolationCode.CANAL_ORDER : ViolationCode.CANAL_CAPACITY;
                }
                String subject = carried
                        ? basin.canals.getFirst().id()
                        : basin.demands.get(field).canal();
                return List.of(new Violation(code, subject, pin.period().from(), Map.of()));
            }
        }
        throw new IllegalArgumentException("field " + pin.field() + " is on no canal");
    }

    private static boolean placed(Layout layout, PinnedTurn pin) {
        int field = index(layout.basin, pin.field());
        return field < 0 || layout.placePinned(field, from(layout.basin, pin), to(layout.basin, pin));
    }

    private static int from(Basin basin, PinnedTurn pin) {
        return Math.max(0, Slots.of(basin.horizon, pin.period().from()));
    }

    private static int to(Basin basin, PinnedTurn pin) {
        return Math.min(basin.slots, Slots.after(basin.horizon, pin.period().to()));
    }

    private static int index(Basin basin, String field) {
        for (int i = 0; i < basin.demands.size(); i++) {
            if (basin.demands.get(i).field().equals(field)) {
                return i;
            }
        }
        return -1;
    }
}
