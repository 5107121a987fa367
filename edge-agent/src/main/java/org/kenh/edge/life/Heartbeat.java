package org.kenh.edge.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.kenh.edge.clock.MonotonicClock;

/**
 * Which parts of the agent make progress. Each part tells when it last did, and has its own patience; a part that has not
 * begun yet has its patience from the start on. Thread-safe.
 */
public final class Heartbeat {
    private final MonotonicClock clock;
    private final Map<String, Part> parts = new LinkedHashMap<>();

    public Heartbeat(MonotonicClock clock) {
        this.clock = clock;
    }

    /** Adds a part; {@code age} tells the nanoseconds since it last made progress, {@link Long#MAX_VALUE} if never. */
    public synchronized void watch(String name, Duration patience, LongSupplier age) {
        parts.put(name, new Part(patience.toNanos(), clock.nanos(), age));
    }

    /** Names of the parts that make no progress. */
    public synchronized List<String> stalled() {
        long now = clock.nanos();
        List<String> names = new ArrayList<>();
        parts.forEach((name, part) -> {
            long age = Math.min(part.age.getAsLong(), now - part.sinceNanos);
            if (age > part.patienceNanos) {
                names.add(name);
            }
        });
        return names;
    }

    private record Part(long patienceNanos, long sinceNanos, LongSupplier age) {}
}
