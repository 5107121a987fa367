package org.kenh.operations.notification;

import java.time.Duration;
import java.util.Optional;

/** Sends messages on one channel. Blocks until the other side has answered; within a minute. */
public interface Sender {
    /** Never throws for what the network or the other side does. */
    Outcome send(Message message, Contact contact);

    /** Says why nothing can be sent; for a channel that is not configured. */
    static Sender missing(Failure why) {
        return (message, contact) -> new Outcome.Refused(why);
    }

    /** What became of a message. */
    sealed interface Outcome {
        /** The other side has taken it. */
        record Sent() implements Outcome {}

        /**
         * Not now; it is tried again.
         *
         * @param after if the other side has told when
         */
        record Later(Failure why, Optional<Duration> after) implements Outcome {
            public Later(Failure why) {
                this(why, Optional.empty());
            }
        }

        /** Never; trying again is of no use. */
        record Refused(Failure why) implements Outcome {}
    }
}
