package org.kenh.edge.sound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
        return new Measurement(ports.monotonic().nanos(), SeriesName.of(series), unit, value, Quality.GOOD);
    }

    /** The best that is known of the time: an event with a doubtful time is better than none. */
    Instant now() {
        return ports.wall().now().orElseGet(InstantSource.system()::instant);
    }
}
