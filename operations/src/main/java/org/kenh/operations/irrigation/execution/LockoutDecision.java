package org.kenh.operations.irrigation.execution;

import java.time.Instant;
import java.util.Optional;

/** What became of a person's wish to release a lockout. */
public sealed interface LockoutDecision {
    record Done(Lockout lockout) implements LockoutDecision {}

    record Unknown() implements LockoutDecision {}

    /** It is released already, or ends by itself and needs nobody. */
    record WrongState(Lockout lockout) implements LockoutDecision {}

    /** The water has not been good for long enough; when it will have been, if it stays so. */
    record TooEarly(Optional<Instant> from) implements LockoutDecision {}
}
