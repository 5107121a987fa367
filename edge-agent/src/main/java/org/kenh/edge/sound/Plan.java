package org.kenh.edge.sound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What should sound at this cluster, as the centre sent it last. */
record Plan(long version, Instant from, Instant to, List<Slot> slots) {
    static final int MOST_SLOTS = 200;
    static final Plan NONE = new Plan(0, Instant.EPOCH, Instant.EPOCH, List.of());
    /** Whatever handles numbers as floating-point ones has it exactly. */
    static final long GREATEST_VERSION = 1L << 53;

    static final String EMERGENCY = "emergency";
    static final List<String> CLASSES = List.of("normal", "priority", EMERGENCY);
    private static final int LONGEST_TEXT = 100;
    /** A play belongs to a slot that is planned within so long of it. */
    private static final Duration NEAR = Duration.ofMinutes(15);

    Plan {
        slots = List.copyOf(slots);
    }

    /** Throws {@link IllegalArgumentException} that says what is wrong; {@link #NONE} of what is missing. */
    static Plan of(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return NONE;
        }
        JsonNode entries = node.path("slots");
        if (!entries.isArray() || entries.size() > MOST_SLOTS) {
            throw new IllegalArgumentException("slots: must be a list of at most " + MOST_SLOTS);
        }
        if (!node.path("version").canConvertToLong() || !node.path("version").isIntegralNumber()) {
            throw new IllegalArgumentException("version: must be a whole number");
        }
        long version = node.path("version").asLong();
        if (version < 0 || version > GREATEST_VERSION) {
            throw new IllegalArgumentException("version: must be at most " + GREATEST_VERSION);
        }
        List<Slot> slots = new ArrayList<>();
        entries.forEach(entry -> slots.add(Slot.of(entry)));
        return new Plan(version, time(node, "from"), time(node, "to"), slots);
    }

    private static Instant time(JsonNode node, String key) {
        try {
            return Instant.parse(node.path(key).asText());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(key + ": must be a time like 2026-11-21T05:00:00Z", e);
        }
    }

    private static String text(JsonNode node, String key) {
        String text = node.path(key).asText("");
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(key + ": must have 1 to " + LONGEST_TEXT + " characters");
        }
        return text;
    }

    /** The slot that a play belongs to: by its bulletin or its hash, and the nearest in time. */
    Optional<Slot> slot(Optional<String> bulletin, Optional<String> sha256, Instant start) {
        return slots.stream()
                .filter(slot -> bulletin.map(slot.bulletin()::equals)
                        .orElseGet(() -> sha256.isPresent() && slot.sha256().equals(sha256)))
                .filter(slot -> distance(slot, start).compareTo(NEAR) <= 0)
                .min(Comparator.comparing(slot -> distance(slot, start)));
    }

    /** Whether a slot begins or is on within the time from now on. */
    boolean isBusy(Instant now, Duration within) {
        return slots.stream()
                .anyMatch(slot -> slot.start().isBefore(now.plus(within))
                        && slot.start()
                                .plus(Duration.ofMillis((long) (slot.seconds() * 1_000)))
                                .isAfter(now));
    }

    /** How long a slot goes on from now; empty when it does not, or is not known. */
    Optional<Duration> rest(String slot, Instant now) {
        return slots.stream()
                .filter(one -> one.slot().equals(slot))
                .map(one -> Duration.between(now, one.start()).plusMillis((long) (one.seconds() * 1_000)))
                .filter(rest -> !rest.isNegative())
                .findFirst();
    }

    private static Duration distance(Slot slot, Instant start) {
        return Duration.between(slot.start(), start).abs();
    }

    /** As the centre sent it. */
    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("version", version);
        node.put("from", from.toString());
        node.put("to", to.toString());
        slots.forEach(slot -> node.withArray("slots").add(slot.json()));
        if (slots.isEmpty()) {
            node.putArray("slots");
        }
        return node;
    }

    /** One planned sounding. */
    record Slot(String slot, String bulletin, String kind, Instant start, double seconds, Optional<String> sha256) {
        static Slot of(JsonNode node) {
            double seconds = node.path("seconds").asDouble(-1);
            if (!(seconds >= 0 && seconds <= 86_400)) {
                throw new IllegalArgumentException("seconds: must be between 0 and 86400");
            }
            String kind = node.path("class").asText("normal");
            if (!CLASSES.contains(kind)) {
                throw new IllegalArgumentException("class: must be one of " + CLASSES);
            }
            return new Slot(
                    text(node, "slot"),
                    text(node, "bulletin"),
                    kind,
                    time(node, "start"),
                    seconds,
                    node.has("sha256") ? Optional.of(text(node, "sha256")) : Optional.empty());
        }

        ObjectNode json() {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("slot", slot);
            node.put("bulletin", bulletin);
            node.put("class", kind);
            node.put("start", start.toString());
            node.put("seconds", seconds);
            sha256.ifPresent(hash -> node.put("sha256", hash));
            return node;
        }
    }
}
