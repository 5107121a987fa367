package org.kenh.operations.loudspeaker.source;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.source.SourceStore.LogEntry;
import org.kenh.operations.loudspeaker.source.SourceStore.Progress;

/**
 * Brings schedules of the province in, and our status and play logs out, through an outbox that outlives restarts. Safe for any thread;
 * blocks on the database, files and the network.
 */
public final class SourceDesk implements AutoCloseable {
    private static final int MOST_LOGGED = 200;

    private final SourceStore store;
    private final Schedules schedules;
    private final Reports reports;
    private final Reports urgent;
    private final InstantSource clock;
    private final Map<String, FileLink.Stamp> seen = new ConcurrentHashMap<>();
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** The predicate tells of a cluster's device whether it is connected. */
    public SourceDesk(
            SourceStore store, Clusters clusters, Predicate<String> online, Intake intake, InstantSource clock) {
        this.store = store;
        this.schedules = new Schedules(store, intake, clock);
        this.reports = new Reports(store, clusters, online, clock);
        this.urgent = new Reports(store, clusters, online, clock);
        this.clock = clock;
    }

    public SourceSettings settings() {
        return store.settings();
    }

    /** False if somebody else has changed them meanwhile. An absent key stays, an empty one is removed. */
    public boolean put(SourceSettings settings, Optional<String> key, String by) {
        boolean done = store.put(settings, key, by, now());
        reports.resume();
        urgent.resume();
        return done;
    }

    public Progress progress() {
        return store.progress();
    }

    /** When the newest report arrived there. */
    public Optional<Instant> lastSent() {
        return log().stream()
                .filter(entry ->
                        entry.direction().equals("out") && entry.state().equals("done"))
                .map(LogEntry::at)
                .findFirst();
    }

    public int waiting() {
        return store.waiting();
    }

    /** The newest 200, newest first. */
    public List<LogEntry> log() {
        return store.log(MOST_LOGGED);
    }

    /** Takes and sends what is due. To be called every few seconds. */
    public synchronized void tick() {
        SourceSettings settings = store.settings();
        Optional<Link> link = link(settings);
        if (link.isEmpty()) {
            return;
        }
        Progress progress = store.progress();
        Instant now = now();
        if (!progress.pushNext().isAfter(now)) {
            reports.collect(settings, progress, now);
        }
        reports.send(link.get(), mapping(settings), false);
        if (!progress.pullNext().isAfter(now)) {
            schedules.look(settings, link.get(), progress);
        }
    }

    /** Sends word of emergencies, whatever else waits or stalls. To be called every few seconds, on a thread of its own. */
    public void hurry() {
        synchronized (urgent) {
            SourceSettings settings = store.settings();
            link(settings).ifPresent(link -> urgent.send(link, mapping(settings), true));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private Optional<Link> link(SourceSettings settings) {
        return switch (settings.way()) {
            case OFF -> Optional.empty();
            case FILE -> settings.directory().map(directory -> new FileLink(directory, now(), seen));
            case HTTP -> settings.url().map(url -> new HttpLink(client, url, store.key(), HttpLink.PATIENCE));
        };
    }

    private static FieldMapping mapping(SourceSettings settings) {
        return FieldMapping.of(settings.mapping()).orElse(FieldMapping.OWN);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
