package org.kenh.edge.sensor;

import java.time.Instant;
import java.util.List;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.Reading;

/** Measures. Called from one thread at a time. */
public interface Sensor {
    /** What it intends to measure. */
    List<DeclaredSeries> series();

    /** Measures now; what cannot be measured is left out. Short. */
    List<Reading> read(Instant now);
}
