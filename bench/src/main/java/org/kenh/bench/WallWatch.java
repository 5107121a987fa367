package org.kenh.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.kenh.bench.load.Device;

/**
 * Asks for the last value of a few devices again and again, as a wall display would, and measures how old a live reading is
 * when it is first seen. {@link #close} ends it.
 */
final class WallWatch implements AutoCloseable {
    private static final long LONGEST_MILLIS = 3_600_000;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ServerApi api;
    private final List<Device> devices;
    private final Instant since;
    private final Histogram ages = new Histogram(1, LONGEST_MILLIS, 3);
    private final Map<String, Instant> seen = new HashMap<>();
    private final Thread thread;
    private volatile boolean stopped;

    /** @param since readings older than this are no live ones */
    private WallWatch(ServerApi api, List<Device> devices, Instant since) {
        this.api = api;
        this.devices = devices;
        this.since = since;
        this.thread = Thread.ofPlatform().daemon().name("wall").unstarted(this::watch);
    }

    static WallWatch start(ServerApi api, List<Device> devices, Instant since) {
        WallWatch watch = new WallWatch(api, devices, since);
        watch.thread.start();
        return watch;
    }

    /** Ends it; then the ages in milliseconds may be read. */
    Histogram ages() {
        close();
        return ages;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            while (!stopped) {
                for (Device device : devices) {
                    look(device);
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Device device) {
        for (JsonNode series : api.json("/series?device=" + device.id())) {
            if (!series.path("at").isTextual()) {
                continue;
            }
            Instant at = Instant.parse(series.path("at").asText());
            String name = device.id() + "/" + series.path("name").asText();
            if (!at.isBefore(since) && !at.equals(seen.put(name, at))) {
                ages.recordValue(Math.clamp(Duration.between(at, Instant.now()).toMillis(), 1, LONGEST_MILLIS));
            }
        }
    }
}
