package org.kenh.edge.sound;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.kenh.edge.clock.BootId;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.edge.control.Inputs;
import org.kenh.edge.control.Output;
import org.kenh.edge.control.WallClock;
import org.kenh.edge.sensor.MeasurementSink;

/**
 * What the loudspeaker part needs of the rest of the agent.
 *
 * @param boot which times of the monotonic clock are of
 * @param root of the file system, under which {@code proc} and {@code sys} are
 * @param zone whose nights the self-test is made in
 */
public record SpeakerPorts(
        BootId boot,
        MonotonicClock monotonic,
        WallClock wall,
        Inputs inputs,
        List<Output> outputs,
        MeasurementSink sink,
        Path root,
        ZoneId zone) {
    public SpeakerPorts {
        outputs = List.copyOf(outputs);
    }
}
