package org.kenh.edge.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A valve, gate or relay: where a command's lease wants it, else where a turn wants it, else in its safe state; and in
 * its safe state whenever an interlock or a failed write says so. Pure like {@link PumpControl}. Not thread-safe.
 */
final class OutputControl implements Controlled {
    private static final long WITHIN = 30 * Moment.SECOND;
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final OutputConfig config;
    private final Rules rules;
    private final List<InterlockWatch> watches = new ArrayList<>();
    private double leased;
    private long leaseEnd = Sight.NEVER;
    private double turn;
    private boolean turnWants;
    private Optional<Reason> turnEnded = Optional.empty();
    private double target;
    private boolean confirmed;
    private boolean failed;
    private @Nullable Pending pending;

    OutputControl(OutputConfig config, Rules rules) {
        this.config = config;
        this.rules = rules;
        this.target = config.safe();
        config.interlocks()
                .forEach(
                        one -> watches.add(new InterlockWatch(one, rules.grace().toNanos())));
    }

    OutputConfig config() {
        return config;
    }

    /** What its output is to be, 0 to 1. */
    double target() {
        return target;
    }

    /** Lets one cycle pass. */
    void step(Cycle cycle) {
        observe(cycle);
        failed = cycle.outputs().isFailed(config.name());
        Optional<Reason> forbidden = forbidden(cycle);
        if (forbidden.isPresent()) {
            giveWay(cycle, forbidden.get());
        }
        if (leaseEnd != Sight.NEVER && leaseEnd != FOR_EVER && cycle.now() >= leaseEnd) {
            leaseEnd = Sight.NEVER;
        }
        move(cycle, forbidden.isPresent() ? config.safe() : wanted());
        confirmed = cycle.outputs().isSet(config.name(), target);
        watchPending(cycle);
    }

    /** Takes a command; refused, or accepted and ended later through the cycle's report. */
    Optional<Reason> set(Cycle cycle, String command, double value, long end) {
        boolean toSafe = value == config.safe();
        if (!toSafe
                && config.leased()
                && end - cycle.now() > rules.longestLease().toNanos()) {
            return Optional.of(Reasons.TOO_LONG.with(rules.longestLease().toString()));
        }
        Optional<Reason> forbidden = toSafe ? Optional.empty() : whyNot(cycle);
        if (forbidden.isPresent()) {
            return forbidden;
        }
        endPending(cycle, new Outcome.Failed(Reasons.SUPERSEDED.text()));
        if (turnWants) {
            turnEnded = Optional.of(Reasons.STOPPED_BY_COMMAND);
            turnWants = false;
        }
        leased = value;
        leaseEnd = toSafe ? Sight.NEVER : config.leased() ? end : FOR_EVER;
        pending = new Pending(command, cycle.now());
        return Optional.empty();
    }

    /** A person takes the locks off. */
    Optional<Reason> reset(Cycle cycle, String by) {
        for (InterlockWatch watch : watches) {
            Optional<Reason> refused = watch.whyNoReset();
            if (refused.isPresent()) {
                return refused;
            }
        }
        watches.forEach(InterlockWatch::reset);
        cycle.report().event(series(), "reset: " + by);
        cycle.report().changed();
        return Optional.empty();
    }

    /** To the safe state, whatever anybody wanted; a turn is over too. */
    void drop(Cycle cycle, Reason reason) {
        leaseEnd = Sight.NEVER;
        if (turnWants) {
            turnEnded = Optional.of(reason);
            turnWants = false;
        }
        if (target != config.safe()) {
            target = config.safe();
            cycle.report().event(series(), "dropped " + reason.text());
        }
        endPending(cycle, new Outcome.Failed(reason.text()));
    }

    /** How it is, for people. */
    ControlSummary.Machine summary(long now) {
        return new ControlSummary.Machine(
                config.name(),
                ControlSummary.State.SET,
                target,
                leaseEnd == Sight.NEVER || leaseEnd == FOR_EVER
                        ? OptionalLong.empty()
                        : OptionalLong.of(Math.max(0, leaseEnd - now)),
                "auto",
                0,
                failed,
                watches.stream().map(InterlockWatch::summary).toList());
    }

    List<String> latches() {
        return watches.stream()
                .filter(InterlockWatch::isLatched)
                .map(watch -> watch.interlock().name())
                .toList();
    }

    /** Brings back locks from before a restart. */
    void latch(List<String> names) {
        watches.stream()
                .filter(watch -> names.contains(watch.interlock().name()))
                .forEach(InterlockWatch::latch);
    }

    @Override
    public void want(double position) {
        turn = position;
        turnWants = position > 0 && turnEnded.isEmpty();
    }

    @Override
    public boolean isConfirmed() {
        return confirmed && target != config.safe();
    }

    @Override
    public boolean isAtRest() {
        return confirmed && target == config.safe();
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
        return config.flow()
                .map(Sight.atRest(inputs, now, rules.maxAge().toNanos())::number)
                .orElse(OptionalDouble.empty());
    }

    @Override
    public long shortestRun() {
        return 0;
    }

    /** What is forbidden ends a command; a turn waits, unless it takes a person or a repair to go on. */
    private void giveWay(Cycle cycle, Reason reason) {
        boolean lasting = cycle.outputs().isFailed(config.name()) || !latches().isEmpty();
        if (lasting) {
            drop(cycle, reason);
        } else {
            leaseEnd = Sight.NEVER;
            endPending(cycle, new Outcome.Failed(reason.text()));
        }
    }

    private void observe(Cycle cycle) {
        Sight sight = Sight.atRest(cycle.inputs(), cycle.now(), rules.maxAge().toNanos());
        for (InterlockWatch watch : watches) {
            if (watch.observe(sight)) {
                cycle.report()
                        .event(series(), "tripped " + watch.interlock().reason().text());
                cycle.report().changed();
            }
        }
    }

    private Optional<Reason> forbidden(Cycle cycle) {
        if (cycle.outputs().isFailed(config.name())) {
            return Optional.of(Reasons.OUTPUT_FAILED.with(config.name()));
        }
        return watches.stream()
                .filter(InterlockWatch::forbidsRunning)
                .map(watch -> watch.interlock().reason())
                .findFirst();
    }

    private Optional<Reason> whyNot(Cycle cycle) {
        Optional<Reason> forbidden = forbidden(cycle);
        if (forbidden.isPresent()) {
            return forbidden;
        }
        Sight sight = Sight.atRest(cycle.inputs(), cycle.now(), rules.maxAge().toNanos());
        return watches.stream()
                .flatMap(watch -> watch.forbidsStart(sight).stream())
                .findFirst();
    }

    private double wanted() {
        if (leaseEnd != Sight.NEVER) {
            return leased;
        }
        return turnWants ? turn : config.safe();
    }

    private void move(Cycle cycle, double wanted) {
        if (wanted != target) {
            target = wanted;
            cycle.report().event(series(), "set " + wanted);
        }
    }

    private void watchPending(Cycle cycle) {
        Pending waiting = pending;
        if (waiting == null) {
            return;
        }
        if (confirmed) {
            endPending(cycle, new Outcome.Done("set " + target));
        } else if (cycle.now() - waiting.since() >= WITHIN) {
            drop(cycle, Reasons.OUTPUT_FAILED.with(config.name()));
        }
    }

    private void endPending(Cycle cycle, Outcome outcome) {
        Pending waiting = pending;
        if (waiting != null) {
            pending = null;
            cycle.report().ended(waiting.command(), outcome);
        }
    }

    private String series() {
        return config.name() + "/control";
    }

    private record Pending(String command, long since) {}
}
