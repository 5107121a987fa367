package org.kenh.edge.control;

import java.util.Optional;
import org.kenh.telemetry.SeriesName;

/** The current values of the device's sensors. Called in every cycle of the control, so it must not wait for anything. */
@FunctionalInterface
public interface Inputs {
    /** The newest value, whatever its quality; empty while there never was one. */
    Optional<Input> of(SeriesName series);
}
