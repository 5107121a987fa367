package org.kenh.operations.irrigation.plan;

/** Why something must be at rest for some time. */
public enum BlockReason {
    /** A quiet window near houses. */
    QUIET,
    /** Rain is forecast, or has fallen. */
    RAIN_DELAY,
    /** Flood level I, or a canal that is too high. */
    DRAINAGE,
    /** Somebody has stopped the canal. */
    EMERGENCY_STOP,
    /** Bad water at the intake. */
    WATER_QUALITY,
    /** Too little water before the pump, as forecast. */
    SUCTION,
    /** Out of service, under repair. */
    UNAVAILABLE,
    /** Staff forbade the time. */
    FORBIDDEN
}
