package org.kenh.ingest.alarm;

/** What a row of the journal tells. */
public enum Event {
    /** The condition held for the on-delay: a new occurrence. */
    ACTIVATE,
    /** The condition was clear for the off-delay, or chattering settled on clear. */
    RETURN,
    ACKNOWLEDGE,
    /** Acknowledged long ago and still active: told again. */
    RE_ALARM,
    SEVERITY_RAISED,
    SEVERITY_LOWERED,
    RESET,
    SHELVE,
    /** By a person, by expiry or, if shelved for one time only, by the return of the condition. */
    UNSHELVE,
    SUPPRESS,
    UNSUPPRESS,
    OUT_OF_SERVICE,
    IN_SERVICE,
    /** It came and went too often and is held active until it settles. */
    CHATTERING,
    SETTLED
}
