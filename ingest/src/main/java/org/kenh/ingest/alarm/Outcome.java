package org.kenh.ingest.alarm;

/** What became of an {@link Action}. Only {@link Done} has changed anything and written to the journal. */
public sealed interface Outcome {
    record Done(Letter from, Letter to) implements Outcome {}

    /** It was so already, which is fine: the same click may come twice. */
    record NoOp(Letter letter) implements Outcome {}

    /** Not in this state, or not this occurrence (409). */
    record Conflict(Letter letter, String why) implements Outcome {}

    /** Not by this actor, or not with this rule (403). */
    record Forbidden(String why) implements Outcome {}

    /** The request itself lacks or exceeds something (422). */
    record Invalid(String why) implements Outcome {}
}
