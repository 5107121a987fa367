package org.kenh.operations.loudspeaker.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.operations.loudspeaker.cluster.Cluster;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.ClusterStatus;
import org.kenh.operations.loudspeaker.judge.StateReading;

/** What the province is told, line by line, with our own names. */
final class Lines {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Lines() {}

    /** How a cluster is. */
    static ObjectNode status(ClusterPlace place, Cluster cluster, ClusterStatus status, boolean online) {
        ObjectNode node = JSON.objectNode();
        put(node, "cluster", place.device());
        put(node, "name", place.name());
        put(node, "area", place.area());
        put(node, "village", cluster.village());
        node.put("lat", place.lat());
        node.put("lon", place.lon());
        put(node, "vendor", cluster.equipment().vendor());
        put(node, "model", place.model().orElse(cluster.equipment().model()));
        put(node, "firmware", place.firmware().orElse(cluster.equipment().firmware()));
        put(node, "sim", cluster.sim());
        put(node, "amplifierWatts", cluster.equipment().amplifierWatts());
        put(node, "horns", cluster.equipment().horns());
        status.at().ifPresent(at -> put(node, "at", at.toString()));
        node.put("online", online);
        put(node, "state", status.state().map(StateReading.State::name).orElse(""));
        node.put("muted", status.isMuted());
        put(node, "volume", status.volume());
        put(node, "mainsVoltage", status.mains());
        put(node, "amplifierTemperature", status.temperature());
        put(node, "lineImpedance", status.impedance());
        put(node, "rsrp", status.rsrp());
        put(node, "underruns", status.underruns());
        return node;
    }

    /** A line of the play log. */
    static ObjectNode play(PlayRecord play) {
        ObjectNode node = JSON.objectNode();
        put(node, "cluster", play.device());
        play.slot().ifPresent(slot -> put(node, "slot", slot));
        play.key().ifPresent(key -> put(node, "evidence", key));
        play.bulletin().ifPresent(id -> put(node, "bulletin", id));
        play.source().ifPresent(source -> put(node, "source", source));
        put(node, "title", play.title());
        put(node, "class", play.kind());
        put(node, "plannedStart", play.planned());
        if (play.seconds() > 0) {
            node.put("seconds", play.seconds());
        }
        play.sha256().ifPresent(hash -> put(node, "sha256", hash));
        put(node, "start", play.started());
        put(node, "end", play.ended());
        node.put("played", play.played());
        put(node, "result", play.result());
        play.cause()
                .ifPresent(cause ->
                        put(node, "cause", cause.toUpperCase(Locale.ROOT).replace('-', '_')));
        put(node, "rise", play.measured().rise());
        put(node, "match", play.measured().match());
        put(node, "current", play.measured().current());
        put(node, "volume", play.audio().volume());
        play.audio().sha256().ifPresent(hash -> put(node, "playedSha256", hash));
        play.audio().asPlanned().ifPresent(same -> node.put("hashOk", same));
        node.put("corrected", play.corrected());
        put(node, "revisedAt", Optional.of(play.revisedAt()));
        return node;
    }

    private static void put(ObjectNode node, String ours, String value) {
        if (!value.isEmpty()) {
            node.put(ours, value);
        }
    }

    private static void put(ObjectNode node, String ours, double value) {
        if (value > 0) {
            node.put(ours, value);
        }
    }

    private static void put(ObjectNode node, String ours, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(ours, value.getAsDouble());
        }
    }

    private static void put(ObjectNode node, String ours, Optional<Instant> value) {
        value.ifPresent(at -> node.put(ours, at.toString()));
    }
}
