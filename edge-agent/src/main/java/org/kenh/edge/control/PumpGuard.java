package org.kenh.edge.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.edge.control.ControlSummary.GuardState;

/**
 * What keeps one pump from running: its interlocks, the people at the panel, an output that cannot be written. It sees
 * a pump that runs though nobody commanded it, and then reports trips without acting on them. Not thread-safe.
 */
final class PumpGuard {
    /** Share of the nominal current from which a motor runs. */
    private static final double SEEN = 0.2;

    private final PumpConfig config;
    private final Rules rules;
    private final List<InterlockWatch> watches = new ArrayList<>();
    private Mode mode = Mode.AUTO;
    private long switchedOff = Sight.NEVER;
    private long seenSince = Sight.NEVER;
    private boolean stateLost;
    private boolean outputOff;
    private boolean outputFailed;

    PumpGuard(PumpConfig config, Rules rules) {
        this.config = config;
        this.rules = rules;
        config.interlocks()
                .forEach(
                        one -> watches.add(new InterlockWatch(one, rules.grace().toNanos())));
    }

    Sight sight(Inputs inputs, long now) {
        return Sight.atRest(inputs, now, rules.maxAge().toNanos());
    }

    /** Looks at everything; what people must know goes into the report, a start by hand into the log. */
    void observe(Cycle cycle, long commandedSince, StartLog log) {
        Sight sight = sight(cycle.inputs(), cycle.now());
        outputOff = cycle.outputs().isSet(config.output(), 0);
        outputFailed = cycle.outputs().isFailed(config.output());
        watchMode(cycle, sight);
        watchHand(cycle, sight, commandedSince, log);
        long running = commandedSince == Sight.NEVER ? seenSince : commandedSince;
        Sight seen = new Sight(cycle.inputs(), cycle.now(), rules.maxAge().toNanos(), running, Sight.NEVER);
        for (InterlockWatch watch : watches) {
            boolean before = watch.forbidsRunning();
            if (watch.observe(seen)) {
                report(cycle, "tripped " + watch.interlock().reason().text());
                cycle.report().changed();
            } else if (before && !watch.forbidsRunning()) {
                report(cycle, "cleared " + watch.interlock().name());
            }
        }
    }

    /** Why what runs must stop; empty if it need not. */
    Optional<Reason> forbidsRunning(Cycle cycle) {
        if (cycle.outputs().isFailed(config.output())) {
            return Optional.of(Reasons.OUTPUT_FAILED.with(config.output()));
        }
        if (mode == Mode.HAND || mode == Mode.OFF) {
            return Optional.of(mode == Mode.HAND ? Reasons.HAND : Reasons.SWITCHED_OFF);
        }
        for (InterlockWatch watch : watches) {
            if (watch.forbidsRunning()) {
                return Optional.of(watch.interlock().reason());
            }
        }
        return Optional.empty();
    }

    /** Why nothing may be started; empty if it may. */
    Optional<Reason> forbidsStart(Cycle cycle) {
        if (stateLost) {
            return Optional.of(Reasons.STATE_LOST);
        }
        Sight sight = sight(cycle.inputs(), cycle.now());
        for (InterlockWatch watch : watches) {
            Optional<Reason> reason = watch.forbidsStart(sight);
            if (reason.isPresent()) {
                return reason;
            }
        }
        Optional<Reason> running = forbidsRunning(cycle);
        if (running.isPresent()) {
            return running;
        }
        if (mode == Mode.UNKNOWN) {
            return Optional.of(Reasons.NO_MODE);
        }
        OptionalDouble current = current(sight);
        if (seenSince != Sight.NEVER || (current.isPresent() && current.getAsDouble() >= seen())) {
            return Optional.of(Reasons.UNCOMMANDED);
        }
        return outputOff ? Optional.empty() : Optional.of(Reasons.NOT_READY);
    }

    /** The output was told to go off; what is measured shortly after says nothing yet. */
    void switchedOff(long now) {
        switchedOff = now;
    }

    boolean isOutputOff() {
        return outputOff;
    }

