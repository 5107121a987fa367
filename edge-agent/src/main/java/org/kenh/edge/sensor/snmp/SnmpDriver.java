package org.kenh.edge.sensor.snmp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.DriverSettings;
import org.kenh.edge.sensor.Intake;
import org.kenh.edge.sensor.Point;
import org.kenh.edge.sensor.Readings;
import org.snmp4j.smi.AssignableFromLong;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** The driver {@code snmp}: gets objects of one device; what is a text is read as a number. */
public final class SnmpDriver implements Driver {
    private static final int PORT = 161;
    private static final int MOST_AT_ONCE = 20;
    private static final OID NOTHING = new OID("0.0");

    private final DriverSettings settings;
    private final String host;
    private final int port;
    private final Credentials credentials;
    private final Map<String, OID> objects = new HashMap<>();
    private final List<Point> points;
    private volatile @Nullable SnmpSession session;

    private SnmpDriver(ConfigNode node, DriverSettings settings) {
        this.settings = settings;
        this.host = node.text("host");
        this.port = node.integer("port", 1, 65_535, PORT);
        this.credentials = Credentials.of(node);
        this.points = node.list("points").stream()
                .map(entry -> point(entry, settings))
                .toList();
        if (points.isEmpty()) {
            node.problem("points", "còn thiếu", "is missing");
        }
    }

    public static SnmpDriver of(ConfigNode node, DriverSettings settings) {
        return new SnmpDriver(node, settings);
    }

    private Point point(ConfigNode node, DriverSettings driver) {
        Point point = Point.of(node, driver);
        String text = node.text("oid");
        if (!text.isEmpty() && !text.matches("\\.?\\d{1,10}(\\.\\d{1,9}){1,126}")) {
            node.problem(
                    "oid",
                    "phải là mã số như 1.3.6.1.2.1.1.3.0, nhưng là \"" + text + "\"",
                    "must be numbers like 1.3.6.1.2.1.1.3.0, but is \"" + text + "\"");
            text = "";
        }
        objects.put(point.name(), text.isEmpty() ? NOTHING : new OID(text));
        return point;
    }

    @Override
    public DriverSettings settings() {
        return settings;
    }

    @Override
    public List<Point> points() {
        return points;
    }

    @Override
    public String place() {
        return host + ":" + port + " " + credentials;
    }

    @Override
    public Duration longestRead() {
        int requests = points.size() / MOST_AT_ONCE + 1;
        // Version 3 asks twice before, for the engine and its time.
        return settings.timeout()
                .multipliedBy((SnmpSession.RETRIES + 1L) * (requests + 2L))
                .plusSeconds(1);
    }

    @Override
    public void open(Intake intake) throws IOException {
        close();
        session = SnmpSession.open(host, port, credentials, settings.timeout());
    }

    @Override
    public void read(List<Point> due, Readings readings) throws IOException {
        SnmpSession opened = session;
        if (opened == null) {
            throw new IOException("chưa kết nối / not connected");
        }
        for (int i = 0; i < due.size(); i += MOST_AT_ONCE) {
            List<Point> some = due.subList(i, Math.min(due.size(), i + MOST_AT_ONCE));
            List<OID> asked = new ArrayList<>();
            some.forEach(point -> asked.add(object(point)));
            Map<OID, Variable> answers = new HashMap<>();
            for (VariableBinding binding : opened.get(asked)) {
                answers.put(binding.getOid(), binding.getVariable());
            }
            some.forEach(point -> take(point, answers.get(object(point)), readings));
        }
    }

    private OID object(Point point) {
        return Objects.requireNonNull(objects.get(point.name()));
    }

    private static void take(Point point, @Nullable Variable variable, Readings readings) {
        if (variable == null || variable.isException()) {
            readings.bad(point.name(), "thiết bị không có / the device has no such object");
            return;
        }
        OptionalDouble number = number(variable);
        if (number.isPresent()) {
            readings.value(point.name(), number.getAsDouble());
        } else {
            readings.bad(point.name(), "không phải là số / is not a number");
        }
    }

    private static OptionalDouble number(Variable variable) {
        if (variable instanceof AssignableFromLong) {
            return OptionalDouble.of((double) variable.toLong());
        }
        try {
            return OptionalDouble.of(Double.parseDouble(variable.toString().trim()));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    @Override
    public void close() {
        SnmpSession closing = session;
        session = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException e) {
                // A socket for datagrams that cannot be closed holds nothing that could be lost.
                return;
            }
        }
    }
}
