package org.kenh.operations.loudspeaker.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.kenh.operations.loudspeaker.judge.PlayEvent.Kind;

/** What clusters tell in tests; times in seconds after the start of the bulletin. */
final class Told {
    static final Instant NOON = Instant.parse("2026-11-21T05:00:00Z");
    static final String HASH = "a".repeat(64);

    private Told() {}

    static Instant at(double seconds) {
        return NOON.plusMillis((long) (seconds * 1000));
    }

    /** Of 300 s. */
    static DueSlot slot(String id) {
        return slot(id, 0, BulletinClass.NORMAL);
    }

    static DueSlot slot(String id, double starts, BulletinClass kind) {
        return new DueSlot(
                id, "b-" + id, kind, at(starts), Duration.ofMinutes(5), Optional.of(HASH), Optional.empty(), false);
    }

    static PlayEvent start(String play, String slot, double from) {
        return new PlayEvent(
                Kind.START,
                at(from),
                play,
                Optional.of(slot),
                Optional.empty(),
                Optional.of(at(from)),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Measured.NOTHING,
                Optional.empty(),
                "",
                false);
    }

    static PlayEvent heard(String play, String slot, double from) {
        return new PlayEvent(
                Kind.HEARD,
                at(from + 12),
                play,
                Optional.of(slot),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                rose(9.1),
                Optional.empty(),
                "",
                false);
    }

    static PlayEvent end(String play, String slot, double from, double played) {
        return end(play, Optional.of(slot), from, played, rose(9));
    }

    static PlayEvent end(String play, Optional<String> slot, double from, double played, Measured measured) {
        return new PlayEvent(
                Kind.END,
                at(from + played),
                play,
                slot,
                Optional.empty(),
                Optional.of(at(from)),
                Optional.of(at(from + played)),
                OptionalDouble.of(played),
                Optional.of(HASH),
                OptionalDouble.empty(),
                measured,
                Optional.empty(),
                "",
                false);
    }

    static PlayEvent withHash(PlayEvent event, Optional<String> hash) {
        return new PlayEvent(
                event.kind(),
                event.at(),
                event.play(),
                event.slot(),
                event.bulletin(),
                event.start(),
                event.end(),
                event.played(),
                hash,
                event.volume(),
                event.measured(),
                event.heard(),
                event.reason(),
                event.whole());
    }

    static PlayEvent loud(PlayEvent event, double volume) {
        return new PlayEvent(
                event.kind(),
                event.at(),
                event.play(),
                event.slot(),
                event.bulletin(),
                event.start(),
                event.end(),
                event.played(),
                event.sha256(),
                OptionalDouble.of(volume),
                event.measured(),
                event.heard(),
                event.reason(),
                event.whole());
    }

    static PlayEvent ofBulletin(PlayEvent event, String bulletin) {
        return new PlayEvent(
                event.kind(),
                event.at(),
                event.play(),
                Optional.empty(),
                Optional.of(bulletin),
                event.start(),
                event.end(),
                event.played(),
                event.sha256(),
                event.volume(),
                event.measured(),
                event.heard(),
                event.reason(),
                event.whole());
    }

    static PlayEvent made(PlayEvent event, Hearing heard) {
        return new PlayEvent(
                event.kind(),
                event.at(),
                event.play(),
                event.slot(),
                event.bulletin(),
                event.start(),
                event.end(),
                event.played(),
                event.sha256(),
                event.volume(),
                event.measured(),
                Optional.of(heard),
                event.reason(),
                event.whole());
    }

    /** By a clock that is so many seconds behind; the centre has the right time of its telling. */
    static PlayEvent behind(PlayEvent event, long seconds) {
        return event.during(
                event.start().orElseThrow().minusSeconds(seconds),
                event.end().orElse(event.at()).minusSeconds(seconds));
    }

    static Measured rose(double rise) {
        return new Measured(OptionalDouble.of(rise), OptionalDouble.empty(), OptionalDouble.empty());
    }

    static Measured matched(double rise, double match) {
        return new Measured(OptionalDouble.of(rise), OptionalDouble.of(match), OptionalDouble.empty());
    }

    static SoundEvent sound(String id, double from, Optional<Instant> end) {
        return new SoundEvent(
                end.orElse(at(from + 15)),
                id,
                at(from),
                end,
                OptionalDouble.of(63),
                OptionalDouble.of(18),
                OptionalDouble.empty());
    }

    static Evidence plays(PlayEvent... events) {
        return new Evidence(Set.of(events), Set.of(), Set.of(), Set.of());
    }
}
