package org.kenh.operations.loudspeaker.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.kenh.operations.OperationsException;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.emergency.Emergency;
import org.kenh.operations.loudspeaker.source.SourceStore.LogEntry;
import org.kenh.operations.loudspeaker.source.SourceStore.Outcome;
import org.kenh.operations.loudspeaker.source.SourceStore.Parcel;
import org.kenh.operations.loudspeaker.source.SourceStore.Progress;
import org.kenh.operations.loudspeaker.source.SourceStore.Pulled;

/**
 * Brings schedules of the province in, and our status and play logs out, through an outbox that outlives restarts. Safe for any thread;
 * blocks on the database, files and the network.
 */
public final class SourceDesk implements AutoCloseable {
    static final String STATUS = "status";
    static final String PLAYS = "plays";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LINES_IN_PARCEL = 500;
    private static final int LINES_AT_ONCE = 5_000;
    private static final int PARCELS_AT_ONCE = 20;
    private static final int MOST_LOGGED = 200;

    /** What is being committed may carry a somewhat older time. */
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration GIVING_UP = Duration.ofDays(3);
    private static final int MOST_DOUBLINGS = 7;

    private final SourceStore store;
    private final Clusters clusters;
    private final Predicate<String> online;
    private final Intake intake;
    private final InstantSource clock;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** The predicate tells of a cluster's device whether it is connected. */
    public SourceDesk(
            SourceStore store, Clusters clusters, Predicate<String> online, Intake intake, InstantSource clock) {
        this.store = store;
        this.clusters = clusters;
        this.online = online;
        this.intake = intake;
        this.clock = clock;
    }

    public SourceSettings settings() {
        return store.settings();
    }

