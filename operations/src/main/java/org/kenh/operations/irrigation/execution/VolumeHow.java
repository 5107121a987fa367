package org.kenh.operations.irrigation.execution;

import java.util.Locale;

/** How a volume is known, the best first. */
public enum VolumeHow {
    /** The device has told it at the end of the turn. */
    TURN_EVENT,
    /** From the readings of the flow. */
    FLOW_SERIES,
    /** From the time that a person has told, and the flow that it should have. */
    BY_HAND,
    /** From the time and the flow that it should have. */
    NAMEPLATE;

    /** The word in the API and in the store. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static VolumeHow fromWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
