package org.kenh.ingest.series;

import java.time.Instant;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** A series with the newest of its readings. */
public record SeriesInfo(DeviceId device, String site, SeriesName name, Unit unit, Optional<LastReading> last) {

    /**
     * The newest reading by its own time.
     *
     * @param receivedAt when the centre got it
     */
    public record LastReading(Instant at, Instant receivedAt, Value value, Quality quality) {}
}
