package org.kenh.edge.control;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.kenh.telemetry.schedule.Turn;

/**
 * One turn as it goes: {@code PLANNED → RUNNING → CLOSING → ENDED}; after a restart in the middle {@code INTERRUPTED →
 * RUNNING}. Once it runs it goes by monotonic time alone. Not thread-safe.
 */
final class TurnRun {
    /** A start that is so much late was missed, not just reached by the next cycle. */
    private static final long TOLERANCE = 60 * Moment.SECOND;
    /** How long the end of a turn waits to be able to say that its target is at rest. */
    private static final long CLOSING = 120 * Moment.SECOND;

    private final Turn turn;
    private final Controlled target;
    private final TurnReport reports;
    private Status status = Status.PLANNED;
    private long end;
    private Optional<Instant> wallEnd = Optional.empty();
    private long remaining;
    private long measuredAt = Sight.NEVER;
    private long closingSince;
    private OptionalDouble volume = OptionalDouble.empty();
    private boolean confirmed;
    private boolean missed;
    private String reason = "";

    TurnRun(Turn turn, Controlled target, TurnReport reports) {
        this.turn = turn;
        this.target = target;
        this.reports = reports;
    }

    Turn turn() {
        return turn;
    }

    Status status() {
        return status;
    }

    /** Whether it has its target for itself. */
    boolean holdsTarget() {
        return status == Status.RUNNING;
    }

    /** Lets one cycle pass. */
    void step(Cycle cycle, boolean targetIsFree) {
        switch (status) {
            case PLANNED -> plan(cycle, targetIsFree);
            case INTERRUPTED -> resume(cycle, targetIsFree);
            case RUNNING -> run(cycle);
            case CLOSING -> close(cycle);
            case ENDED -> {}
        }
    }

    /** It is no longer in the schedule. */
    void withdraw(Cycle cycle) {
        if (status == Status.RUNNING) {
            finish(cycle, "withdrawn");
        } else {
            status = status == Status.CLOSING ? status : Status.ENDED;
        }
    }

    /** What a restart must know; see {@link #restore}. */
    Saved save(long now) {
        boolean open = status == Status.RUNNING || status == Status.INTERRUPTED;
        long left = status == Status.RUNNING ? Math.max(0, end - now) : remaining;
        return new Saved(open, open ? left : 0, wallEnd, volume);
    }

    /** Takes up what was before a restart; a negative time has gone by unseen when it is not known. */
    void restore(Saved saved, long elapsed) {
        if (!saved.open()) {
            status = Status.ENDED;
            return;
        }
        status = Status.INTERRUPTED;
        remaining = saved.remaining() - Math.max(0, elapsed);
        wallEnd = saved.wallEnd();
        volume = saved.volume();
    }

    private void plan(Cycle cycle, boolean targetIsFree) {
        Optional<Instant> wall = cycle.moment().wall();
        if (wall.isEmpty() || wall.get().isBefore(turn.start())) {
            return;
        }
        if (!wall.get().isBefore(turn.end())) {
            tellMissed(cycle);
            return;
        }
        long left = cycle.moment().nanosAt(turn.end()) - cycle.now();
        boolean late = turn.duration().toNanos() - left > TOLERANCE;
        if (late && turn.late() == Turn.Late.SKIP) {
            end(cycle, "skipped", "late");
        } else if (targetIsFree) {
            begin(cycle, left);
        }
    }

    private void resume(Cycle cycle, boolean targetIsFree) {
        Optional<Instant> wall = cycle.moment().wall();
        if (turn.late() == Turn.Late.SKIP) {
            end(cycle, "ended", "interrupted");
        } else if (wall.isPresent() && targetIsFree) {
            // Its end by the wall clock holds too: what was not seen to go by has gone by.
            long byWall = cycle.moment().nanosAt(wallEnd.orElse(turn.end())) - cycle.now();
            begin(cycle, Math.min(remaining, byWall));
        }
    }

