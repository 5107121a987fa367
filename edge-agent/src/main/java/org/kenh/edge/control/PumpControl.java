package org.kenh.edge.control;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kenh.telemetry.SeriesName;

/**
 * One pump: {@code STOPPED → STARTING → RUNNING → STOPPED}. It is started when a command or a turn wants it and nothing
 * forbids it; it is stopped when nobody wants it any more, a start is not confirmed, or an interlock trips. It has no
 * clock and does no input or output: all comes in a {@link Cycle}. Not thread-safe.
 */
final class PumpControl implements Controlled {
    /** A lease as short as the shortest run may lose so much to waiting for its cycle. */
    private static final long TOLERANCE = 2 * Moment.SECOND;

    private static final double AGREES = 0.5;
    private static final double FLOWS = 0.1;

    private final PumpConfig config;
    private final Rules rules;
    private final Station station;
    private final PumpGuard guard;
    private final StartLog log = new StartLog();
    private Phase phase = Phase.STOPPED;
    private long since;
    private long leaseEnd = Sight.NEVER;
    private boolean turnWants;
    private Optional<Reason> turnEnded = Optional.empty();
    private @Nullable PendingStart pendingStart;
    private @Nullable PendingStop pendingStop;
    private OptionalDouble suctionAtStart = OptionalDouble.empty();
    private OptionalDouble dischargeAtStart = OptionalDouble.empty();

    PumpControl(PumpConfig config, Rules rules, Station station) {
        this.config = config;
        this.rules = rules;
        this.station = station;
        this.guard = new PumpGuard(config, rules);
    }

    PumpConfig config() {
        return config;
    }

    StartLog log() {
        return log;
    }

    PumpGuard guard() {
        return guard;
    }

    /** What its output is to be: 0 or 1. */
    double target() {
        return phase == Phase.STOPPED ? 0 : 1;
    }

    boolean isOn() {
        return phase != Phase.STOPPED;
    }

    /** Lets one cycle pass. */
    void step(Cycle cycle) {
        guard.observe(cycle, isOn() ? since : Sight.NEVER, log);
        Optional<Reason> forbidden = guard.forbidsRunning(cycle);
        if (isOn() && forbidden.isPresent()) {
            fail(cycle, forbidden.get());
        }
        if (phase == Phase.STARTING) {
            confirm(cycle);
        }
        if (isOn()) {
            stopIfUnwanted(cycle);
        } else {
            startIfWanted(cycle);
        }
        watchStop(cycle);
    }

    /** Takes a command; refused, or accepted and ended later through the cycle's report. */
    Optional<Reason> start(Cycle cycle, String command, long end, long expires) {
        long now = cycle.now();
        if (end - now > rules.longestLease().toNanos()) {
            return Optional.of(Reasons.TOO_LONG.with(rules.longestLease().toString()));
        }
        long earliestEnd = (isOn() ? since : now) + config.limits().minimumRun().toNanos();
        if (end < earliestEnd) {
            return Optional.of(
                    Reasons.TOO_SHORT.with(config.limits().minimumRun().toString()));
        }
        Optional<Reason> forbidden = isOn() ? Optional.empty() : whyNot(cycle);
        if (forbidden.isPresent()) {
            return forbidden;
        }
        supersede(cycle);
        if (phase == Phase.RUNNING) {
            leaseEnd = end;
            cycle.report().ended(command, new Outcome.Done("renewed"));
        } else {
            pendingStart = new PendingStart(command, end, expires);
            leaseEnd = isOn() ? end : leaseEnd;
        }
        return Optional.empty();
    }

    /** A person stops it: at once, or when it has run as long as it must. */
    void stop(Cycle cycle, String command, boolean atOnce) {
        supersede(cycle);
        if (turnWants) {
            turnEnded = Optional.of(Reasons.STOPPED_BY_COMMAND);
            turnWants = false;
        }
        if (isOn() && (atOnce || phase == Phase.STARTING)) {
            off(cycle, Reasons.STOPPED_BY_COMMAND);
        }
        leaseEnd = isOn() ? cycle.now() : Sight.NEVER;
        pendingStop = new PendingStop(command, Sight.NEVER);
    }

    /** A person takes the locks off. */
    Optional<Reason> reset(Cycle cycle, String by) {
        Optional<Reason> refused = guard.reset();
        if (refused.isEmpty()) {
            cycle.report().event(series(), "reset: " + by);
            cycle.report().changed();
        }
        return refused;
    }

    /** To the safe state at once, whatever anybody wants. */
    void drop(Cycle cycle, Reason reason) {
        if (isOn()) {
            fail(cycle, reason);
        }
        supersede(cycle);
    }

