package org.kenh.edge.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.kenh.telemetry.SeriesName;

/**
 * One pump: how it is switched, what shows that it runs, and what its motor bears.
 *
 * @param output the output that switches it; off is its safe state
 * @param evidence what shows that it runs
 * @param limits what its motor bears
 * @param selector the switch hand/auto/off on site, if it can be read
 */
record PumpConfig(
        String name,
        String output,
        Evidence evidence,
        Limits limits,
        Optional<SeriesName> selector,
        List<Interlock> interlocks) {
    PumpConfig {
        interlocks = List.copyOf(interlocks);
    }

    /**
     * A start counts when the current and the flow, or a level, agree.
     *
     * @param nominalCurrent A, from the nameplate
     * @param nominalFlow m³/s
     * @param levelChange how far a level moves when it pumps, m: the suction falls or the discharge rises
     * @param within how long after the start all must agree
     */
    record Evidence(
            SeriesName current,
            double nominalCurrent,
            Optional<SeriesName> flow,
            double nominalFlow,
            Optional<SeriesName> suction,
            Optional<SeriesName> discharge,
            double levelChange,
            Duration within) {}

    /**
     * Bounds on starts and stops.
     *
     * @param startsPerHour in any 60 minutes, starts by hand included
     * @param minimumRun no stop before it but for protection
     * @param minimumOff no start before it after a stop
     * @param antiRestart the same, to let the water column come to rest
     */
    record Limits(int startsPerHour, Duration minimumRun, Duration minimumOff, Duration antiRestart) {
        /** The usual bound for a motor of so many kilowatts (15, 10 or 4). */
        static int startsPerHour(double kilowatts) {
            return kilowatts < 15 ? 15 : kilowatts <= 75 ? 10 : 4;
        }
    }
}
