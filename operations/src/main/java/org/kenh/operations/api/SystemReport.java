package org.kenh.operations.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server says of itself to its keepers; written as it is. */
public record SystemReport(String version, Database database, Instant startedAt, List<Listener> listeners) {
    public SystemReport {
        listeners = List.copyOf(listeners);
    }

    /**
     * The database in use.
     *
     * @param level {@code community}, {@code apache} or {@code plain}
     */
    public record Database(
            String level, String postgresql, @Nullable String timescaledb, boolean embedded) {}

    /** A port that is open. */
    public record Listener(String name, String address, int port) {}
}
