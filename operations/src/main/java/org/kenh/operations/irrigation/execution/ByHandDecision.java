package org.kenh.operations.irrigation.execution;

/** What became of a person's word about a turn. */
public sealed interface ByHandDecision {
    /** It counts; the account as it is with it. */
    record Done(TurnAccount account) implements ByHandDecision {}

    record Unknown() implements ByHandDecision {}

    /** A device switches it, and tells itself. */
    record Switched() implements ByHandDecision {}

    /** It was too long ago, or the time told is not that of the turn. */
    record NotThen() implements ByHandDecision {}
}
