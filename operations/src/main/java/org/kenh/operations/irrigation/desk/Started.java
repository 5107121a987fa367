package org.kenh.operations.irrigation.desk;

/** What became of the wish for a plan. */
public sealed interface Started {
    /** It is being solved. */
    record Solving(PlanHead plan) implements Started {}

    /** Another one is being solved. */
    record Busy() implements Started {}

    record UnknownParent(long id) implements Started {}

    /** A plan in this state is not re-planned. */
    record WrongState(PlanState state) implements Started {}

    /** A member names a turn of a field, a pump, canal or field, or a constraint that is not there. */
    record NoSuch(String member, String id) implements Started {}

    /** A time lies outside of what is planned. */
    record OutsideHorizon(String member) implements Started {}

    /** The works do not fit together; why, in English. */
    record Unfit(String why) implements Started {}
}
