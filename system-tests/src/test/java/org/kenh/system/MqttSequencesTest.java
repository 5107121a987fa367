package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replays what other servers got wrong. */
class MqttSequencesTest {
    private static final int ABOUT_ALL = 1_000;

    @Test
    void sequences_ofAllPackets_answeredOrCutOffAsTheStandardSays() {
        List<WireSequence> sequences = WireSequence.all();
        assertThat(sequences).hasSizeGreaterThan(ABOUT_ALL);
        List<String> wrong = new ArrayList<>();
        try (PermissiveFrontDoor door = new PermissiveFrontDoor(0)) {
            SequencePlayer player = new SequencePlayer(door.port());
            for (WireSequence sequence : sequences) {
                player.play(sequence).ifPresent(what -> wrong.add(sequence.name() + ": " + what));
            }
        }
        assertThat(wrong).isEmpty();
    }
}
