package org.kenh.edge.control;

import java.util.Optional;
import org.kenh.edge.control.ControlSummary.GuardState;
import org.kenh.edge.control.Interlock.OnUnknown;

/**
 * The state of one interlock: {@code quiet → pending → tripped → quiet}, or {@code → latched} until a person resets it.
 * A condition that cannot be known neither ends nor restarts the delay of one that was seen.
 */
final class InterlockWatch {
    private final Interlock interlock;
    private final long graceNanos;
    private long yesSince = Sight.NEVER;
    private long unknownSince = Sight.NEVER;
    private boolean tripped;
    private boolean latched;

    /** The grace is how long a sensor may say nothing before that counts as the condition itself. */
    InterlockWatch(Interlock interlock, long graceNanos) {
        this.interlock = interlock;
        this.graceNanos = graceNanos;
    }

    Interlock interlock() {
        return interlock;
    }

    /** Looks again; tells whether it has tripped just now. */
    boolean observe(Sight sight) {
        Verdict verdict = verdict(sight);
        note(verdict, sight.now());
        boolean before = tripped || latched;
        if (isDue(verdict, sight.now())) {
            tripped = true;
            latched |= interlock.latch() && verdict == Verdict.YES;
        } else if (verdict == Verdict.NO) {
            tripped = false;
        }
        return !before && (tripped || latched);
    }

    /** Whether what runs must stop. */
    boolean forbidsRunning() {
        return tripped || latched;
    }

    boolean isLatched() {
        return latched;
    }

    /** How it is, for people. */
    ControlSummary.Guard summary() {
        return new ControlSummary.Guard(
                interlock.name(),
                state(),
                interlock.reason().vietnamese(),
                interlock.reason().english());
    }

    private GuardState state() {
        if (latched) {
            return GuardState.LATCHED;
        }
        // Also when it has tripped for that: what helps is the sensor.
        if (unknownSince != Sight.NEVER) {
            return GuardState.UNKNOWN;
        }
        if (tripped) {
            return GuardState.TRIPPED;
        }
        return yesSince == Sight.NEVER ? GuardState.QUIET : GuardState.PENDING;
    }

    /** Why nothing may be started; empty if it may, as far as this interlock knows. */
    Optional<Reason> forbidsStart(Sight sight) {
        if (latched) {
            return Optional.of(Reasons.LATCHED.with(interlock.name()));
        }
        if (tripped || yesSince != Sight.NEVER) {
            return Optional.of(interlock.reason());
        }
        if (unknownSince != Sight.NEVER) {
            return Optional.of(Reasons.INPUT_UNKNOWN.with(interlock
                    .condition()
                    .missing(sight)
                    .map(series -> series.value())
                    .orElse(interlock.name())));
        }
        return Optional.empty();
    }

    /** Why the lock cannot be taken off: the cause can still be seen; empty if it can. */
    Optional<Reason> whyNoReset() {
        return latched && yesSince != Sight.NEVER
                ? Optional.of(Reasons.CAUSE_HOLDS.with(interlock.name()))
                : Optional.empty();
    }

    /** A person takes the lock off. */
    void reset() {
        latched = false;
    }

    /** Brings back a lock from before a restart. */
    void latch() {
        latched = true;
    }

    private Verdict verdict(Sight sight) {
        Verdict verdict = interlock.condition().test(sight);
        return verdict == Verdict.UNKNOWN && interlock.onUnknown() == OnUnknown.IGNORE ? Verdict.NO : verdict;
    }

    private void note(Verdict verdict, long now) {
        if (verdict == Verdict.NO) {
            yesSince = Sight.NEVER;
        } else if (verdict == Verdict.YES && yesSince == Sight.NEVER) {
            yesSince = now;
        }
        if (verdict != Verdict.UNKNOWN) {
            unknownSince = Sight.NEVER;
        } else if (unknownSince == Sight.NEVER) {
            unknownSince = now;
        }
    }

    private boolean isDue(Verdict verdict, long now) {
        return switch (verdict) {
            case NO -> false;
            case YES -> now - yesSince >= interlock.delay().toNanos();
            case UNKNOWN ->
                interlock.onUnknown() == OnUnknown.STOP
                        && now - unknownSince
                                >= Math.max(graceNanos, interlock.delay().toNanos());
        };
    }
}
