package org.kenh.edge.control;

import java.util.List;
import java.util.Optional;
import org.kenh.telemetry.SeriesName;

/**
 * One output that is not a pump's: a valve, a gate, a relay.
 *
 * @param name the output's name
 * @param safe what it is set to at boot, at a failure and when nobody wants anything, 0 to 1
 * @param leased whether what a command set goes back to the safe state after some time
 * @param hold whether it stays as it is when the agent ends in good order
 * @param flow what flows through it, m³/s
 */
record OutputConfig(
        String name,
        Kind kind,
        double safe,
        boolean leased,
        boolean hold,
        Optional<SeriesName> flow,
        List<Interlock> interlocks) {
    OutputConfig {
        interlocks = List.copyOf(interlocks);
    }

    /** What it is; commands are named after it. */
    enum Kind {
        VALVE,
        GATE,
        SWITCH
    }
}
