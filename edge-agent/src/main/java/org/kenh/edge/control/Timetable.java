package org.kenh.edge.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kenh.telemetry.schedule.Schedule;
import org.kenh.telemetry.schedule.Turn;

/** Runs the turns of the newest schedule, with or without the centre. Not thread-safe. */
final class Timetable {
    /** Of those that ended, and of those that are planned. */
    private static final int MOST_SHOWN = 5;

    private final Map<String, Controlled> targets;
    private final Duration maxAge;
    private final List<TurnRun> runs = new ArrayList<>();
    private long version;

    /** The targets by name. */
    Timetable(Map<String, Controlled> targets, Duration maxAge) {
        this.targets = Map.copyOf(targets);
        this.maxAge = maxAge;
    }

    /** 0 while there is none. */
    long version() {
        return version;
    }

    /** Why a schedule cannot be run here; empty if it can. */
    Optional<Reason> whyNot(Schedule schedule) {
        for (Turn turn : schedule.turns()) {
            Controlled target = targets.get(turn.target());
            if (target == null) {
                return Optional.of(Reasons.UNKNOWN_TARGET.with(turn.target()));
            }
            if (turn.duration().toNanos() < target.shortestRun()) {
                return Optional.of(Reasons.TOO_SHORT.with(turn.id()));
            }
            if (target instanceof PumpControl && turn.position() != 1) {
                return Optional.of(Reasons.BAD_SCHEDULE.with("position, " + turn.id()));
            }
        }
        return Optional.empty();
    }

    /** Takes a schedule that can be run; turns that are the same go on, what is no longer wanted ends. */
    void replace(Cycle cycle, Schedule schedule) {
        List<TurnRun> old = new ArrayList<>(runs);
        runs.clear();
        TurnReport reports = take(schedule);
        for (TurnRun before : old) {
            int same = indexOf(before.turn());
            if (same >= 0) {
                runs.set(same, before);
            } else {
                before.withdraw(cycle);
                if (before.status() == TurnRun.Status.CLOSING) {
                    runs.add(before);
                }
            }
        }
        reports.planned(cycle, schedule.turns().size());
        cycle.report().changed();
    }

    /** Takes the schedule that was kept over a restart, with what was known of its turns. */
    void restore(Schedule schedule, long savedVersion, Map<String, TurnRun.Saved> saved, long elapsed) {
        TurnReport unused = take(schedule);
        if (savedVersion == schedule.version()) {
            for (TurnRun run : runs) {
                TurnRun.Saved state = saved.get(run.turn().id());
                if (state != null) {
                    run.restore(state, elapsed);
                }
            }
        }
    }

    /** Lets one cycle pass. */
    void step(Cycle cycle) {
        for (TurnRun run : runs) {
            run.step(cycle, isFree(run.turn().target()));
        }
    }

    /** What a restart must know of the turns that have begun or ended. */
    Map<String, TurnRun.Saved> save(long now) {
        Map<String, TurnRun.Saved> saved = new LinkedHashMap<>();
        for (TurnRun run : runs) {
            if (run.status() != TurnRun.Status.PLANNED) {
                saved.put(run.turn().id(), run.save(now));
            }
        }
        return saved;
    }

    /** The turns under way, the next ones and the last ones, by their start. */
    List<ControlSummary.TurnLine> summary(long now) {
        List<TurnRun> ordered = new ArrayList<>(runs);
        ordered.sort(Comparator.comparing(run -> run.turn().start()));
        List<TurnRun> ended = only(ordered, TurnRun.Status.ENDED);
        List<TurnRun> planned = only(ordered, TurnRun.Status.PLANNED);
        Set<TurnRun> left = new HashSet<>(ended.subList(0, Math.max(0, ended.size() - MOST_SHOWN)));
        left.addAll(planned.subList(Math.min(planned.size(), MOST_SHOWN), planned.size()));
        return ordered.stream()
                .filter(run -> !left.contains(run))
                .map(run -> run.summary(now))
                .toList();
    }

    private static List<TurnRun> only(List<TurnRun> runs, TurnRun.Status status) {
        return runs.stream().filter(run -> run.status() == status).toList();
    }

    boolean isRunning() {
        return runs.stream().anyMatch(TurnRun::holdsTarget);
    }

    private TurnReport take(Schedule schedule) {
        version = schedule.version();
        TurnReport reports = new TurnReport(version, maxAge);
        for (Turn turn : schedule.turns()) {
            Controlled target = targets.get(turn.target());
            if (target != null) {
                runs.add(new TurnRun(turn, target, reports));
            }
        }
        return reports;
    }

    private int indexOf(Turn turn) {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).turn().equals(turn)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isFree(String target) {
        return runs.stream()
                .noneMatch(run -> run.holdsTarget() && run.turn().target().equals(target));
    }
}
