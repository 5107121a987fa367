package org.kenh.operations.alarmdesk;

/** What became of a {@link Deed}. */
public sealed interface Performed {
    /**
     * Committed, or it was so already.
     *
     * @param changed false if it was so already
     */
    record Done(AlarmView alarm, boolean changed) implements Performed {}

    /** Not in this state, or not this occurrence (409). */
    record Conflict(AlarmView alarm, String why) implements Performed {}

    /** Not by this person, or not with this rule (403). */
    record Forbidden(String why) implements Performed {}

    /** Something lacks or exceeds its bounds (422). */
    record Invalid(String why) implements Performed {}

    record NotFound() implements Performed {}
}
