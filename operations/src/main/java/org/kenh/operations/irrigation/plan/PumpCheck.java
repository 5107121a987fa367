package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs, rests and starts of each pump, with what it did before the horizon. */
final class PumpCheck {
    private static final Duration HOUR = Duration.ofHours(1);

    private final PlanProblem problem;
    private final Horizon horizon;
    private final Pump pump;
    private final List<PumpTurn> turns;
    private final List<Violation> found = new ArrayList<>();

    private PumpCheck(PlanProblem problem, Pump pump, List<PumpTurn> turns) {
        this.problem = problem;
        this.horizon = problem.horizon();
        this.pump = pump;
        this.turns = turns;
    }

    static List<Violation> violations(PlanProblem problem, Plan plan) {
        List<Violation> found = new ArrayList<>();
        for (Pump pump : problem.pumps()) {
            List<PumpTurn> turns = plan.pumpTurns().stream()
                    .filter(turn -> turn.pump().equals(pump.id()))
                    .sorted(Comparator.comparing(PumpTurn::start))
                    .toList();
            PumpCheck check = new PumpCheck(problem, pump, turns);
            check.goneOn();
            check.runs();
            check.starts();
            found.addAll(check.found);
        }
        return found;
    }

    /** What runs must run on for its minimum, unless it is stopped for a reason. */
    private void goneOn() {
        Optional<Period> rest = bound(pump);
        if (rest.isEmpty() || turns.stream().anyMatch(this::goesOn) || isStopped(rest.get())) {
            return;
        }
        broken(
                ViolationCode.PUMP_MINIMUM_RUN,
                horizon.start(),
                Map.of(
                        "least",
                        pump.minimumRun().toString(),
                        "end",
                        horizon.start().toString()));
    }

    /** From the beginning of the horizon until it may stop. */
    private Optional<Period> bound(Pump one) {
        return Optional.ofNullable(one.runningSince())
                .map(since -> since.plus(one.minimumRun()))
                .filter(end -> end.isAfter(horizon.start()))
                .map(end -> new Period(horizon.start(), end));
    }

    /** Blocked within the slots until then, or in a canal that cannot carry all that runs. */
    private boolean isStopped(Period rest) {
        long slot = horizon.slot().toSeconds();
        long slots = Math.ceilDiv(rest.length().toSeconds(), slot);
        Period whole = new Period(rest.from(), rest.from().plusSeconds(slots * slot));
        Canal canal = problem.canals().stream()
                .filter(one -> one.id().equals(pump.canal()))
                .findFirst()
                .orElseThrow();
        double running = problem.pumps().stream()
                .filter(one -> one.canal().equals(canal.id()))
                .filter(one -> bound(one).isPresent())
                .mapToDouble(Pump::flow)
                .sum();
        return running > canal.capacity() + PlanCheck.FLOW_TOLERANCE
                || whole.to().isAfter(horizon.end())
                || pump.quiet().stream()
                        .anyMatch(window -> !window.within(whole).isEmpty())
                || Stream.concat(pump.blocks().stream(), canal.blocks().stream())
                        .anyMatch(block -> block.period().overlaps(whole));
    }

    private void runs() {
        @Nullable Instant stopped = pump.runningSince() == null ? pump.stoppedAt() : horizon.start();
        for (PumpTurn turn : turns) {
            if (stopped != null && turn.start().isBefore(stopped)) {
                broken(ViolationCode.OVERLAP, turn.start(), Map.of());
            } else if (stopped != null && turn.start().isBefore(stopped.plus(pump.minimumOff())) && !goesOn(turn)) {
                broken(
                        ViolationCode.PUMP_MINIMUM_OFF,
                        turn.start(),
                        Map.of("least", pump.minimumOff().toString(), "stopped", stopped.toString()));
            }
            run(turn);
            stopped = turn.end();
        }
    }

    private void run(PumpTurn turn) {
        Instant began = since(turn);
        if (turn.end().isBefore(began.plus(pump.minimumRun()))) {
            broken(
                    ViolationCode.PUMP_MINIMUM_RUN,
                    turn.start(),
                    Map.of(
                            "least",
                            pump.minimumRun().toString(),
                            "end",
                            turn.end().toString()));
        }
    }

    private void starts() {
        List<Instant> starts = Stream.concat(
                        pump.startsBefore().stream(), turns.stream().map(this::since))
                .distinct()
                .sorted()
                .toList();
        for (int i = pump.startsPerHour(); i < starts.size(); i++) {
            Instant first = starts.get(i - pump.startsPerHour());
            boolean ours = !starts.get(i).isBefore(horizon.start());
            if (ours && starts.get(i).isBefore(first.plus(HOUR))) {
                broken(
                        ViolationCode.PUMP_STARTS,
                        starts.get(i),
                        Map.of("most", String.valueOf(pump.startsPerHour()), "since", first.toString()));
            }
        }
    }

    private Instant since(PumpTurn turn) {
        @Nullable Instant running = pump.runningSince();
        return running != null && goesOn(turn) ? running : turn.start();
    }

    private boolean goesOn(PumpTurn turn) {
        return pump.runningSince() != null && turn.start().equals(horizon.start());
    }

    private void broken(ViolationCode code, Instant at, Map<String, String> arguments) {
        found.add(new Violation(code, pump.id(), at, arguments));
    }
}
