package org.kenh.edge.sensor;

import java.util.List;

/** Takes what was measured. Called from the threads of drivers, thread-safe, and short: it may write to disk. */
@FunctionalInterface
public interface MeasurementSink {
    /**
     * Takes what was measured together; becomes one pack, or several if it is too much for one.
     *
     * @param urgent whether a person should hear of it at once (an alarm, an event): kept longest and sent first
     */
    void accept(List<Measurement> measurements, boolean urgent);
}
