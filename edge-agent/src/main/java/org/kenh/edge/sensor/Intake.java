package org.kenh.edge.sensor;

import java.util.List;

/** Takes what a driver did not wait to be asked for. Thread-safe. */
@FunctionalInterface
public interface Intake {
    /** Takes samples that came together. What is no point of the driver yet becomes one. */
    void push(List<Sample> samples);
}
