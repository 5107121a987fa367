package org.kenh.edge.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kenh.edge.fleet.FleetConfig.FleetDevice;
import org.kenh.edge.fleet.FleetState.Span;
import org.kenh.edge.sensor.simulated.Plant;
import org.kenh.edge.sensor.simulated.PlantConfig;
import org.kenh.edge.sensor.simulated.SimulatedDevice;

/** Simulates the past, so that charts are not empty at the first start and have no gap after a pause. */
final class Historian {
    private static final Duration LONGEST_STEP = Duration.ofMinutes(15);
    private static final Duration SHORTEST_STEP = Duration.ofMinutes(1);
    /** A gap is told in about this many steps. */
    private static final int STEPS = 300;
    /** Water levels need this long to forget where the simulation began. */
    private static final Duration RUN_UP = Duration.ofDays(2);

    private final FleetConfig config;
    private final InstantSource clock;
    private final Map<String, List<Recording>> recordings = new LinkedHashMap<>();

    Historian(FleetConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** By device: what is to be sent, the newest stretch first. */
    Map<String, List<Recording>> recordings() {
        return recordings;
    }

    /** Lets the plant live through the time until {@code to} while its devices are recorded. */
    void record(Plant plant, Map<String, SimulatedDevice> devices, Instant from, Instant to) {
        Map<String, Recording> fresh = new LinkedHashMap<>();
        devices.forEach((id, device) -> fresh.put(id, new Recording(device, from.getEpochSecond())));
        Duration step = step(from, to);
        for (Instant at = from; at.isBefore(to); at = at.plus(step)) {
            Instant now = at;
            plant.advanceTo(now);
            fresh.values().forEach(recording -> recording.record(now));
        }
        plant.advanceTo(to);
        fresh.forEach((id, recording) ->
                recordings.computeIfAbsent(id, key -> new ArrayList<>()).add(0, recording));
    }

    /** The plant as it would be if it had begun a while before a time. */
    static Plant runUp(PlantConfig config, Instant to) {
        return new Plant(config, to.minus(RUN_UP));
    }

    /** Records once more what an earlier start did not finish sending. */
    void recordUnfinished(Map<String, List<Span>> backlog) {
        double first = Double.POSITIVE_INFINITY;
        double last = Double.NEGATIVE_INFINITY;
        for (List<Span> spans : backlog.values()) {
            for (Span span : spans) {
                first = Math.min(first, span.from());
                last = Math.max(last, span.to());
            }
        }
        if (first >= last) {
            return;
        }
        Instant from = Instant.ofEpochSecond((long) first);
        Plant past = runUp(config.plant(), from);
        Map<String, SimulatedDevice> devices = new LinkedHashMap<>();
        for (FleetDevice device : config.devices()) {
            if (backlog.getOrDefault(device.id().value(), List.of()).stream().anyMatch(span -> !span.isEmpty())) {
                devices.put(
                        device.id().value(), new SimulatedDevice(device.id().value(), device.simulate(), past, clock));
            }
        }
        record(past, devices, from, Instant.ofEpochSecond((long) last));
        devices.keySet()
                .forEach(id -> recordings
                        .getOrDefault(id, List.of())
                        .forEach(recording -> recording.keepOnly(backlog.getOrDefault(id, List.of()))));
    }

    private static Duration step(Instant from, Instant to) {
        Duration even = Duration.between(from, to).dividedBy(STEPS);
        Duration bounded = even.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : even;
        return bounded.compareTo(SHORTEST_STEP) < 0 ? SHORTEST_STEP : bounded;
    }
}
