package org.kenh.edge.sensor.simulated;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Weather weather;
    private final Map<String, Waterway> waterways = new LinkedHashMap<>();
    private final Map<String, Station> stations = new LinkedHashMap<>();
    private final Map<String, Gate> gates = new LinkedHashMap<>();
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Map<String, Speaker> speakers = new LinkedHashMap<>();
    private double now;

    /** Begins with plausible levels that need about two days to forget where they began. */
    public Plant(PlantConfig config, Instant start) {
        this.config = config;
        this.weather = new Weather(config.seed(), config.weather(), config.latitude());
        this.now = LocalTime.seconds(start);
        for (RiverConfig river : config.rivers()) {
            waterways.put(river.id(), new Waterway(river, weather, config.seed()));
        }
        for (GateConfig gate : config.gates()) {
            gates.put(gate.id(), new Gate(gate.id(), waterway(gate.from()), waterway(gate.to()), gate.opening()));
        }
        for (StationConfig station : config.stations()) {
            stations.put(station.id(), new Station(station, waterway(station.river()), weather, config.seed()));
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
    Speaker speaker(String id, Fault fault) {
        return speakers.computeIfAbsent(id, key -> new Speaker(key, fault, weather, config.seed()));
    }

    /** Simulates until a time; a clock that goes back stops it until it is reached again. */
    public synchronized void advanceTo(Instant time) {
        double target = LocalTime.seconds(time);
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

    private void step(double duration) {
        gates.values().forEach(gate -> gate.step(duration));
        stations.values().forEach(station -> station.step(now, duration));
        waterways.values().forEach(waterway -> waterway.step(now, duration));
        fields.values().forEach(field -> field.step(now, duration));
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
