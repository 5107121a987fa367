package org.kenh.operations.irrigation.execution;

/** What became of a person's wish about an emergency stop. */
public sealed interface StopDecision {
    /** As it is now. */
    record Done(Stop stop) implements StopDecision {}

    record Unknown() implements StopDecision {}

    /** It is released already. */
    record Released(Stop stop) implements StopDecision {}

    /** Who proposes the release does not confirm it. */
    record SamePerson(Stop stop) implements StopDecision {}
}
