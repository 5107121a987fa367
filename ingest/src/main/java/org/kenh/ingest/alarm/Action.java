package org.kenh.ingest.alarm;

import java.time.Instant;
import java.util.UUID;

/** What a person, or another part of the system, does to an alarm. */
public sealed interface Action {
    int LONGEST_CAUSE = 100;

    /** Goes to the journal. */
    String reason();

    /**
     * Somebody has seen it.
     *
     * @param occurrence the one that was seen
     */
    record Acknowledge(UUID occurrence, String reason) implements Action {}

    /**
     * Nobody is to be told for a while. A reason is required.
     *
     * @param oneShot also ends when the condition returns
     */
    record Shelve(Instant until, boolean oneShot, String reason) implements Action {}

    record Unshelve(String reason) implements Action {}

    /** Ends a latched alarm. */
    record Reset(String reason) implements Action {}

    /**
     * The alarm means nothing while something larger stands, for example the loss of the device's link. Several causes
     * may hide one alarm; it is hidden until the last has gone.
     *
     * @param cause names it, best by the id of the larger alarm; at most {@link #LONGEST_CAUSE} characters
     */
    record Suppress(String cause) implements Action {
        @Override
        public String reason() {
            return cause;
        }
    }

    /**
     * The cause has gone.
     *
     * @param cause the same as in {@link Suppress}
     */
    record Unsuppress(String cause) implements Action {
        @Override
        public String reason() {
            return cause;
        }
    }

    /** A reason is required. */
    record TakeOutOfService(String reason) implements Action {}

    /** A reason is required. */
    record PutInService(String reason) implements Action {}
}
