package org.kenh.operations.loudspeaker.programme;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kenh.operations.OperationsException;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells each cluster that takes plans what it is to play today and tomorrow: when that changes, and again when it did not arrive
 * or could not be taken. Not for several threads but {@link #changed}; blocks on the database.
 */
public final class Planning {
    /** The command; its arguments are {@code version}, {@code from}, {@code to} and {@code slots}. */
    public static final String COMMAND = "speaker.plan";

    /** So many slots a cluster takes at once. */
    static final int MOST_SLOTS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Planning.class);
    private static final Duration PATIENCE = Duration.ofHours(6);
    private static final Duration REFUSED_PAUSE = Duration.ofMinutes(5);
    /** Which answers nothing has not got it, or has lost it. */
    private static final Duration SILENT_PAUSE = Duration.ofMinutes(15);

    private static final int MOST_DOUBLINGS = 10;
    private static final Duration CHECKING = Duration.ofSeconds(30);
    private static final int DAYS = 2;

    /** What a cluster answers that has a greater version, as after a restored backup of the centre. */
    private static final Pattern GREATER = Pattern.compile("^old-plan:.*?version (\\d{1,19})");

    private final SlotStore slots;
    private final PlanStore plans;
    private final Clusters clusters;
    private final Consumer<DeviceId> wake;
    private final InstantSource clock;
    private final AtomicBoolean changed = new AtomicBoolean(true);
    private Instant checked = Instant.MIN;

    /** The consumer is told which device has something new waiting. */
    public Planning(SlotStore slots, PlanStore plans, Clusters clusters, Consumer<DeviceId> wake, InstantSource clock) {
        this.slots = slots;
        this.plans = plans;
        this.clusters = clusters;
        this.wake = wake;
        this.clock = clock;
    }

    /** Slots have changed: look with the next tick. */
    public void changed() {
        changed.set(true);
    }

    /** Sends what is to be sent. To be called every few seconds; looks only when something changed or every half minute. */
    public void tick() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (!changed.getAndSet(false) && Duration.between(checked, now).compareTo(CHECKING) < 0) {
            return;
        }
        checked = now;
        LocalDate today = LocalDay.of(now);
        Instant from = LocalDay.start(today);
        Instant to = LocalDay.start(today.plusDays(DAYS));
        Map<String, PlanStore.Sent> newest = new HashMap<>();
        plans.newest().forEach(sent -> newest.put(sent.device(), sent));
        Map<String, List<Slot>> wanted = byCluster(slots.within(from, to));
        for (ClusterPlace place : clusters.map().places()) {
            if (place.commands().contains(COMMAND)) {
                Plan plan = new Plan(from, to, wanted.getOrDefault(place.device(), List.of()), now);
                follow(place, plan, Optional.ofNullable(newest.get(place.device())));
            }
        }
    }

    private void follow(ClusterPlace place, Plan plan, Optional<PlanStore.Sent> before) {
        String device = place.device();
        ArrayNode slotsJson = plan.slotsJson();
        String digest = digest(slotsJson);
        OptionalLong version = before.map(sent -> greater(sent)
                        .orElseGet(() -> !digest.equals(sent.digest()) || isToBeSentAgain(sent, place, plan.at())
                                ? OptionalLong.of(sent.version() + 1)
                                : OptionalLong.empty()))
                .orElse(OptionalLong.of(1));
        if (version.isEmpty()) {
            return;
        }
        try {
            Command command = plan.command(version.getAsLong(), slotsJson);
            if (plans.send(DeviceId.of(device), version.getAsLong(), digest, command)) {
                wake.accept(DeviceId.of(device));
            }
        } catch (OperationsException e) {
            // The other clusters must be told all the same; this one is told again in half a minute.
            LOG.warn("cluster {} could not be told its plan yet: {}", device, e.getMessage());
        }
    }

    /** The version that comes after the one that the cluster says it has. Empty: it says nothing of it. */
    private static Optional<OptionalLong> greater(PlanStore.Sent sent) {
        Matcher greater = GREATER.matcher(sent.detail());
        if (sent.state() != CommandState.REFUSED || !greater.find()) {
            return Optional.empty();
        }
        BigInteger next = new BigInteger(greater.group(1)).add(BigInteger.ONE);
        return next.bitLength() < Long.SIZE
                ? Optional.of(OptionalLong.of(Math.max(sent.version() + 1, next.longValue())))
                : Optional.empty();
    }

    /** Whether what was sent did not get there, could not be taken, or may have been forgotten. */
    private static boolean isToBeSentAgain(PlanStore.Sent sent, ClusterPlace place, Instant now) {
        return switch (sent.state()) {
            case EXPIRED -> true;
            case REFUSED, FAILED -> isOver(sent, REFUSED_PAUSE, now);
            case SENT, ACCEPTED -> isOver(sent, SILENT_PAUSE, now);
            // It may be another board, or one that has lost what it knew; one whose link flaps is not told each time.
            case DONE ->
                place.bornAt().filter(born -> born.isAfter(sent.since())).isPresent()
                        && !now.isBefore(sent.since().plus(SILENT_PAUSE));
            case QUEUED, AWAITING, DECLINED -> false;
        };
    }

    /** The pause doubles with each try, so that one that never takes plans does not fill the store of commands. */
    private static boolean isOver(PlanStore.Sent sent, Duration pause, Instant now) {
        Duration grown = pause.multipliedBy(1L << Math.clamp(sent.tries() - 1L, 0, MOST_DOUBLINGS));
        return !now.isBefore(sent.since().plus(grown.compareTo(PATIENCE) < 0 ? grown : PATIENCE));
    }

    /** Emergencies are told when they sound, each by a command of its own. */
    private static Map<String, List<Slot>> byCluster(List<Slot> slots) {
        Map<String, List<Slot>> found = new HashMap<>();
        slots.stream()
                .filter(slot -> slot.isScheduled() && !slot.isCancelled())
                .forEach(slot -> slot.targets()
                        .forEach(device -> found.computeIfAbsent(device, id -> new ArrayList<>())
                                .add(slot)));
        return found;
    }

    private static String digest(ArrayNode slotsJson) {
        try {
            byte[] bytes = slotsJson.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What a cluster is to play. */
    private record Plan(Instant from, Instant to, List<Slot> slots, Instant at) {
        /** Where there are too many, what is over is of no use any more. */
        ArrayNode slotsJson() {
            List<Slot> told = slots.size() <= MOST_SLOTS
                    ? slots
                    : slots.stream()
                            .filter(slot -> slot.ends().isAfter(at.truncatedTo(ChronoUnit.HOURS)))
                            .limit(MOST_SLOTS)
                            .toList();
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (Slot slot : told) {
                ObjectNode node = list.addObject()
                        .put("slot", slot.id())
                        .put("bulletin", String.valueOf(slot.bulletin()))
                        .put("class", slot.kind().word())
                        .put("start", slot.starts().toString())
                        .put("seconds", slot.seconds());
                slot.sha256().ifPresent(hash -> node.put("sha256", hash));
            }
            return list;
        }

        Command command(long version, ArrayNode slotsJson) {
            ObjectNode args = JsonNodeFactory.instance
                    .objectNode()
                    .put("version", version)
                    .put("from", from.toString())
                    .put("to", to.toString());
            args.set("slots", slotsJson);
            return new Command(UUID.randomUUID().toString(), COMMAND, args.toString(), at, at.plus(PATIENCE));
        }
    }
}
