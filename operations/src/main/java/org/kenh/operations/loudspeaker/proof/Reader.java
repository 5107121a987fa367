package org.kenh.operations.loudspeaker.proof;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.Range;
import org.kenh.ingest.series.SeriesReader.Texts;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.cluster.SelfTest;
import org.kenh.operations.loudspeaker.judge.Evidence;
import org.kenh.operations.loudspeaker.judge.PlayEvent;
import org.kenh.operations.loudspeaker.judge.SoundEvent;
import org.kenh.operations.loudspeaker.judge.StateReading;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Value;

/** Reads again and again all that a cluster has told of a day, so that nothing depends on when it came. Blocks on the database. */
final class Reader {
    private static final Duration LATELY = Duration.ofDays(1);
    private static final Duration LONG_AGO = Duration.ofDays(31);

    private final SeriesReader series;

    Reader(SeriesReader series) {
        this.series = series;
    }

    /** Of these clusters on a day and near it; who told nothing is not in it. */
    Map<String, Evidence> of(LocalDate day, Collection<String> devices) {
        Instant from = LocalDay.start(day).minus(DaySlots.MARGIN);
        Instant to = LocalDay.end(day).plus(DaySlots.MARGIN);
        Map<String, Told> told = new HashMap<>();
        series.texts(texts(devices, Set.of(Words.PLAY, Words.SOUND), from, to), read -> {
            if (read.reading().value() instanceof Value.Text(String text)) {
                told.computeIfAbsent(read.device().value(), id -> new Told()).take(read.reading(), text);
            }
        });
        Map<String, Evidence> evidence = new HashMap<>();
        told.forEach((device, all) -> evidence.put(device, new Evidence(all.plays, all.sounds, Set.of(), Set.of())));
        return evidence;
    }

    /** What these clusters have told of tests of themselves. */
    List<SelfTest> selfTests(Collection<String> devices, Instant from, Instant to) {
        List<SelfTest> tests = new ArrayList<>();
        series.texts(texts(devices, Set.of(Words.SELF_TEST), from, to), read -> {
            if (read.reading().value() instanceof Value.Text(String text)) {
                Words.selfTest(read.device().value(), read.reading().at(), text).ifPresent(tests::add);
            }
        });
        return tests;
    }

    private static Texts texts(Collection<String> devices, Set<SeriesName> names, Instant from, Instant to) {
        return new Texts(devices.stream().map(DeviceId::of).toList(), names, from, to);
    }

    /** What it said it was doing in the time, and what it had last said before. */
    Set<StateReading> states(String device, Time time) {
        Set<StateReading> states = new HashSet<>();
        read(device, Words.STATE, time, (at, text) -> Words.state(at, text).ifPresent(states::add));
        before(device, time.from(), LATELY)
                .or(() -> before(device, time.from(), LONG_AGO))
                .ifPresent(states::add);
        return states;
    }

    private Optional<StateReading> before(String device, Instant moment, Duration back) {
        Range range = new Range(DeviceId.of(device), Words.STATE, moment.minus(back), moment);
        return series.newest(range)
                .filter(reading -> reading.value() instanceof Value.Text)
                .flatMap(reading -> Words.state(reading.at(), ((Value.Text) reading.value()).value()));
    }

    private void read(String device, SeriesName name, Time time, BiConsumer<Instant, String> taker) {
        series.readings(new Range(DeviceId.of(device), name, time.from(), time.to()), Optional.empty(), reading -> {
            if (reading.value() instanceof Value.Text(String text)) {
                taker.accept(reading.at(), text);
            }
        });
    }

    /** By one cluster, whatever the order. */
    private static final class Told {
        private final Set<PlayEvent> plays = new HashSet<>();
        private final Set<SoundEvent> sounds = new HashSet<>();

        void take(Reading reading, String text) {
            if (reading.series().equals(Words.PLAY)) {
                Words.play(reading.at(), text).ifPresent(plays::add);
            } else {
                Words.sound(reading.at(), text).ifPresent(sounds::add);
            }
        }
    }

    /** From included, to excluded. */
    record Time(Instant from, Instant to) {}
}
