package org.kenh.edge.sensor.catalogue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.control.Output;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.DriverSettings;
import org.kenh.edge.sensor.Point;
import org.kenh.edge.sensor.exec.ExecDriver;
import org.kenh.edge.sensor.gpio.GpioDriver;
import org.kenh.edge.sensor.http.HttpDriver;
import org.kenh.edge.sensor.modbus.ModbusDriver;
import org.kenh.edge.sensor.sdi12.Sdi12Driver;
import org.kenh.edge.sensor.serial.SerialBuses;
import org.kenh.edge.sensor.snmp.SnmpDriver;
import org.kenh.edge.sensor.sysfs.HostDriver;
import org.kenh.edge.sound.SoundDriver;

/** The types of drivers, by the word that stands under {@code type}. */
public final class Catalogue {
    private static final int MOST_DRIVERS = 32;
    private static final Map<String, Type> TYPES = new TreeMap<>(Map.<String, Type>of(
            "exec", (node, settings, buses) -> ExecDriver.of(node, settings),
            "gpio", (node, settings, buses) -> GpioDriver.of(node, settings, Path.of("/usr/bin")),
            "host", (node, settings, buses) -> HostDriver.of(node, settings, Path.of("/")),
            "http", (node, settings, buses) -> HttpDriver.of(node, settings),
            "modbus-rtu", ModbusDriver::rtu,
            "modbus-tcp", (node, settings, buses) -> ModbusDriver.tcp(node, settings),
            "sdi12", Sdi12Driver::of,
            "snmp", (node, settings, buses) -> SnmpDriver.of(node, settings),
            "sound", (node, settings, buses) -> SoundDriver.of(node, settings)));

    private Catalogue() {}

    /** Makes the drivers of the list {@code drivers}; nothing is opened. Problems are noted in the node. */
    public static List<Driver> read(ConfigNode site) {
        List<ConfigNode> entries = site.list("drivers");
        if (entries.size() > MOST_DRIVERS) {
            site.problem(
                    "drivers",
                    "nhiều nhất là " + MOST_DRIVERS + " bộ đọc",
                    "at most " + MOST_DRIVERS + " drivers are possible");
            entries.forEach(ConfigNode::ignoreUnknown);
            return List.of();
        }
        List<Driver> drivers = new ArrayList<>();
        SerialBuses buses = new SerialBuses();
        Names names = new Names();
        for (ConfigNode entry : entries) {
            Driver driver = driver(entry, buses);
            names.check(driver, entry);
            drivers.add(driver);
        }
        return List.copyOf(drivers);
    }

    private static Driver driver(ConfigNode node, SerialBuses buses) {
        List<String> words = List.copyOf(TYPES.keySet());
        String type = node.oneOf("type", words);
        DriverSettings settings = DriverSettings.of(node, type);
        if (!node.text("type", "").equals(type)) {
            // Of an unknown type no key is known: complaining about all of them would hide what is wrong.
            node.ignoreUnknown();
            return new Nothing(settings);
        }
        return Objects.requireNonNull(TYPES.get(type)).of(node, settings, buses);
    }

    /** Makes a driver of its section. */
    @FunctionalInterface
    private interface Type {
        Driver of(ConfigNode node, DriverSettings settings, SerialBuses buses);
    }

    /** Finds names that are there twice. */
    private static final class Names {
        private final Set<String> seen = new HashSet<>();

        void check(Driver driver, ConfigNode node) {
            once("driver " + driver.settings().name(), "name", driver.settings().name(), node);
            Set<String> points = new HashSet<>();
            for (Point point : driver.points()) {
                once("series " + point.series(), "points", point.series().value(), node);
                if (!points.add(point.name())) {
                    twice("points", point.name(), node);
                }
            }
            for (Output output : driver.outputs()) {
                once("output " + output.name(), "outputs", output.name(), node);
            }
        }

        private void once(String what, String key, String name, ConfigNode node) {
            if (!seen.add(what) && !name.equals("unknown")) {
                twice(key, name, node);
            }
        }

        private static void twice(String key, String name, ConfigNode node) {
            node.problem(key, "\"" + name + "\" có hai lần", "\"" + name + "\" is there twice");
        }
    }
}
