package org.kenh.operations.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.kenh.ingest.live.LiveEvent;
import org.kenh.ingest.presence.Presence;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.irrigation.IrrigationNews;
import org.kenh.operations.loudspeaker.LoudspeakerNews;
import org.kenh.telemetry.Reading;

/** Live events as frames of a server-sent event stream. */
final class LiveFrames {
    private LiveFrames() {}

    static LiveTopic topic(LiveEvent event) {
        return switch (event) {
            case LiveEvent.NewReadings readings -> LiveTopic.READINGS;
            case LiveEvent.PresenceChanged presence -> LiveTopic.PRESENCE;
        };
    }

    /** Tells the client to fetch everything afresh. */
    static byte[] reset(String id) {
        return ("id: " + id + "\nevent: reset\ndata: {}\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Keeps the connection open, and tells how far it is even where all events were for others. */
    static byte[] keepAlive(String id) {
        return (":\nid: " + id + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The whole alarm, as {@code GET /alarms} gives it. */
    static byte[] of(AlarmView alarm, String id) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(1_024);
        frame.writeBytes(("id: " + id + "\nevent: alarm\ndata: ").getBytes(StandardCharsets.UTF_8));
        frame.writeBytes(Json.bytes(alarm));
        frame.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        return frame.toByteArray();
    }

    /** That something has changed; clients ask what. */
    static byte[] of(IrrigationNews.Item news, String id) {
        String kind = news.kind().name().toLowerCase(Locale.ROOT);
        return nudge("irrigation", new Nudge(kind, news.id(), news.at()), id);
    }

    /** That something has changed; clients ask what. */
    static byte[] of(LoudspeakerNews.Item news, String id) {
        String kind = news.kind().name().toLowerCase(Locale.ROOT);
        return nudge("loudspeakers", new Nudge(kind, news.id(), news.at()), id);
    }

    private static byte[] nudge(String event, Nudge nudge, String id) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(160);
        frame.writeBytes(("id: " + id + "\nevent: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        frame.writeBytes(Json.bytes(nudge));
        frame.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        return frame.toByteArray();
    }

    static byte[] of(LiveEvent event, String site, String id) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(256);
        try {
            String name = topic(event) == LiveTopic.READINGS ? "reading" : "presence";
            frame.write(("id: " + id + "\nevent: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
            try (JsonGenerator json =
                    Json.MAPPER.createGenerator(frame).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
                json.writeStartObject();
                json.writeStringField("device", event.device().value());
                json.writeStringField("site", site);
                switch (event) {
                    case LiveEvent.NewReadings readings -> readings(json, readings);
                    case LiveEvent.PresenceChanged(Presence presence) -> presence(json, presence);
                }
                json.writeEndObject();
            }
            frame.write('\n');
            frame.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return frame.toByteArray();
    }

    private static void readings(JsonGenerator json, LiveEvent.NewReadings readings) throws IOException {
        json.writeArrayFieldStart("readings");
        for (Reading reading : readings.readings()) {
            json.writeStartObject();
            json.writeStringField("series", reading.series().value());
            json.writeStringField("unit", reading.unit().symbol());
            json.writeStringField("at", reading.at().toString());
            json.writeFieldName("value");
            Values.write(json, reading.value());
            json.writeStringField("quality", reading.quality().word());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void presence(JsonGenerator json, Presence presence) throws IOException {
        json.writeStringField("presence", presence.state().word());
        json.writeBooleanField("online", presence.state() == Presence.State.ONLINE);
        json.writeStringField("since", presence.since().toString());
        text(json, "lastSeen", presence.lastSeen().map(Instant::toString));
        text(json, "transport", presence.transport());
        text(json, "reason", presence.reason());
    }

    private static void text(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        } else {
            json.writeNullField(name);
        }
    }

    private record Nudge(String kind, String id, Instant at) {}
}
