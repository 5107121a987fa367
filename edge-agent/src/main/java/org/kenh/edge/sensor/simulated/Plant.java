package org.kenh.edge.sensor.simulated;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.edge.sensor.simulated.PlantConfig.BulletinConfig;
import org.kenh.edge.sensor.simulated.PlantConfig.FieldConfig;
import org.kenh.edge.sensor.simulated.PlantConfig.GateConfig;
import org.kenh.edge.sensor.simulated.PlantConfig.RiverConfig;
import org.kenh.edge.sensor.simulated.PlantConfig.StationConfig;

/**
 * The simulated district. Weather is a function of time; water is moved step by step, so that it is nowhere made or lost
 * on the way. Not thread-safe: {@link SimulatedDevice} locks it.
 */
public final class Plant {
    /** Long enough for pumps to switch in time, short enough for a week in a second. */
    private static final double LONGEST_STEP = 60;

    private static final double SHORTEST_STEP = 5;

    private final PlantConfig config;
    private final Timeline timeline;
    private final Weather weather;
    private final WaterBook book = new WaterBook();
    private final Map<String, Feeder> feeders = new LinkedHashMap<>();
    private final Map<String, Supply> supplies = new LinkedHashMap<>();
    private final Map<String, Waterway> waterways = new LinkedHashMap<>();
    private final Map<String, Station> stations = new LinkedHashMap<>();
    private final Map<String, Gate> gates = new LinkedHashMap<>();
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Map<String, Speaker> speakers = new LinkedHashMap<>();
    private double now;
    private double realBegin = Double.POSITIVE_INFINITY;
    private double speed = 1;

    /** Begins with plausible levels that need about two days to forget where they began. */
    public Plant(PlantConfig config, Instant start) {
        this.config = config;
        this.timeline = new Timeline(config.seed());
        this.weather = new Weather(config.seed(), config.weather(), config.latitude(), timeline);
        this.now = LocalTime.seconds(start);
        for (RiverConfig river : config.rivers()) {
            waterways.put(river.id(), new Waterway(river, weather, timeline, config.seed()));
        }
        for (GateConfig gate : config.gates()) {
            gates.put(gate.id(), new Gate(gate.id(), waterway(gate.from()), waterway(gate.to()), gate.opening()));
        }
        for (StationConfig station : config.stations()) {
            stations.put(station.id(), new Station(station, this));
        }
        for (FieldConfig field : config.fields()) {
            fields.put(field.id(), new Field(field, weather, station(field.supply()), config.seed()));
        }
    }

    /** Seconds since 1970 up to which it was simulated. */
    double now() {
        return now;
    }

    long seed() {
        return config.seed();
    }

    Weather weather() {
        return weather;
    }

    List<BulletinConfig> bulletins() {
        return config.bulletins();
    }

    Timeline timeline() {
        return timeline;
    }

    WaterBook book() {
        return book;
    }

    /** All water that it holds, m3. */
    double stored() {
        return waterways.values().stream().mapToDouble(Waterway::stored).sum()
                + stations.values().stream().mapToDouble(Station::stored).sum()
                + fields.values().stream().mapToDouble(Field::stored).sum();
    }

    /** The grid at a site. */
    Feeder feeder(String site) {
        return feeders.computeIfAbsent(site, key -> new Feeder(key, weather, timeline, config.seed()));
    }

    /** The mains and battery of a device; the first that asks for it builds it in. */
    Supply supply(String device, String site, double hours) {
        return supplies.computeIfAbsent(device, key -> new Supply(key, feeder(site), hours));
    }

    Waterway waterway(String id) {
        return find(waterways, id);
    }

    Station station(String id) {
        return find(stations, id);
    }

    Gate gate(String id) {
        return find(gates, id);
    }

    Field field(String id) {
        return find(fields, id);
    }

    /** The loudspeakers are known to their devices alone; the first that asks for one puts it up. */
    Speaker speaker(String device, DeviceConfig config) {
        return speakers.computeIfAbsent(
                "loa-" + config.of() + "-" + config.number(), key -> new Speaker(key, device, config, this));
    }

    /**
     * Begins a scenario; from now on the plant's clock runs faster than the real one.
     *
     * @param realTime the present, from which both clocks start
     */
    public synchronized void begin(Scenario scenario, double faster, Instant realTime) {
        advanceTo(realTime);
        realBegin = LocalTime.seconds(realTime);
        speed = faster;
        timeline.begin(scenario, realBegin);
    }

    /** What the plant's clock shows at a real time, seconds since 1970. */
    double clock(Instant realTime) {
        double real = LocalTime.seconds(realTime);
        return real <= realBegin ? real : realBegin + (real - realBegin) * speed;
    }

    /** Simulates until a real time; a clock that goes back stops it until it is reached again. */
    public synchronized void advanceTo(Instant realTime) {
        double target = clock(realTime);
        while (target - now >= SHORTEST_STEP) {
            step(Math.min(LONGEST_STEP, target - now));
        }
    }

    /** All that must be kept to go on after a restart, by part. */
    public synchronized Map<String, double[]> save() {
        Map<String, double[]> state = new LinkedHashMap<>();
        state.put("now", new double[] {now});
        parts().forEach(part -> state.put(part.key(), part.save()));
        return state;
    }

    /** Goes on from a saved state; parts that it does not know begin afresh. */
    public synchronized void restore(Map<String, double[]> state) {
        Optional.ofNullable(state.get("now")).ifPresent(time -> now = time[0]);
        for (Stateful part : parts()) {
            Optional.ofNullable(state.get(part.key())).ifPresent(part::restore);
        }
    }

    /** Goes on from a saved state at a real time, whatever the plant's clock showed when it was saved. */
    public synchronized void restore(Map<String, double[]> state, Instant savedAt) {
        restore(state);
        double ahead = now - LocalTime.seconds(savedAt);
        if (Math.abs(ahead) > LONGEST_STEP) {
            parts().forEach(part -> part.shift(-ahead));
            now -= ahead;
        }
    }

    /** Who gives and takes comes before the water that is given and taken, so that nothing waits between two steps. */
    private void step(double duration) {
        gates.values().forEach(gate -> gate.step(duration));
        fields.values().forEach(field -> field.step(now, duration, book));
        stations.values().forEach(station -> station.step(now, duration, book));
        waterways.values().forEach(waterway -> waterway.step(now, duration, book));
        supplies.values().forEach(supply -> supply.step(now, duration));
        speakers.values().forEach(speaker -> speaker.step(now, duration));
        now += duration;
    }

    private List<Stateful> parts() {
        List<Stateful> parts = new ArrayList<>();
        parts.addAll(waterways.values());
        parts.addAll(gates.values());
        parts.addAll(stations.values());
        parts.addAll(fields.values());
        parts.addAll(speakers.values());
        parts.addAll(supplies.values());
        return parts;
    }

    private static <T> T find(Map<String, T> parts, String id) {
        T part = parts.get(id);
        if (part == null) {
            throw new IllegalArgumentException(
                    "\"" + id + "\" is not part of the plant; known: " + String.join(", ", parts.keySet()));
        }
        return part;
    }
}
