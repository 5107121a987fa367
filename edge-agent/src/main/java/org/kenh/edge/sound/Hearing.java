package org.kenh.edge.sound;

/** What the microphone says of a play. */
public enum Hearing {
    /** What should sound was heard. */
    MATCHING,
    /** Something else was heard. */
    WRONG,
    /** Nothing was heard but what there was before. */
    SILENT,
    /** Sound was heard, but clipped. */
    CLIPPED,
    /** Too short, too noisy, or without anything to compare with. */
    UNSURE
}
