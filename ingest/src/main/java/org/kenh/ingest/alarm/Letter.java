package org.kenh.ingest.alarm;

/**
 * The state of an alarm as ISA-18.2 letters it, derived from orthogonal flags.
 *
 * <pre>
 *        ACTIVATE            ACK             RETURN
 *   A ─────────────▶ B ─────────────▶ C ─────────────▶ A   (F if latching)
 *   ▲                │ RETURN         │ RE-ALARM, severity raised
 *   │                ▼                ▼
 *   │◀────ACK─────── D                B
 *   │                E (latching) ──ACK──▶ F ──RESET──▶ A
 *   │        D, E, F ──ACTIVATE──▶ B, a new occurrence
 *   │
 *   └─ A–F ──SHELVE──▶ G, ──SUPPRESS──▶ H, ──OUT-OF-SERVICE──▶ I   (I before H before G)
 *      on leaving the last of them: B while active, else A, E or F
 * </pre>
 */
public enum Letter {
    /** Normal. */
    A,
    /** Unacknowledged. */
    B,
    /** Acknowledged. */
    C,
    /** Returned, unacknowledged. */
    D,
    /** Latched, unacknowledged. */
    E,
    /** Latched, acknowledged. */
    F,
    /** Shelved by a person until a time. */
    G,
    /** Suppressed by design. */
    H,
    /** Out of service. */
    I;

    /** Whether the condition is followed but nobody is told. */
    public boolean suppressed() {
        return compareTo(G) >= 0;
    }
}
