package org.kenh.edge.control;

import java.util.Optional;
import java.util.OptionalDouble;

/** A pump or an output, as a schedule sees it. */
interface Controlled {
    /** A turn wants this position until it is said otherwise; 0 is nothing. */
    void want(double position);

    /** Whether it does what was wanted, and that was seen or written. */
    boolean isConfirmed();

    /** Whether it is in its safe state, and that was written. */
    boolean isAtRest();

    /** Why a turn must not go on: a person stopped it, a start failed, it is locked; empty otherwise. */
    Optional<Reason> turnEnded();

    /** A turn that ended is over; the next one begins without its troubles. */
    void turnOver();

    /** What flows, m³/s; empty when that is not measured or not known. */
    OptionalDouble flow(Inputs inputs, long now);

    /** Nanoseconds below which a turn is not worth beginning. */
    long shortestRun();
}
