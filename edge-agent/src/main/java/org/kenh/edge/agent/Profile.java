package org.kenh.edge.agent;

import java.time.Duration;
import java.util.List;
import org.kenh.edge.control.CommandHandler;
import org.kenh.edge.sensor.Sensor;
import org.kenh.edge.uplink.Encoding;

/**
 * What a device is.
 *
 * @param name for the log
 * @param interval how often it measures
 * @param reportsItself whether it sends the series {@code agent/dropped} with every sample
 */
public record Profile(
        String name,
        String model,
        String firmware,
        Duration interval,
        Encoding encoding,
        List<Sensor> sensors,
        List<CommandHandler> handlers,
        boolean reportsItself) {
    public Profile {
        sensors = List.copyOf(sensors);
        handlers = List.copyOf(handlers);
    }
}
