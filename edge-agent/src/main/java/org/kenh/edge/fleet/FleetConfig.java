package org.kenh.edge.fleet;

import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.control.ControlConfig;
import org.kenh.edge.sensor.simulated.DeviceConfig;
import org.kenh.edge.sensor.simulated.PlantConfig;
import org.kenh.edge.sensor.simulated.Scenario;
import org.kenh.telemetry.DeviceId;

/**
 * The file of a fleet.
 *
 * @param history how far back the first start tells
 * @param scenario what happens to the plant from the start on
 * @param speed how much faster the plant's clock runs than the real one
 * @param centreKeys what schedules may be signed with, by id
 * @param historyRate readings of history that are sent each second, by all devices together
 */
public record FleetConfig(
        Centre centre,
        Duration history,
        int historyRate,
        Scenario scenario,
        double speed,
        Map<String, PublicKey> centreKeys,
        List<FleetDevice> devices,
        PlantConfig plant) {
    private static final double FASTEST = 1_000;

    public FleetConfig {
        centreKeys = Map.copyOf(centreKeys);
        devices = List.copyOf(devices);
    }

    /** Throws {@link org.kenh.edge.config.ConfigException} with all problems of the file. */
    public static FleetConfig read(Path file) {
        return ConfigNode.readAll(file, FleetConfig::of);
    }

    static FleetConfig of(ConfigNode node) {
        List<FleetDevice> devices =
                node.list("devices").stream().map(FleetDevice::of).toList();
        Set<DeviceId> seen = new HashSet<>();
        for (FleetDevice device : devices) {
            if (!seen.add(device.id())) {
                node.problem("devices", "names " + device.id() + " twice");
            }
        }
        return new FleetConfig(
                Centre.of(node.section("centre")),
                Duration.ofHours(node.integer("historyHours", 0, 24 * 31, 24 * 7)),
                node.integer("historyRate", 1, 1_000_000, 2_500),
                scenario(node),
                node.number("speed", 1, FASTEST, 1),
                ControlConfig.keys(node),
                devices,
                PlantConfig.of(node.section("plant")));
    }

    private static Scenario scenario(ConfigNode node) {
        List<ConfigNode> sites = node.list("sites");
        if (!node.has("scenario")) {
            node.text("scenario", "");
            sites.forEach(ConfigNode::ignoreUnknown);
            return Scenario.CALM;
        }
        return Scenario.of(node.section("scenario"), sites);
    }

    /** How many devices speak a protocol. */
    public int count(Transport transport) {
        return (int) devices.stream()
                .filter(device -> device.transport() == transport)
                .count();
    }

    /** Where the gateway is. */
    public record Centre(String host, int mqttPort, int coapsPort) {
        static Centre of(ConfigNode node) {
            return new Centre(
                    node.text("host"),
                    node.integer("mqttPort", 1, 65_535, 1883),
                    node.integer("coapsPort", 1, 65_535, 5684));
        }
    }

    /** One device of the fleet. */
    public record FleetDevice(
            DeviceId id, String secret, Transport transport, Duration interval, DeviceConfig simulate) {
        static FleetDevice of(ConfigNode node) {
            DeviceId id = node.checked("id", DeviceId::of, DeviceId.of("unknown"));
            return new FleetDevice(
                    id,
                    node.secret("secret"),
                    node.oneOf("transport", List.of("mqtt", "coaps")).equals("mqtt") ? Transport.MQTT : Transport.COAPS,
                    Duration.ofSeconds(node.integer("interval", 1, 86_400)),
                    DeviceConfig.of(node.section("simulate"), node.text("site", id.value())));
        }

        @Override
        public String toString() {
            return id + " over " + transport;
        }
    }

    /** The protocols. */
    public enum Transport {
        MQTT,
        COAPS
    }
}
