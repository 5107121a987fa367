package org.kenh.operations.loudspeaker.proof;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.Range;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.judge.Evidence;
import org.kenh.operations.loudspeaker.judge.PlayEvent;
import org.kenh.operations.loudspeaker.judge.Silence;
import org.kenh.operations.loudspeaker.judge.SoundEvent;
import org.kenh.operations.loudspeaker.judge.StateReading;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Value;

/** Reads again and again all that a cluster has told of a day, so that nothing depends on when it came. Blocks on the database. */
final class Reader {
    private final SeriesReader series;

    Reader(SeriesReader series) {
        this.series = series;
    }

    Evidence of(DeviceDay day, Set<Silence> silences) {
        Instant from = LocalDay.start(day.day()).minus(DaySlots.MARGIN);
        Instant to = LocalDay.end(day.day()).plus(DaySlots.MARGIN);
        Set<PlayEvent> plays = new HashSet<>();
        Set<SoundEvent> sounds = new HashSet<>();
        read(
                day.device(),
                Words.PLAY,
                new Time(from, to),
                (at, text) -> Words.play(at, text).ifPresent(plays::add));
        read(
                day.device(),
                Words.SOUND,
                new Time(from, to),
                (at, text) -> Words.sound(at, text).ifPresent(sounds::add));
        return new Evidence(plays, sounds, Set.of(), silences);
    }

    /** What it said it was doing. */
    Set<StateReading> states(String device, Collection<Time> times) {
        Set<StateReading> states = new HashSet<>();
        times.forEach(time -> read(
                device, Words.STATE, time, (at, text) -> Words.state(at, text).ifPresent(states::add)));
        return states;
    }

    private void read(String device, SeriesName name, Time time, BiConsumer<Instant, String> taker) {
        series.readings(new Range(DeviceId.of(device), name, time.from(), time.to()), Optional.empty(), reading -> {
            if (reading.value() instanceof Value.Text(String text)) {
                taker.accept(reading.at(), text);
            }
        });
    }

    /** From included, to excluded. */
    record Time(Instant from, Instant to) {}
}