    boolean hasLatched() {
        return stateLost || watches.stream().anyMatch(InterlockWatch::isLatched);
    }

    /** How its interlocks are, for people. */
    List<ControlSummary.Guard> summary() {
        List<ControlSummary.Guard> guards = new ArrayList<>();
        watches.forEach(watch -> guards.add(watch.summary()));
        if (stateLost) {
            Reason lost = Reasons.STATE_LOST;
            guards.add(new ControlSummary.Guard(lost.code(), GuardState.LATCHED, lost.vietnamese(), lost.english()));
        }
        return guards;
    }

    /** The word for the position of the selector; auto where there is none. */
    String selector() {
        return config.selector().isEmpty() ? "auto" : mode.name().toLowerCase(Locale.ROOT);
    }

    boolean isSeenUncommanded() {
        return seenSince != Sight.NEVER;
    }

    boolean isOutputFailed() {
        return outputFailed;
    }

    /** Names of the interlocks that wait for a person. */
    List<String> latches() {
        List<String> names = new ArrayList<>();
        watches.stream()
                .filter(InterlockWatch::isLatched)
                .forEach(watch -> names.add(watch.interlock().name()));
        if (stateLost) {
            names.add(Reasons.STATE_LOST.code());
        }
        return names;
    }

    /** Brings back locks from before a restart; one that the site file no longer knows still needs a person. */
    void latch(List<String> names) {
        for (String name : names) {
            Optional<InterlockWatch> known = watches.stream()
                    .filter(watch -> watch.interlock().name().equals(name))
                    .findFirst();
            known.ifPresentOrElse(InterlockWatch::latch, () -> stateLost = true);
        }
    }

    /** Takes all locks off, or none and says why. */
    Optional<Reason> reset() {
        for (InterlockWatch watch : watches) {
            Optional<Reason> refused = watch.whyNoReset();
            if (refused.isPresent()) {
                return refused;
            }
        }
        watches.forEach(InterlockWatch::reset);
        stateLost = false;
        return Optional.empty();
    }

    /** Whether the motor was seen at rest by a measurement after a time, and its output is off. */
    boolean isSeenStopped(Cycle cycle, long after) {
        Sight sight = sight(cycle.inputs(), cycle.now()).since(after);
        OptionalDouble current = current(sight);
        return outputOff && current.isPresent() && current.getAsDouble() < seen();
    }

    private void watchMode(Cycle cycle, Sight sight) {
        if (config.selector().isEmpty()) {
            return;
        }
        Mode now = Mode.of(sight.value(config.selector().get()));
        if (now != mode) {
            mode = now;
            report(cycle, "selector " + now.name().toLowerCase(Locale.ROOT));
        }
    }

    private void watchHand(Cycle cycle, Sight sight, long commandedSince, StartLog log) {
        if (commandedSince != Sight.NEVER) {
            seenSince = Sight.NEVER;
            return;
        }
        OptionalDouble current = current(sight.since(switchedOff));
        if (current.isEmpty()) {
            return;
        }
        boolean runs = current.getAsDouble() >= seen();
        if (runs && seenSince == Sight.NEVER && hasSettled(cycle.now())) {
            seenSince = cycle.now();
            log.started(cycle.now());
            cycle.report().changed();
            report(cycle, "seen " + Reasons.UNCOMMANDED.text());
        } else if (!runs && seenSince != Sight.NEVER) {
            seenSince = Sight.NEVER;
            log.stopped(cycle.now());
            cycle.report().changed();
            report(cycle, "seen stopped");
        }
    }

    private boolean hasSettled(long now) {
        return switchedOff == Sight.NEVER
                || now - switchedOff >= config.evidence().within().toNanos();
    }

    /** The current that counts: good, fresh and not measured too early. */
    private OptionalDouble current(Sight sight) {
        return sight.isEarly(config.evidence().current())
                ? OptionalDouble.empty()
                : sight.number(config.evidence().current());
    }

    private double seen() {
        return SEEN * config.evidence().nominalCurrent();
    }

    private void report(Cycle cycle, String text) {
        cycle.report().event(config.name() + "/control", text);
    }
}
