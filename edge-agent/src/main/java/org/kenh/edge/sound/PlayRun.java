package org.kenh.edge.sound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** One play from its beginning to its end, and its events. Not thread-safe. */
final class PlayRun {
    private final String id;
    private final Instant start;
    private final Optional<String> file;
    private Optional<String> slot;
    private Optional<String> bulletin;
    private Optional<String> sha256 = Optional.empty();
    private double seconds;
    private Optional<Double> current = Optional.empty();
    private final long underrunsBefore;
    private long underruns;
    private boolean told;
    private boolean stopped;

    PlayRun(String id, Instant start, Playing playing) {
        this.id = id;
        this.start = start;
        this.file = playing.file().map(String::valueOf);
        this.slot = playing.slot();
        this.bulletin = playing.bulletin();
        this.underrunsBefore = playing.underruns();
    }

    /** One that a restart of the agent interrupted; empty when it cannot be read. */
    static Optional<PlayRun> of(JsonNode node) {
        String start = node.path("start").asText("");
        String id = node.path("play").asText("");
        if (id.isEmpty() || !start.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z")) {
            return Optional.empty();
        }
        Playing playing = new Playing(
                true,
                true,
                text(node, "file").map(java.nio.file.Path::of),
                text(node, "bulletin"),
                text(node, "slot"),
                0);
        PlayRun run = new PlayRun(id, Instant.parse(start), playing);
        run.seconds = node.path("played").asDouble();
        run.told = true;
        return Optional.of(run);
    }

    private static Optional<String> text(JsonNode node, String key) {
        String text = node.path(key).asText("");
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** As {@link #of} reads it. */
    ObjectNode state() {
        ObjectNode node = event("state");
        file.ifPresent(name -> node.put("file", name));
        node.put("played", seconds);
        return node;
    }

    /** Whether what plays now is still this. */
    boolean continues(Playing playing) {
        return playing.file().map(String::valueOf).equals(file)
                && (playing.slot().isEmpty() || playing.slot().equals(slot))
                && (playing.bulletin().isEmpty() || playing.bulletin().equals(bulletin));
    }

    /** Some more of it has been played. */
    void played(double more, Playing playing, Optional<Double> currentRise) {
        seconds += more;
        underruns = Math.max(underruns, playing.underruns() - underrunsBefore);
        current = currentRise.map(rise -> Math.max(rise, current.orElse(rise))).or(() -> current);
    }

    /** What its file is, and by that the slot it belongs to. */
    void known(Optional<String> hash, Plan plan) {
        sha256 = hash;
        plan.slot(bulletin, hash, start).ifPresent(found -> {
            slot = slot.or(() -> Optional.of(found.slot()));
            bulletin = bulletin.or(() -> Optional.of(found.bulletin()));
        });
    }

    void stopped() {
        stopped = true;
    }

    /** When its end was, as far as the time that it has played tells. */
    Instant lastSeen() {
        return start.plusMillis((long) (seconds * 1_000));
    }

    Optional<String> slot() {
        return slot;
    }

    double seconds() {
        return seconds;
    }

    /** Whether the first evidence has been told. */
    boolean isTold() {
        return told;
    }

    ObjectNode startEvent() {
        return event("start");
    }

    ObjectNode heardEvent(Optional<Evidence> evidence) {
        told = true;
        ObjectNode node = event("heard");
        node.remove("start");
        evidence.ifPresent(part -> put(node, part));
        current.ifPresent(ampere -> node.put("current", round(ampere, 100)));
        return node;
    }

    ObjectNode endEvent(Instant end, Optional<Evidence> evidence, Optional<Double> volume, boolean failed) {
        ObjectNode node = event("end");
        node.put("end", time(end));
        node.put("played", round(seconds, 10));
        sha256.ifPresent(hash -> node.put("sha256", hash));
        volume.ifPresent(percent -> node.put("volume", round(percent, 1)));
        node.put("result", stopped ? "stopped" : failed ? "failed" : "done");
        evidence.ifPresent(part -> {
            put(node, part);
            node.put("clipped", round(part.clipped(), 1_000));
            node.put("heard", part.hearing().name());
        });
        current.ifPresent(ampere -> node.put("current", round(ampere, 100)));
        node.put("underruns", underruns);
        return node;
    }

    private static void put(ObjectNode node, Evidence evidence) {
        evidence.rise().ifPresent(rise -> node.put("rise", round(rise, 10)));
        evidence.match().ifPresent(match -> node.put("match", round(match, 100)));
    }

    private ObjectNode event(String kind) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("kind", kind);
        node.put("play", id);
        slot.ifPresent(name -> node.put("slot", name));
        bulletin.ifPresent(name -> node.put("bulletin", name));
        node.put("start", time(start));
        return node;
    }

    static String time(Instant at) {
        // Always with milliseconds, also at a whole second.
        String text = at.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.contains(".") ? text : text.replace("Z", ".000Z");
    }

    static double round(double value, double steps) {
        return Math.round(value * steps) / steps;
    }
}
