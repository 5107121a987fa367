package org.kenh.edge.sound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.kenh.edge.clock.BootId;
import org.kenh.edge.clock.Moments;

/** One play from its beginning to its end, and its events. Not thread-safe. */
final class PlayRun {
    private final String id;
    private final Begin begin;
    private final Optional<String> file;
    private Optional<String> slot;
    private Optional<String> bulletin;
    private Optional<String> sha256 = Optional.empty();
    private double seconds;
    private Optional<Double> current = Optional.empty();
    private Optional<Double> volume = Optional.empty();
    private final long underrunsBefore;
    private long underruns;
    private boolean told;
    private boolean stopped;
    private final Optional<OwnPlayer.Turn> turn;
    private boolean ordered;

    /** One that begins at a time of the monotonic clock; of an order of the centre, or of what the cluster plays by itself. */
    PlayRun(String id, long nanos, Playing playing, Optional<OwnPlayer.Turn> turn) {
        this(id, new Begin(nanos, Optional.empty()), playing, turn);
    }

    private PlayRun(String id, Begin begin, Playing playing, Optional<OwnPlayer.Turn> turn) {
        this.id = id;
        this.turn = turn;
        this.ordered = turn.isPresent();
        this.begin = begin;
        this.file = playing.file().map(String::valueOf);
        this.slot = playing.slot();
        this.bulletin = playing.bulletin();
        this.underrunsBefore = playing.underruns();
    }

    /** One that a restart of the agent or of the machine interrupted; empty when it cannot be read. */
    static Optional<PlayRun> of(JsonNode node, BootId present) {
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
        boolean sameBoot = text(node, "boot").equals(Optional.of(present.toString()));
        Optional<Instant> fixed = sameBoot ? Optional.empty() : Optional.of(Instant.parse(start));
        PlayRun run = new PlayRun(id, new Begin(node.path("nanos").asLong(), fixed), playing, Optional.empty());
        run.ordered = node.path("ordered").asBoolean();
        run.seconds = node.path("played").asDouble();
        run.volume = Optional.of(node.path("volume")).filter(JsonNode::isNumber).map(JsonNode::asDouble);
        run.told = true;
        return Optional.of(run);
    }

    private static Optional<String> text(JsonNode node, String key) {
        String text = node.path(key).asText("");
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** As {@link #of} reads it; with the time as far as it is known now, for a later boot. */
    ObjectNode state(Telling telling) {
        ObjectNode node = event("state");
        node.put("boot", telling.ports().boot().toString());
        node.put("nanos", begin.nanos());
        long ago = telling.nanos() - begin.nanos();
        node.put("start", time(begin.fixed().orElseGet(() -> telling.now().minusNanos(ago))));
        file.ifPresent(name -> node.put("file", name));
        node.put("played", seconds);
        volume.ifPresent(percent -> node.put("volume", percent));
        node.put("ordered", ordered);
        return node;
    }

    /** Whether what plays now is still this. */
    boolean continues(Playing playing, Optional<OwnPlayer.Turn> present) {
        return present.equals(turn)
                && playing.file().map(String::valueOf).equals(file)
                && (playing.slot().isEmpty() || playing.slot().equals(slot))
                && (playing.bulletin().isEmpty() || playing.bulletin().equals(bulletin));
    }

    /** Some more of it has been played. */
    void played(double more, Playing playing, Optional<Double> currentRise) {
        seconds += more;
        underruns = Math.max(underruns, playing.underruns() - underrunsBefore);
        current = currentRise.map(rise -> Math.max(rise, current.orElse(rise))).or(() -> current);
    }

    /** Plays at this volume, in percent; what is set after its end is none of its own. */
    void loud(Optional<Double> percent) {
        volume = percent.or(() -> volume);
    }

    /** What its file is, and by that the slot it belongs to. */
    void known(Optional<String> hash, Plan plan, Telling telling) {
        sha256 = hash;
        place(plan, telling);
    }

    /** Finds the slot it belongs to; while nobody knows what time it is, none. */
    void place(Plan plan, Telling telling) {
        begin.fixed()
                .or(() -> telling.at(begin.nanos()))
                .flatMap(start -> plan.slot(bulletin, sha256, start))
                .ifPresent(found -> {
                    slot = slot.or(() -> Optional.of(found.slot()));
                    bulletin = bulletin.or(() -> Optional.of(found.bulletin()));
                });
    }

    void stopped() {
        stopped = true;
    }

    /** When its end was, in words, as far as the time that it has played tells. */
    String lastSeen() {
        return begin.words((long) (seconds * 1_000));
    }

    /** The order that it plays; empty also after a restart, which ended what an order had begun. */
    Optional<OwnPlayer.Turn> turn() {
        return turn;
    }

    /** Whether the centre ordered it. */
    boolean isOrdered() {
        return ordered;
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
        evidence.ifPresent(part -> put(node, part));
        current.ifPresent(ampere -> node.put("current", round(ampere, 100)));
        return node;
    }

    /** With its end in words, see {@link Moments}; stopped, whatever else its result was, when somebody stopped it. */
    ObjectNode endEvent(String end, Optional<Evidence> evidence, PlayResult result) {
        ObjectNode node = event("end");
        node.put("end", end);
        node.put("played", round(seconds, 10));
        sha256.ifPresent(hash -> node.put("sha256", hash));
        volume.ifPresent(percent -> node.put("volume", round(percent, 1)));
        node.put("result", (stopped ? PlayResult.STOPPED : result).word());
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
        node.put("start", begin.words(0));
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

    /**
     * When it began.
     *
     * @param nanos on the monotonic clock
     * @param fixed of one of an earlier boot, whose monotonic times say nothing now
     */
    private record Begin(long nanos, Optional<Instant> fixed) {
        String words(long laterMillis) {
            return fixed.map(start -> time(start.plusMillis(laterMillis)))
                    .orElseGet(() -> Moments.mark(nanos + 1_000_000L * laterMillis));
        }
    }
}
