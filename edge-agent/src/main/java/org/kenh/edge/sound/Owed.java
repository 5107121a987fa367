package org.kenh.edge.sound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What an order of the centre changed and has to be put back when its play is over.
 *
 * @param player the cluster's own player was stopped
 * @param volume that was set before, in percent
 * @param mute that was lifted
 */
record Owed(boolean player, Optional<Double> volume, boolean mute) {
    static final Owed NOTHING = new Owed(false, Optional.empty(), false);

    static Owed of(JsonNode node) {
        JsonNode volume = node.path("volume");
        return new Owed(
                node.path("player").asBoolean(),
                volume.isNumber() ? Optional.of(volume.asDouble()) : Optional.empty(),
                node.path("mute").asBoolean());
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("player", player);
        volume.ifPresent(percent -> node.put("volume", percent));
        node.put("mute", mute);
        return node;
    }

    boolean isNothing() {
        return equals(NOTHING);
    }

    Owed withPlayer(boolean wanted) {
        return new Owed(wanted, volume, mute);
    }

    Owed withVolume(Optional<Double> percent) {
        return new Owed(player, percent, mute);
    }

    Owed withMute(boolean wanted) {
        return new Owed(player, volume, wanted);
    }
}
