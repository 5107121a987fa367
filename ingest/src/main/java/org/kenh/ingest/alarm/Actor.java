package org.kenh.ingest.alarm;

import java.util.Set;

/** Who acts and what they may do. */
public record Actor(String name, Set<Right> rights) {
    /** The parts of the system that look at several alarms at once, for example at a lost link. */
    public static final Actor SYSTEM = new Actor("system", Set.of(Right.SUPPRESS));

    public Actor {
        rights = Set.copyOf(rights);
    }

    boolean may(Right right) {
        return rights.contains(right);
    }

    /** What an actor may do. */
    public enum Right {
        /** Acknowledge, reset, shelve and unshelve. */
        OPERATE,
        /** Shelve what has priority 1. */
        SUPERVISE,
        TAKE_OUT_OF_SERVICE,
        /** Suppress by design; of parts of the system, not of people. */
        SUPPRESS
    }
}
