package org.kenh.edge.control;

import java.util.List;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.edge.sensor.MeasurementSink;
import org.kenh.telemetry.DeviceId;

/**
 * What the control needs of the rest of the agent.
 *
 * @param boot the id of this boot of the machine
 * @param outputs all that can be written; those that the site file does not control are left alone
 */
public record ControlPorts(
        DeviceId device,
        String boot,
        MonotonicClock monotonic,
        WallClock wall,
        Inputs inputs,
        List<Output> outputs,
        MeasurementSink sink) {
    public ControlPorts {
        outputs = List.copyOf(outputs);
    }
}