    @Override
    public void want(double position) {
        turnWants = position > 0 && turnEnded.isEmpty();
    }

    @Override
    public boolean isConfirmed() {
        return phase == Phase.RUNNING;
    }

    @Override
    public boolean isAtRest() {
        return phase == Phase.STOPPED && pendingStop == null && guard.isOutputOff();
    }

    @Override
    public Optional<Reason> turnEnded() {
        return turnEnded;
    }

    @Override
    public void turnOver() {
        turnEnded = Optional.empty();
        turnWants = false;
    }

    @Override
    public OptionalDouble flow(Inputs inputs, long now) {
        Sight sight = guard.sight(inputs, now);
        return config.evidence().flow().map(sight::number).orElse(OptionalDouble.empty());
    }

    @Override
    public long shortestRun() {
        return config.limits().minimumRun().toNanos();
    }

    /** How it is, for people. */
    ControlSummary.Machine summary(long now) {
        return new ControlSummary.Machine(
                config.name(),
                state(),
                target(),
                isOn() && leaseEnd != Sight.NEVER ? OptionalLong.of(Math.max(0, leaseEnd - now)) : OptionalLong.empty(),
                guard.selector(),
                log.startsInHour(now),
                guard.isOutputFailed(),
                guard.summary());
    }

    private ControlSummary.State state() {
        return switch (phase) {
            case STARTING -> ControlSummary.State.STARTING;
            case RUNNING -> ControlSummary.State.RUNNING;
            case STOPPED -> guard.isSeenUncommanded() ? ControlSummary.State.UNCOMMANDED : ControlSummary.State.STOPPED;
        };
    }

    String series() {
        return config.name() + "/control";
    }

    private Optional<Reason> whyNot(Cycle cycle) {
        Optional<Reason> guarded = guard.forbidsStart(cycle);
        if (guarded.isPresent()) {
            return guarded;
        }
        PumpConfig.Limits limits = config.limits();
        long now = cycle.now();
        long starts = log.untilOneOf(limits.startsPerHour(), now);
        if (starts > 0) {
            return Optional.of(Reasons.STARTS_PER_HOUR.in(starts));
        }
        long antiRestart = log.untilRested(limits.antiRestart().toNanos(), now);
        if (antiRestart > 0) {
            return Optional.of(Reasons.ANTI_RESTART.in(antiRestart));
        }
        long rest = log.untilRested(limits.minimumOff().toNanos(), now);
        return rest > 0 ? Optional.of(Reasons.MINIMUM_OFF.in(rest)) : Optional.empty();
    }

    private void startIfWanted(Cycle cycle) {
        PendingStart pending = pendingStart;
        if (pending != null && !isStillDue(cycle, pending)) {
            return;
        }
        if (pending == null && !turnWants) {
            return;
        }
        Optional<Reason> forbidden = whyNot(cycle);
        if (pending != null && forbidden.isPresent()) {
            pendingStart = null;
            cycle.report()
                    .ended(pending.command(), new Outcome.Failed(forbidden.get().text()));
        } else if (forbidden.isEmpty() && station.mayStart(cycle.now())) {
            on(cycle, pending == null ? Sight.NEVER : pending.leaseEnd());
        } else if (turnWants && guard.hasLatched()) {
            turnEnded = forbidden;
            turnWants = false;
        }
    }

    /** A start that has waited for the others may have become too late or too short. */
    private boolean isStillDue(Cycle cycle, PendingStart pending) {
        boolean expired = cycle.now() >= pending.expires();
        boolean tooShort =
                pending.leaseEnd() - cycle.now() < config.limits().minimumRun().toNanos() - TOLERANCE;
        if (expired || tooShort) {
            pendingStart = null;
            Reason reason = expired ? Reasons.EXPIRED : Reasons.TOO_SHORT;
            cycle.report().ended(pending.command(), new Outcome.Failed(reason.text()));
        }
        return !expired && !tooShort;
    }

    private void on(Cycle cycle, long end) {
        phase = Phase.STARTING;
        since = cycle.now();
        leaseEnd = end;
        log.started(since);
        station.disturbed(since);
        Sight sight = guard.sight(cycle.inputs(), since);
        suctionAtStart = level(sight, config.evidence().suction());
        dischargeAtStart = level(sight, config.evidence().discharge());
        cycle.report().changed();
        cycle.report().event(series(), "starting");
    }

    private void confirm(Cycle cycle) {
        Sight sight = guard.sight(cycle.inputs(), cycle.now()).since(since);
        if (isSeenRunning(sight)) {
            phase = Phase.RUNNING;
            cycle.report().event(series(), "running");
            endStart(cycle, new Outcome.Done("running"));
        } else if (cycle.now() - since >= config.evidence().within().toNanos()) {
            fail(cycle, Reasons.NOT_CONFIRMED);
        }
    }