    /** False if somebody else has changed them meanwhile. An absent key stays, an empty one is removed. */
    public boolean put(SourceSettings settings, Optional<String> key, String by) {
        return store.put(settings, key, by, now());
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

    /** Has an emergency bulletin sent, if there is a way and it was not said before. */
    public void tell(Emergency emergency) {
        Emergency.Round round = emergency.rounds().getLast();
        store.say(EmergencyMessage.round(emergency, round, round.at().plusSeconds(emergency.seconds())));
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
            collect(settings, progress, now);
        }
        store.due(now, PARCELS_AT_ONCE).forEach(parcel -> store.sent(parcel, deliver(settings, link.get(), parcel)));
        if (!progress.pullNext().isAfter(now)) {
            pull(settings, link.get(), progress);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private Optional<Link> link(SourceSettings settings) {
        return switch (settings.way()) {
            case OFF -> Optional.empty();
            case FILE -> settings.directory().map(directory -> new FileLink(directory, now()));
            case HTTP -> settings.url().map(url -> new HttpLink(client, url, store.key()));
        };
    }

    private void pull(SourceSettings settings, Link link, Progress progress) {
        Link.Fetch fetch = link.fetch(progress.etag());
        Instant now = now();
        Instant next = now.plus(Duration.ofMinutes(settings.pullMinutes()));
        store.pulled(
                switch (fetch) {
                    case Link.Fetch.NothingNew() ->
                        new Pulled(now, next, progress.etag(), 0, Optional.empty(), List.of());
                    case Link.Fetch.Found found -> taken(settings, link, found, now);
                    case Link.Fetch.Failed(String why, Optional<Duration> wait) -> {
                        int failed = progress.pullFailed() + 1;
                        Instant again = now.plus(wait.orElseGet(() -> backoff(failed)));
                        yield new Pulled(
                                now,
                                again,
                                progress.etag(),
                                failed,
                                Optional.of(why),
                                List.of(LogEntry.in(now, false, why)));
                    }
                });
    }

    private Pulled taken(SourceSettings settings, Link link, Link.Fetch.Found found, Instant now) {
        List<LogEntry> entries = new ArrayList<>();
        Optional<String> problem = Optional.empty();
        for (Link.Document document : found.documents()) {
            Intake.Taken taken = take(mapping(settings), document);
            link.taken(document, taken);
            entries.add(LogEntry.in(now, taken.isGood(), words(document, taken)));
            problem = taken.isGood() ? problem : Optional.of(words(document, taken));
        }
        // A bad answer is not fetched again until it changes: it would be as bad.
        Instant next = now.plus(Duration.ofMinutes(settings.pullMinutes()));
        return new Pulled(now, next, found.mark(), 0, problem, entries);
    }

    private Intake.Taken take(FieldMapping mapping, Link.Document document) {
        if (document.format() == Intake.Format.CSV) {
            return intake.take(Intake.Format.CSV, document.content());
        }
        try {
            JsonNode theirs = JSON.readTree(document.content());
            return intake.take(Intake.Format.JSON, mapping.incoming(theirs).toString());
        } catch (JsonProcessingException e) {
            return new Intake.Taken(0, 0, 0, List.of("not JSON: " + e.getOriginalMessage()));
        }
    }

    private static String words(Link.Document document, Intake.Taken taken) {
        return document.name() + ": "
                + (taken.isGood()
                        ? "+" + taken.created() + " ~" + taken.changed() + " =" + taken.unchanged()
                        : taken.mistakes().getFirst()
                                + (taken.mistakes().size() > 1
                                        ? " (+" + (taken.mistakes().size() - 1) + ")"
                                        : ""));
    }

    /** Puts into the outbox what has happened since. */
    private void collect(SourceSettings settings, Progress progress, Instant now) {
        List<Parcel> parcels = new ArrayList<>();
        Instant until = now.minus(SETTLING);
        List<PlayRecord> plays = store.plays(progress.pushedTo(), until, LINES_AT_ONCE);
        boolean all = plays.size() < LINES_AT_ONCE;
        Instant reached =
                all ? later(until, progress.pushedTo()) : plays.getLast().revisedAt();
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        for (PlayRecord play : plays) {
            lines.add(Lines.play(play));
            if (lines.size() == LINES_IN_PARCEL) {
                parcels.add(parcel(PLAYS, lines, now));
                lines = JsonNodeFactory.instance.arrayNode();
            }
        }
        if (!lines.isEmpty()) {
            parcels.add(parcel(PLAYS, lines, now));
        }
        if (all) {
            parcels.addAll(status(now));
        }
        Instant next = all ? now.plus(Duration.ofMinutes(settings.pushMinutes())) : now;
        store.enqueue(parcels, Optional.of(reached), next, now);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private List<Parcel> status(Instant now) {
        List<Parcel> parcels = new ArrayList<>();
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        for (ClusterPlace place : clusters.map().places()) {
            String device = place.device();
            lines.add(Lines.status(place, clusters.cluster(device), clusters.status(device), online.test(device)));
            if (lines.size() == LINES_IN_PARCEL) {
                parcels.add(parcel(STATUS, lines, now));
                lines = JsonNodeFactory.instance.arrayNode();
            }
        }
        if (!lines.isEmpty()) {
            parcels.add(parcel(STATUS, lines, now));
        }
        return parcels;
    }

    /** Names are theirs from here on: what waited while somebody chose others is sent with those. */
    private Outcome deliver(SourceSettings settings, Link link, Parcel parcel) {
        Link.Delivery delivery = link.deliver(parcel.with(translated(mapping(settings), parcel.payload())));
        Instant now = now();
        return switch (delivery) {
            case Link.Delivery.Done(String detail) -> new Outcome.Done(detail);
            case Link.Delivery.Refused(String why) -> new Outcome.GivenUp(why);
            case Link.Delivery.Failed(String why, Optional<Duration> wait) ->
                now.isAfter(parcel.at().plus(GIVING_UP))
                        ? new Outcome.GivenUp(why)
                        : new Outcome.Again(now.plus(wait.orElseGet(() -> backoff(parcel.attempts() + 1))), why);
        };
    }

    private static String translated(FieldMapping mapping, String payload) {
        try {
            return mapping.outgoing(JSON.readTree(payload)).toString();
        } catch (JsonProcessingException e) {
            throw new OperationsException("what waits for the province is not JSON", e);
        }
    }

    /** After so many failures. */
    static Duration backoff(int failures) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), MOST_DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /** The same content has the same key, whenever it is made. */
    private static Parcel parcel(String what, ArrayNode lines, Instant now) {
        String payload = lines.toString();
        UUID key = UUID.nameUUIDFromBytes((what + payload).getBytes(StandardCharsets.UTF_8));
        return new Parcel(0, what, key.toString(), payload, now, 0);
    }

    private static FieldMapping mapping(SourceSettings settings) {
        return FieldMapping.of(settings.mapping()).orElse(FieldMapping.OWN);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
