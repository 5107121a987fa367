package org.kenh.edge.control;

/** Whether a condition holds; it may not be known, because a sensor says nothing that can be relied on. */
enum Verdict {
    NO,
    UNKNOWN,
    YES;

    static Verdict of(boolean holds) {
        return holds ? YES : NO;
    }
}
