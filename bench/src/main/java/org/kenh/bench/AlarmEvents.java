package org.kenh.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Follows the stream of alarms, as a console does, and notes when each was first told as active. {@link #close} ends it. */
final class AlarmEvents implements AutoCloseable {
    private static final String DATA = "data: ";

    private final Stream<String> lines;
    private final Thread thread;
    private final Map<String, Long> toldAt = new ConcurrentHashMap<>();

    private AlarmEvents(Stream<String> lines) {
        this.lines = lines;
        this.thread = Thread.ofPlatform().daemon().name("alarm-events").unstarted(this::follow);
    }

    /** Returns when the stream is open: what happens from now on is told. */
    static AlarmEvents follow(ServerApi api) {
        AlarmEvents events = new AlarmEvents(api.lines("/live?topics=alarms"));
        events.thread.start();
        return events;
    }

    /** The {@link System#nanoTime} at which the alarm of this subject was told. */
    OptionalLong toldAt(String subject) {
        Long nanos = toldAt.get(subject);
        return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
    }

    @Override
    public void close() {
        lines.close();
    }

    private void follow() {
        try {
            lines.filter(line -> line.startsWith(DATA)).forEach(line -> {
                long now = System.nanoTime();
                JsonNode alarm = ServerApi.parse(line.substring(DATA.length()));
                if (alarm.path("active").asBoolean()) {
                    toldAt.putIfAbsent(alarm.path("subject").asText(), now);
                }
            });
        } catch (UncheckedIOException closed) {
            // that is how it ends
        }
    }
}
