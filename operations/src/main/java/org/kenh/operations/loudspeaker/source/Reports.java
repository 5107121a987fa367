package org.kenh.operations.loudspeaker.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.kenh.operations.OperationsException;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.source.SourceStore.Outcome;
import org.kenh.operations.loudspeaker.source.SourceStore.Parcel;
import org.kenh.operations.loudspeaker.source.SourceStore.Progress;

/** Puts what is to be told into the outbox, and sends what waits there. */
final class Reports {
    static final String STATUS = "status";
    static final String PLAYS = "plays";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LINES_IN_PARCEL = 500;
    private static final int LINES_AT_ONCE = 5_000;
    private static final int PARCELS_AT_ONCE = 20;

    /** What is being committed may carry a somewhat older time. */
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration LONGEST_URGENT_WAIT = Duration.ofSeconds(15);
    private static final int MOST_DOUBLINGS = 7;

    private final SourceStore store;
    private final Clusters clusters;
    private final Predicate<String> online;
    private final InstantSource clock;
    private volatile Instant pausedUntil = Instant.EPOCH;

    Reports(SourceStore store, Clusters clusters, Predicate<String> online, InstantSource clock) {
        this.store = store;
        this.clusters = clusters;
        this.online = online;
        this.clock = clock;
    }

    /** Does not wait any longer after a failure: the way may be another one now. */
    void resume() {
        pausedUntil = Instant.EPOCH;
    }

    /** Plays only when those of before are there: what waits is bounded, and none is ever left out. */
    void collect(SourceSettings settings, Progress progress, Instant now) {
        boolean behind = store.isWaiting(PLAYS);
        Instant until = now.minus(SETTLING);
        List<PlayRecord> plays = behind ? List.of() : store.plays(progress.pushedTo(), until, LINES_AT_ONCE);
        boolean all = plays.size() < LINES_AT_ONCE;
        List<Parcel> parcels =
                new ArrayList<>(parcels(PLAYS, plays.stream().map(Lines::play).toList(), now));
        Instant reached = behind || progress.pushedTo().isAfter(until) ? progress.pushedTo() : until;
        if (all) {
            parcels.addAll(parcels(STATUS, status(), now));
        } else {
            reached = plays.getLast().revisedAt();
        }
        Instant next = all ? now.plus(Duration.ofMinutes(settings.pushMinutes())) : now;
        store.enqueue(parcels, Optional.of(reached), next, now);
    }

    private List<ObjectNode> status() {
        return clusters.map().places().stream().map(this::status).toList();
    }

    private ObjectNode status(ClusterPlace place) {
        String device = place.device();
        return Lines.status(place, clusters.cluster(device), clusters.status(device), online.test(device));
    }

    private static List<Parcel> parcels(String what, List<ObjectNode> lines, Instant now) {
        List<Parcel> parcels = new ArrayList<>();
        for (int from = 0; from < lines.size(); from += LINES_IN_PARCEL) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            list.addAll(lines.subList(from, Math.min(from + LINES_IN_PARCEL, lines.size())));
            parcels.add(parcel(what, list, now));
        }
        return parcels;
    }

    /** The same content has the same key, whenever it is made. */
    private static Parcel parcel(String what, ArrayNode lines, Instant now) {
        String payload = lines.toString();
        UUID key = UUID.nameUUIDFromBytes((what + payload).getBytes(StandardCharsets.UTF_8));
        return new Parcel(0, what, what, key.toString(), payload, now, 0);
    }

    /** What is not taken holds up its own subject; only a way that is down holds up all. */
    void send(Link link, FieldMapping mapping, boolean urgent) {
        Instant now = now();
        if (pausedUntil.isAfter(now)) {
            return;
        }
        Set<String> failed = new HashSet<>();
        for (Parcel parcel : store.due(now, PARCELS_AT_ONCE, urgent)) {
            if (failed.contains(parcel.subject()) || !store.leaves(parcel)) {
                continue;
            }
            // Names are theirs from here on: what waited while somebody chose others is sent with those.
            Link.Delivery delivery = link.deliver(parcel.with(translated(mapping, parcel.payload())));
            Outcome outcome = outcome(parcel, delivery, urgent);
            store.sent(parcel, outcome);
            if (outcome instanceof Outcome.Again(Instant next, String why)) {
                failed.add(parcel.subject());
                if (delivery instanceof Link.Delivery.Down) {
                    pausedUntil = next;
                    return;
                }
            }
        }
    }

    private Outcome outcome(Parcel parcel, Link.Delivery delivery, boolean urgent) {
        return switch (delivery) {
            case Link.Delivery.Done(String detail) -> new Outcome.Done(detail);
            case Link.Delivery.Refused(String why) -> new Outcome.GivenUp(why);
            case Link.Delivery.Failed(String why, Optional<Duration> wait) -> again(parcel, why, wait, urgent);
            case Link.Delivery.Down(String why, Optional<Duration> wait) -> again(parcel, why, wait, urgent);
        };
    }

    private Outcome again(Parcel parcel, String why, Optional<Duration> wait, boolean urgent) {
        return new Outcome.Again(now().plus(pause(parcel, wait, urgent)), why);
    }

    private static Duration pause(Parcel parcel, Optional<Duration> asked, boolean urgent) {
        Duration wait = asked.orElseGet(() -> backoff(parcel.attempts() + 1));
        return urgent && wait.compareTo(LONGEST_URGENT_WAIT) > 0 ? LONGEST_URGENT_WAIT : wait;
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

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
