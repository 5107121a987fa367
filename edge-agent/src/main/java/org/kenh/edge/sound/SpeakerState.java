package org.kenh.edge.sound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.kenh.edge.control.StateFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What survives a restart: the plan, whether it is muted and latched, the volume, the idle current, the impedance's
 * baseline, the last self-test, the play that was on, and what has
 * to be put back after it. A file that cannot be read is begun anew, and one that cannot
 * be written is told in the log. Not thread-safe.
 */
final class SpeakerState {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(SpeakerState.class);

    private final StateFile file;
    private Plan plan = Plan.NONE;
    private boolean muted;
    private boolean latched;
    private double volume = Double.NaN;
    private double idleCurrent = Double.NaN;
    private double impedance = Double.NaN;
    private long testedAt;
    private double played;
    private Optional<ObjectNode> play = Optional.empty();
    private Owed owed = Owed.NOTHING;

    SpeakerState(StateFile file) {
        this.file = file;
        try {
            Optional<byte[]> content = file.read();
            if (content.isPresent()) {
                read(JSON.readTree(content.get()));
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("{} cannot be read: plan and latch are unknown", file, e);
        }
    }

    private void read(JsonNode node) {
        plan = Plan.of(node.path("plan"));
        muted = node.path("muted").asBoolean();
        latched = node.path("latched").asBoolean();
        volume = node.path("volume").asDouble(Double.NaN);
        idleCurrent = node.path("idleCurrent").asDouble(Double.NaN);
        impedance = node.path("impedance").asDouble(Double.NaN);
        testedAt = node.path("testedAt").asLong();
        played = node.path("played").asDouble();
        owed = Owed.of(node.path("owed"));
        play = node.path("play") instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }

    /** Writes all of it; when this returns it is on the disk, or the log says why not. */
    void keep() {
        ObjectNode node = JSON.createObjectNode();
        node.set("plan", plan.json());
        node.put("muted", muted);
        node.put("latched", latched);
        put(node, "volume", volume);
        put(node, "idleCurrent", idleCurrent);
        put(node, "impedance", impedance);
        node.put("testedAt", testedAt);
        node.put("played", played);
        play.ifPresent(part -> node.set("play", part));
        if (!owed.isNothing()) {
            node.set("owed", owed.json());
        }
        try {
            file.write(JSON.writeValueAsBytes(node));
        } catch (IOException e) {
            LOG.error("{} cannot be written", file, e);
        }
    }

    private static void put(ObjectNode node, String key, double value) {
        if (!Double.isNaN(value)) {
            node.put(key, value);
        }
    }

    private static Optional<Double> known(double value) {
        return Double.isNaN(value) ? Optional.empty() : Optional.of(value);
    }

    Plan plan() {
        return plan;
    }

    void plan(Plan wanted) {
        plan = wanted;
        keep();
    }

    boolean isMuted() {
        return muted;
    }

    boolean isLatched() {
        return latched;
    }

    /** A latch holds the mute until somebody lifts it. */
    void mute(boolean wanted, boolean latch) {
        muted = wanted;
        latched = wanted && (latched || latch);
        keep();
    }

    Optional<Double> volume() {
        return known(volume);
    }

    void volume(double percent) {
        volume = percent;
        keep();
    }

    Optional<Double> idleCurrent() {
        return known(idleCurrent);
    }

    /** Kept with the next write: it changes with every value. */
    void idleCurrent(double ampere) {
        idleCurrent = ampere;
    }

    Optional<Double> impedance() {
        return known(impedance);
    }

    void impedance(double ohm) {
        impedance = ohm;
        keep();
    }

    /** Seconds of the epoch; 0 when there was none. */
    long testedAt() {
        return testedAt;
    }

    void tested(long at) {
        testedAt = at;
        keep();
    }

    /** Seconds that it has played since it was installed. */
    double played() {
        return played;
    }

    void addPlayed(double seconds) {
        played += seconds;
    }

    Owed owed() {
        return owed;
    }

    void owed(Owed wanted) {
        if (!wanted.equals(owed)) {
            owed = wanted;
            keep();
        }
    }

    Optional<ObjectNode> play() {
        return play;
    }

    void play(Optional<ObjectNode> present) {
        play = present;
        keep();
    }
}
