package org.kenh.operations.loudspeaker.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.presence.Presence;
import org.kenh.operations.loudspeaker.judge.Silence;
import org.kenh.telemetry.DeviceId;

class SilencesTest {
    private static final Instant FIVE = Instant.parse("2026-11-21T10:00:00Z");

    private final Silences silences = new Silences();

    @Test
    void everySilence_ofALinkThatFlaps_isRemembered() {
        silences.take(online(0));
        silences.take(offline(10));
        silences.take(online(600));
        silences.take(offline(660));
        assertThat(silences.of(offline(660))).containsExactlyInAnyOrder(from(10, 600), open(660));
        assertThat(silences.of(online(900)))
                .as("before the word of its return has come")
                .containsExactlyInAnyOrder(from(10, 600), from(660, 900));
        silences.take(online(900));
        assertThat(silences.of(online(900))).containsExactlyInAnyOrder(from(10, 600), from(660, 900));
    }

    @Test
    void silenceThatGoesOn_isOne_andItsFirstWordCounts() {
        silences.take(offline(10));
        silences.take(offline(40));
        assertThat(silences.of(offline(40))).containsExactly(open(10));
    }

    @Test
    void silence_beforeThisServerLooked_countsFromTheStartOfTime() {
        assertThat(silences.of(online(100))).containsExactly(new Silence(Instant.EPOCH, Optional.of(at(100))));
    }

    @Test
    void silences_areBounded() {
        for (int i = 0; i < 1_000; i++) {
            silences.take(offline(100L * i));
            silences.take(online(100L * i + 50));
        }
        assertThat(silences.of(online(99_950))).hasSize(16).contains(from(99_900, 99_950));
    }

    private static Presence online(long since) {
        return new Presence(
                DeviceId.of("xa-1"),
                Presence.State.ONLINE,
                at(since),
                Optional.of(at(since)),
                Optional.of("mqtt"),
                Optional.empty());
    }

    private static Presence offline(long lastSeen) {
        return new Presence(
                DeviceId.of("xa-1"),
                Presence.State.OFFLINE,
                at(lastSeen + 5),
                Optional.of(at(lastSeen)),
                Optional.of("mqtt"),
                Optional.of("lost"));
    }

    private static Silence from(long from, long to) {
        return new Silence(at(from), Optional.of(at(to)));
    }

    private static Silence open(long from) {
        return new Silence(at(from), Optional.empty());
    }

    private static Instant at(long seconds) {
        return FIVE.plusSeconds(seconds);
    }
}
