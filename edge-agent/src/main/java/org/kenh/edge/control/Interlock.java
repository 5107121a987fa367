package org.kenh.edge.control;

import java.time.Duration;

/**
 * What protects a machine, as data.
 *
 * @param name its code in events and answers
 * @param condition what must not be
 * @param delay how long it may be
 * @param latch whether only a person may allow the machine to run again
 * @param onUnknown what to do while a sensor that it needs says nothing to rely on
 * @param reason what to say when it trips; its code is the name
 */
record Interlock(String name, Condition condition, Duration delay, boolean latch, OnUnknown onUnknown, Reason reason) {

    /** What an interlock does while it cannot know. */
    enum OnUnknown {
        /** Forbids a start, and stops what runs after a grace. */
        STOP,
        /** Forbids a start, and lets run what runs. */
        BLOCK,
        /** Acts as if all were well. */
        IGNORE
    }
}