    private boolean isSeenRunning(Sight sight) {
        PumpConfig.Evidence evidence = config.evidence();
        if (!isAtLeast(sight, evidence.current(), AGREES * evidence.nominalCurrent())) {
            return false;
        }
        boolean flows =
                evidence.flow().isPresent() && isAtLeast(sight, evidence.flow().get(), FLOWS * evidence.nominalFlow());
        return flows || hasMoved(sight, suctionAtStart, -1) || hasMoved(sight, dischargeAtStart, 1);
    }

    private boolean hasMoved(Sight sight, OptionalDouble before, int direction) {
        PumpConfig.Evidence evidence = config.evidence();
        Optional<SeriesName> series = direction < 0 ? evidence.suction() : evidence.discharge();
        if (before.isEmpty() || series.isEmpty() || sight.isEarly(series.get())) {
            return false;
        }
        OptionalDouble now = sight.number(series.get());
        return now.isPresent() && direction * (now.getAsDouble() - before.getAsDouble()) >= evidence.levelChange();
    }

    private void stopIfUnwanted(Cycle cycle) {
        boolean leased = leaseEnd != Sight.NEVER && cycle.now() < leaseEnd;
        boolean mustRun = cycle.now() - since < config.limits().minimumRun().toNanos();
        // The end of a lease is a promise; it was checked against the shortest run when it was given.
        boolean leaseIsOver = leaseEnd != Sight.NEVER && !leased && pendingStop == null;
        if (!leased && !turnWants && (!mustRun || leaseIsOver)) {
            Reason ended = leaseEnd != Sight.NEVER ? Reasons.LEASE_ENDED : Reasons.TURN_RESTS;
            off(cycle, pendingStop != null ? Reasons.STOPPED_BY_COMMAND : ended);
        }
    }

    /** Stops it for a reason that ends whatever it ran for. */
    private void fail(Cycle cycle, Reason reason) {
        boolean began = phase == Phase.STARTING;
        off(cycle, reason);
        endStart(cycle, new Outcome.Failed(reason.text()));
        if (turnWants && ((began && reason.equals(Reasons.NOT_CONFIRMED)) || guard.hasLatched())) {
            turnEnded = Optional.of(reason);
            turnWants = false;
        }
    }

    private void off(Cycle cycle, Reason reason) {
        phase = Phase.STOPPED;
        since = cycle.now();
        leaseEnd = Sight.NEVER;
        log.stopped(since);
        guard.switchedOff(since);
        cycle.report().changed();
        cycle.report().event(series(), "stopped " + reason.text());
    }

    /** A stop is done when the current is gone, and failed when it is not in time. */
    private void watchStop(Cycle cycle) {
        PendingStop pending = pendingStop;
        if (pending == null || isOn()) {
            return;
        }
        if (pending.since() == Sight.NEVER) {
            pendingStop = new PendingStop(pending.command(), cycle.now());
            return;
        }
        if (guard.isSeenStopped(cycle, pending.since())) {
            pendingStop = null;
            cycle.report().ended(pending.command(), new Outcome.Done("stopped"));
        } else if (cycle.now() - pending.since() >= config.evidence().within().toNanos()) {
            pendingStop = null;
            cycle.report().ended(pending.command(), new Outcome.Failed(Reasons.STILL_RUNNING.text()));
        }
    }

    private void endStart(Cycle cycle, Outcome outcome) {
        PendingStart pending = pendingStart;
        if (pending != null) {
            pendingStart = null;
            cycle.report().ended(pending.command(), outcome);
        }
    }

    /** A newer command ends those that are under way. */
    private void supersede(Cycle cycle) {
        endStart(cycle, new Outcome.Failed(Reasons.SUPERSEDED.text()));
        PendingStop stop = pendingStop;
        if (stop != null) {
            pendingStop = null;
            cycle.report().ended(stop.command(), new Outcome.Failed(Reasons.SUPERSEDED.text()));
        }
    }

    private static boolean isAtLeast(Sight sight, SeriesName series, double least) {
        if (sight.isEarly(series)) {
            return false;
        }
        OptionalDouble value = sight.number(series);
        return value.isPresent() && value.getAsDouble() >= least;
    }

    private static OptionalDouble level(Sight sight, Optional<SeriesName> series) {
        return series.map(sight::number).orElse(OptionalDouble.empty());
    }

    private enum Phase {
        STOPPED,
        STARTING,
        RUNNING
    }

    private record PendingStart(String command, long leaseEnd, long expires) {}

    /** Since is when it was switched off. */
    private record PendingStop(String command, long since) {}
}
