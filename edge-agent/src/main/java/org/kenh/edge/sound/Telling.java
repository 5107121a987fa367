package org.kenh.edge.sound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.kenh.edge.clock.Moments;
import org.kenh.edge.sensor.Measurement;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** Sends events and knows the time. Thread-safe. */
record Telling(SpeakerPorts ports) {
    /** An event, at once. */
    void event(String series, ObjectNode event) {
        Measurement measurement = measurement(series, Unit.NONE, new Value.Text(event.toString()));
        ports.sink().accept(List.of(measurement), true);
    }

    Measurement measurement(String series, Unit unit, Value value) {
        return new Measurement(nanos(), SeriesName.of(series), unit, value, Quality.GOOD);
    }

    /** Now, on the monotonic clock. */
    long nanos() {
        return ports.monotonic().nanos();
    }

    /** When that was on the monotonic clock; empty while nobody knows what time it is. */
    Optional<Instant> at(long nanos) {
        return ports.wall().now().map(now -> now.minusNanos(nanos() - nanos));
    }

    /** The best that is known of the time, be it doubtful: for names, and for what is kept; events hold {@link Moments}. */
    Instant now() {
        return ports.wall().now().orElseGet(InstantSource.system()::instant);
    }
}