    private void begin(Cycle cycle, long left) {
        if (left <= 0 || left < target.shortestRun()) {
            end(cycle, "skipped", "too-short");
            return;
        }
        status = Status.RUNNING;
        end = cycle.now() + left;
        wallEnd = cycle.moment().wall().map(wall -> wall.plusNanos(left));
        measuredAt = cycle.now();
        cycle.report().changed();
        target.turnOver();
        reports.tell(cycle, this, "started");
        run(cycle);
    }

    private void run(Cycle cycle) {
        measure(cycle);
        Optional<Reason> stopped = target.turnEnded();
        if (cycle.now() >= end) {
            finish(cycle, "time");
        } else if (isFull()) {
            finish(cycle, "volume");
        } else if (stopped.isPresent()) {
            finish(cycle, stopped.get().code());
        } else {
            target.want(conditionsHold(cycle) ? turn.position() : 0);
            tellConfirmed(cycle);
        }
    }

    private void tellConfirmed(Cycle cycle) {
        if (!confirmed && target.isConfirmed()) {
            confirmed = true;
            reports.tell(cycle, this, "confirmed");
        }
    }

    private void measure(Cycle cycle) {
        OptionalDouble flow = target.flow(cycle.inputs(), cycle.now());
        if (flow.isPresent() && target.isConfirmed()) {
            double seconds = (cycle.now() - measuredAt) / (double) Moment.SECOND;
            volume = OptionalDouble.of(volume.orElse(0) + Math.max(0, flow.getAsDouble()) * seconds);
        }
        measuredAt = cycle.now();
    }

    private boolean isFull() {
        return turn.volume().isPresent()
                && volume.isPresent()
                && volume.getAsDouble() >= turn.volume().get();
    }

    private boolean conditionsHold(Cycle cycle) {
        return turn.conditions().stream().allMatch(condition -> reports.holds(cycle, condition));
    }

    private void finish(Cycle cycle, String why) {
        target.turnOver();
        status = Status.CLOSING;
        closingSince = cycle.now();
        reason = why;
        cycle.report().changed();
    }

    private void close(Cycle cycle) {
        if (target.isAtRest() || cycle.now() - closingSince >= CLOSING) {
            status = Status.ENDED;
            reports.tell(cycle, this, "ended");
        }
    }

    private void end(Cycle cycle, String state, String why) {
        status = Status.ENDED;
        reason = why;
        cycle.report().changed();
        reports.tell(cycle, this, state);
    }

    private void tellMissed(Cycle cycle) {
        // Not the end: a clock that was set wrong for a moment must not cost the turn.
        if (!missed) {
            missed = true;
            reason = "late";
            reports.tell(cycle, this, "missed");
            reason = "";
        }
    }

    /** How it is, for people. */
    ControlSummary.TurnLine summary(long now) {
        return new ControlSummary.TurnLine(
                turn.id(),
                turn.target(),
                turn.start(),
                status.name().toLowerCase(Locale.ROOT),
                reason,
                status == Status.RUNNING ? OptionalLong.of(Math.max(0, end - now)) : OptionalLong.empty());
    }

    /** The facts for a report. */
    Facts facts() {
        return new Facts(turn.id(), turn.target(), reason, volume, turn.volume(), target.isAtRest());
    }

    /** Where a turn stands. */
    enum Status {
        PLANNED,
        INTERRUPTED,
        RUNNING,
        CLOSING,
        ENDED
    }

    /**
     * What is kept of a turn that has begun.
     *
     * @param remaining nanoseconds it may still run
     */
    record Saved(boolean open, long remaining, Optional<Instant> wallEnd, OptionalDouble volume) {}

    /**
     * What is told of a turn.
     *
     * @param volume that flowed, m³, if it was measured
     * @param planned volume, m³
     */
    record Facts(
            String id,
            String target,
            String reason,
            OptionalDouble volume,
            Optional<Double> planned,
            boolean isAtRest) {}
}
