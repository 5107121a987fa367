package org.kenh.edge.sensor.modbus;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.control.Output;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.DriverSettings;
import org.kenh.edge.sensor.Intake;
import org.kenh.edge.sensor.Point;
import org.kenh.edge.sensor.Readings;
import org.kenh.edge.sensor.serial.SerialBus;
import org.kenh.edge.sensor.serial.SerialBuses;
import org.kenh.edge.sensor.serial.SerialSettings;
import org.kenh.edge.sensor.serial.SerialSettings.Parity;

/** The drivers {@code modbus-tcp} and {@code modbus-rtu}: one device, that is one unit number. */
public final class ModbusDriver implements Driver {
    private static final int PORT = 502;
    private static final SerialSettings USUAL_LINE = new SerialSettings("", 9600, 8, Parity.NONE, 1);

    private final DriverSettings settings;
    private final String place;
    private final ModbusClient client;
    private final Duration longestExchange;
    private final Map<String, RegisterPoint> points = new HashMap<>();
    private final List<Point> declared;
    private final List<Output> outputs;
    /** Points that the device refused to give together with their neighbours. */
    private final Set<String> alone = new HashSet<>();

    private ModbusDriver(ConfigNode node, DriverSettings settings, String place, Link link) {
        this.settings = settings;
        this.place = place;
        this.longestExchange = link.longestExchange;
        this.client = new ModbusClient(link.transport, longestExchange.multipliedBy(2));
        List<RegisterPoint> registers = RegisterMap.points(node, settings);
        registers.forEach(register -> points.put(register.point().name(), register));
        this.declared = registers.stream().map(RegisterPoint::point).toList();
        this.outputs = node.list("outputs").stream()
                .<Output>map(entry -> ModbusOutput.of(entry, client))
                .toList();
        if (declared.isEmpty() && outputs.isEmpty()) {
            node.problem("points", "cần map hoặc points", "needs a map or points");
        }
    }

    /** Reads the section of a device behind a network address. */
    public static ModbusDriver tcp(ConfigNode node, DriverSettings settings) {
        String host = node.text("host");
        int port = node.integer("port", 1, 65_535, PORT);
        int slave = node.integer("slave", 0, 255, 1);
        return new ModbusDriver(
                node,
                settings,
                host + ":" + port + " slave " + slave,
                new Link(new TcpTransport(host, port, slave, settings.timeout()), settings.timeout()));
    }

    /** Reads the section of a device on a serial line. */
    public static ModbusDriver rtu(ConfigNode node, DriverSettings settings, SerialBuses buses) {
        SerialBus bus = buses.of(node, USUAL_LINE);
        int slave = node.integer("slave", 1, 247, 1);
        // Two tries, each after the turns of the other devices on the line.
        Duration longest = settings.timeout().multipliedBy(2L * (RtuTransport.TURNS_OF_OTHERS + 1));
        return new ModbusDriver(
                node,
                settings,
                bus.settings() + " slave " + slave,
                new Link(new RtuTransport(bus, slave, settings.timeout()), longest));
    }

    @Override
    public DriverSettings settings() {
        return settings;
    }

    @Override
    public List<Point> points() {
        return declared;
    }

    @Override
    public List<Output> outputs() {
        return outputs;
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public Duration longestRead() {
        // The first request without an answer ends the read; the others were quick or are counted here.
        int requests = Block.of(List.copyOf(points.values()), Set.of()).size();
        return longestExchange.multipliedBy(requests + 2L).plusSeconds(1);
    }

    @Override
    public void open(Intake intake) throws IOException {
        client.open();
    }

    @Override
    public void read(List<Point> due, Readings readings) throws IOException {
        List<RegisterPoint> wanted = new ArrayList<>();
        due.forEach(point -> wanted.add(Objects.requireNonNull(points.get(point.name()))));
        for (Block block : Block.of(wanted, alone)) {
            read(block, readings);
        }
    }

    private void read(Block block, Readings readings) throws IOException {
        byte[] data;
        try {
            data = client.read(block.area(), block.first(), block.count());
        } catch (ModbusException e) {
            refused(block, e, readings);
            return;
        }
        for (RegisterPoint point : block.points()) {
            readings.value(point.point().name(), point.register().decode(data, block.first()));
        }
    }

    /** There may be a hole between two of them, or one that this model does not have: each is asked for alone. */
    private void refused(Block block, ModbusException refusal, Readings readings) throws IOException {
        if (block.points().size() == 1) {
            String reason = String.valueOf(refusal.getMessage());
            readings.bad(block.points().get(0).point().name(), reason);
            return;
        }
        block.points().forEach(point -> alone.add(point.point().name()));
        for (Block single : Block.of(block.points(), alone)) {
            read(single, readings);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private record Link(Transport transport, Duration longestExchange) {}
}
