package org.kenh.operations.irrigation.field;

/** What became of a change of the registry. */
public sealed interface Saved {
    /** It is kept, with this revision. */
    record Done(int revision) implements Saved {}

    /** Somebody else has changed it since; the newest revision. */
    record Conflict(int revision) implements Saved {}

    record Unknown() implements Saved {}

    /** The id is taken, if only by a work that was removed. */
    record Exists(String id) implements Saved {}

    /** A member names a work that is not there. */
    record NoSuch(String member, String id) implements Saved {}

    /** Another one works the same control of a device, or hangs on this one, which cannot go therefore. */
    record InUse(String member, String by) implements Saved {}

    /** A turn of the plan that stands counts on the work as it is. */
    record InPlan(String member, String turn) implements Saved {}

    /** A canal would be fed by itself. */
    record Circular(String member) implements Saved {}
}
