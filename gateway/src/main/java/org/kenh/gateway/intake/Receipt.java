package org.kenh.gateway.intake;

import java.time.Duration;

/** What became of a message. Only {@link Committed} may be answered as success. */
public sealed interface Receipt {
    Committed COMMITTED = new Committed();

    /** Durable: it survives the loss of this process and of the database's. */
    record Committed() implements Receipt {}

    /** Well-formed, but against a rule (for example too many series). The message has been kept as rejected. */
    record Refused(String reason, String where) implements Receipt {}

    /** Nothing was taken; the sender should come again after this time. */
    record Overloaded(Duration retryAfter) implements Receipt {}

    /** Nothing was stored because the store failed; the message must not be acknowledged. */
    record Failed(String reason) implements Receipt {}
}
