package org.kenh.edge.sensor.serial;

import java.util.HashMap;
import java.util.Map;
import org.kenh.edge.config.ConfigNode;

/** The serial lines of one site file: drivers that name the same device share it. Not thread-safe. */
public final class SerialBuses {
    private final Map<String, SerialBus> buses = new HashMap<>();

    /** The line of a driver's section; a problem if another driver speaks otherwise on the same line. */
    public SerialBus of(ConfigNode node, SerialSettings usual) {
        SerialSettings settings = SerialSettings.of(node, usual);
        SerialBus bus = buses.computeIfAbsent(settings.device(), device -> new SerialBus(settings));
        if (!bus.settings().equals(settings)) {
            node.problem(
                    "device",
                    "đã được dùng với cài đặt khác: " + bus.settings(),
                    "is used with other settings already: " + bus.settings());
        }
        return bus;
    }
}
