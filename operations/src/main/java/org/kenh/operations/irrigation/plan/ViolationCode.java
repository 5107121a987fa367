package org.kenh.operations.irrigation.plan;

/** A constraint that a plan can break. */
public enum ViolationCode {
    /** Not in the problem. */
    UNKNOWN,
    /** Begins before the horizon without a pin, or ends after it. */
    OUTSIDE_HORIZON,
    /** Two turns of the same field or pump at the same time. */
    OVERLAP,
    /** Flow, volume or energy of a turn are not those of its time. */
    WRONG_AMOUNT,
    /** More enters a canal than it carries. */
    CANAL_CAPACITY,
    /** More fields of a canal are open than may be at once. */
    CANAL_ORDER,
    /** The running pumps give less than the open fields take, with losses. */
    PUMP_FLOW,
    /** A pump runs for nothing: longer than a slot after its minimum run, or than a slot from its start. */
    PUMP_WITHOUT_USE,
    /** More starts within an hour than the pump bears. */
    PUMP_STARTS,
    PUMP_MINIMUM_RUN,
    PUMP_MINIMUM_OFF,
    /** At work in a blocked time; the argument {@code reason} is a {@link BlockReason}, {@code where} the field, canal or pump. */
    BLOCKED,
    BEFORE_EARLIEST,
    /** Water comes after the deadline, and the plan does not say that it is missing by then. */
    AFTER_DEADLINE,
    /** Water comes when it is no longer wanted though it is late. */
    AFTER_LATEST,
    /** A demand that cannot be split is. */
    SPLIT,
    /** A turn is shorter than the minimum piece. */
    PIECE_TOO_SHORT,
    /** A field gets more than it needs, beyond what is pinned. */
    TOO_MUCH,
    /** A field gets less than it needs, and the plan does not say so. */
    UNTOLD_SHORTFALL,
    /** A pinned turn is neither kept nor refused. */
    PIN_LOST,
    /** A turn says that it is pinned, but nobody has pinned it so. */
    NOT_PINNED
}
