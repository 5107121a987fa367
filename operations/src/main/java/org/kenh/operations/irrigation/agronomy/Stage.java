package org.kenh.operations.irrigation.agronomy;

/** Growth stages of FAO-56, in the order in which they pass. */
public enum Stage {
    /** Before sowing or transplanting. */
    BEFORE,
    /** Up to about 10 % ground cover. */
    INITIAL,
    /** Up to full cover. */
    DEVELOPMENT,
    /** Up to the start of maturity. */
    MID,
    /** Up to harvest. */
    LATE,
    /** Harvested. */
    AFTER
}
