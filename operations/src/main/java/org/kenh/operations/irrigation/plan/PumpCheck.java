package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs, rests and starts of each pump, with what it did before the horizon. */
final class PumpCheck {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Horizon horizon;
    private final Pump pump;
    private final List<PumpTurn> turns;
    private final List<Violation> found = new ArrayList<>();

    private PumpCheck(Horizon horizon, Pump pump, List<PumpTurn> turns) {
        this.horizon = horizon;
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
            PumpCheck check = new PumpCheck(problem.horizon(), pump, turns);
            check.runs();
            check.starts();
            found.addAll(check.found);
        }
        return found;
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
        List<Instant> starts = turns.stream().map(this::since).toList();
        for (int i = pump.startsPerHour(); i < starts.size(); i++) {
            Instant first = starts.get(i - pump.startsPerHour());
            if (starts.get(i).isBefore(first.plus(HOUR))) {
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
