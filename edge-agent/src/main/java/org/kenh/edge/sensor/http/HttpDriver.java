package org.kenh.edge.sensor.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.control.Output;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.DriverSettings;
import org.kenh.edge.sensor.Intake;
import org.kenh.edge.sensor.Point;
import org.kenh.edge.sensor.Readings;

/** The driver {@code http}: asks one address for JSON and takes each point from its JSON pointer (RFC 6901). */
public final class HttpDriver implements Driver {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonPointer WHOLE = JsonPointer.empty();

    private final DriverSettings settings;
    private final HttpRequest request;
    private final Map<String, JsonPointer> pointers = new LinkedHashMap<>();
    private final List<Point> points;
    private final List<Output> outputs;

    private HttpDriver(ConfigNode node, DriverSettings settings) {
        this.settings = settings;
        this.request = HttpRequest.of(node, "GET", settings.timeout().toMillis());
        this.points = node.list("points").stream()
                .map(entry -> point(entry, settings))
                .toList();
        this.outputs = node.list("outputs").stream()
                .<Output>map(entry -> HttpOutput.of(entry, settings))
                .toList();
    }

    public static HttpDriver of(ConfigNode node, DriverSettings settings) {
        return new HttpDriver(node, settings);
    }

    private Point point(ConfigNode node, DriverSettings driver) {
        Point point = Point.of(node, driver);
        pointers.put(point.name(), node.checked("pointer", JsonPointer::compile, WHOLE));
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
    public List<Output> outputs() {
        return outputs;
    }

    @Override
    public String place() {
        // Without the query, which may hold a key.
        return request.url().getScheme() + "://" + request.url().getAuthority()
                + request.url().getPath();
    }

    @Override
    public void open(Intake intake) {
        // Each read makes its own connection.
    }

    @Override
    public void read(List<Point> due, Readings readings) throws IOException {
        if (points.isEmpty()) {
            return;
        }
        JsonNode answer;
        try {
            answer = JSON.readTree(request.send(""));
        } catch (JsonProcessingException e) {
            throw new IOException("trả lời không phải là JSON / answer is not JSON", e);
        }
        for (Point point : due) {
            JsonNode value = answer.at(Objects.requireNonNull(pointers.get(point.name())));
            if (value.isNumber()) {
                readings.value(point.name(), value.doubleValue());
            } else if (value.isBoolean()) {
                readings.value(point.name(), value.booleanValue() ? 1 : 0);
            } else {
                readings.bad(point.name(), "không phải là số / is not a number: " + pointers.get(point.name()));
            }
        }
    }

    @Override
    public void close() {
        request.cancel();
    }
}
