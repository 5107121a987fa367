package org.kenh.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Transport;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** Messages for tests. */
public final class Messages {
    private Messages() {}

    public static Origin origin(String device, Instant receivedAt) {
        return new Origin(
                DeviceId.of(device),
                Transport.MQTT,
                "kenh/v1/" + device + "/readings",
                receivedAt,
                "[{\"n\":\"level\",\"v\":1.2}]".getBytes(UTF_8));
    }

    public static DeviceMessage.Readings readings(String device, Reading... readings) {
        return readings(device, List.of(readings));
    }

    public static DeviceMessage.Readings readings(String device, List<Reading> readings) {
        return new DeviceMessage.Readings(origin(device, Instant.now()), readings);
    }

    public static Reading reading(String series, Instant at, Value value) {
        return Reading.of(SeriesName.of(series), Unit.NONE, at, value, Quality.GOOD);
    }

    public static Reading number(String series, Instant at, double value) {
        return reading(series, at, new Value.Numeric(value));
    }
}
