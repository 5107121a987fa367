package org.kenh.operations.irrigation.desk;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How pumps are, as measured. May block on the database. */
@FunctionalInterface
public interface PumpStates {
    /** Nothing is known: pumps are taken to do as the plan that stands says. */
    PumpStates NONE = Map::of;

    /** By the pump's id; of pumps that are left out nothing is known. */
    Map<String, PumpState> now();

    /**
     * A pump.
     *
     * @param runningSince empty: it is at rest
     * @param stoppedAt when it last stopped, if that is known
     */
    record PumpState(Optional<Instant> runningSince, Optional<Instant> stoppedAt) {}
}
