package org.kenh.edge.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a player must know after a restart: its plan, which slots it has begun, which emergencies wait, the latch, and what
 * was playing. Bounded: a plan has at most {@value #MOST_SLOTS} slots. Not thread-safe.
 */
final class PlayerMemory {
    static final int MOST_SLOTS = 200;
    private static final int MOST_BEGUN = 2 * MOST_SLOTS;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(PlayerMemory.class);

    private final Path file;
    private final Set<String> begun = new LinkedHashSet<>();
    private final Deque<SpeakerSlot> waiting = new ArrayDeque<>();
    private long version = Long.MIN_VALUE;
    private List<SpeakerSlot> slots = List.of();
    private boolean latched;
    private boolean takenOver;
    private Optional<Open> open = Optional.empty();

    /** A file that cannot be read is begun anew. */
    PlayerMemory(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try {
                read(JSON.readTree(Files.readAllBytes(file)));
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("{} cannot be used, the player begins afresh: {}", file, e.getMessage());
            }
        }
    }

    /** Whether it was ever told what to play. */
    boolean isTakenOver() {
        return takenOver;
    }

    long version() {
        return version;
    }

    List<SpeakerSlot> slots() {
        return slots;
    }

    void plan(long number, List<SpeakerSlot> wanted) {
        version = number;
        slots = List.copyOf(wanted);
        takenOver = true;
        write();
    }

    boolean hasBegun(SpeakerSlot slot) {
        return begun.contains(slot.slot());
    }

    /** What waits to be played at once. */
    Deque<SpeakerSlot> waiting() {
        return waiting;
    }

    void add(Collection<SpeakerSlot> emergencies) {
        waiting.addAll(emergencies);
        takenOver = true;
        write();
    }

    boolean isLatched() {
        return latched;
    }

    void latch(boolean wanted) {
        latched = wanted;
        write();
    }

    Optional<Open> open() {
        return open;
    }

    /** What plays now; empty when nothing does. */
    void open(Optional<Open> playing) {
        open = playing;
        playing.flatMap(Open::slot).ifPresent(slot -> begun.add(slot.slot()));
        while (begun.size() > MOST_BEGUN) {
            begun.remove(begun.iterator().next());
        }
        write();
    }

    private void write() {
        ObjectNode root = JSON.createObjectNode()
                .put("takenOver", takenOver)
                .put("version", version)
                .put("latched", latched);
        ArrayNode planned = root.putArray("slots");
        slots.forEach(slot -> slot.into(planned.addObject()));
        ArrayNode queue = root.putArray("waiting");
        waiting.forEach(slot -> slot.into(queue.addObject()));
        ArrayNode done = root.putArray("begun");
        begun.forEach(done::add);
        open.ifPresent(playing -> playing.into(root.putObject("open")));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
            Files.write(fresh, JSON.writeValueAsBytes(root));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private void read(JsonNode root) {
        takenOver = root.path("takenOver").asBoolean();
        version = root.path("version").asLong();
        latched = root.path("latched").asBoolean();
        slots = slots(root.path("slots"));
        waiting.addAll(slots(root.path("waiting")));
        root.path("begun").forEach(id -> begun.add(id.asText()));
        open = Optional.ofNullable(root.get("open")).map(Open::of);
    }

    private static List<SpeakerSlot> slots(JsonNode entries) {
        List<SpeakerSlot> read = new ArrayList<>();
        entries.forEach(entry -> read.add(SpeakerSlot.of(entry)));
        return List.copyOf(read);
    }

    /**
     * What was playing when this was written.
     *
     * @param until it surely played
     * @param due when it should end
     * @param volume to go back to
     */
    record Open(
            String play,
            Optional<SpeakerSlot> slot,
            Instant start,
            Instant until,
            Instant due,
            double played,
            OptionalDouble volume) {
        static Open of(JsonNode node) {
            return new Open(
                    node.path("play").asText(),
                    Optional.ofNullable(node.get("slot")).map(SpeakerSlot::of),
                    SpeakerSlot.time(node, "start"),
                    SpeakerSlot.time(node, "until"),
                    SpeakerSlot.time(node, "due"),
                    node.path("played").asDouble(),
                    node.has("volume") ? OptionalDouble.of(node.path("volume").asDouble()) : OptionalDouble.empty());
        }

        private void into(ObjectNode node) {
            node.put("play", play)
                    .put("start", start.toString())
                    .put("until", until.toString())
                    .put("due", due.toString())
                    .put("played", played);
            slot.ifPresent(planned -> planned.into(node.putObject("slot")));
            volume.ifPresent(percent -> node.put("volume", percent));
        }
    }
}
