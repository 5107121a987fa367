package org.kenh.operations.loudspeaker.proof;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kenh.ingest.presence.Presence;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.judge.Cause;
import org.kenh.operations.loudspeaker.judge.DueSlot;
import org.kenh.operations.loudspeaker.judge.Evidence;
import org.kenh.operations.loudspeaker.judge.Judge;
import org.kenh.operations.loudspeaker.judge.Judgement;
import org.kenh.operations.loudspeaker.judge.Limits;
import org.kenh.operations.loudspeaker.judge.StateReading;

/** Puts a day of a cluster before the judge. Blocks on the database. */
final class Bench {
    /** What a look at the cluster's own words may explain. */
    private static final Set<Cause> UNEXPLAINED = EnumSet.of(Cause.NO_START, Cause.TOO_SHORT, Cause.SILENT);

    private static final Duration BEFORE = Duration.ofMinutes(2);

    /** A play that has not ended is followed for so long. */
    private static final Duration FOLLOWED = Duration.ofHours(2);

    private final Reader reader;
    private final DaySlots slots;
    private final Silences silences;

    Bench(Reader reader, DaySlots slots, Silences silences) {
        this.reader = reader;
        this.slots = slots;
        this.silences = silences;
    }

    /** What these clusters have told of a day, and when they could not. */
    Map<String, Evidence> told(LocalDate day, Collection<Presence> presences) {
        Map<String, Evidence> told = reader.of(
                day,
                presences.stream().map(presence -> presence.device().value()).toList());
        Map<String, Evidence> all = new HashMap<>();
        for (Presence presence : presences) {
            String device = presence.device().value();
            Evidence one = told.getOrDefault(device, Evidence.NONE);
            all.put(device, new Evidence(one.plays(), one.sounds(), one.states(), silences.of(presence)));
        }
        return all;
    }

    /** Of the day's own slots and of what began on it. */
    Judgement judge(DeviceDay day, ClusterPlace place, Evidence evidence, Instant now) {
        List<DueSlot> planned = slots.around(day);
        Limits limits = Limits.STANDARD.patientFor(place.interval());
        Judgement found = Judge.judge(planned, evidence, limits, now);
        Optional<Reader.Time> doubtful = whole(doubtful(planned, found, evidence));
        if (doubtful.isPresent()) {
            Set<StateReading> states = reader.states(day.device(), doubtful.get());
            found = Judge.judge(planned, evidence.withStates(states), limits, now);
        }
        return own(day.day(), planned, found);
    }

    /** When the cluster's own words would help. */
    private static List<Reader.Time> doubtful(List<DueSlot> planned, Judgement judgement, Evidence evidence) {
        List<Reader.Time> times = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            if (judgement
                    .verdicts()
                    .get(i)
                    .cause()
                    .filter(UNEXPLAINED::contains)
                    .isPresent()) {
                DueSlot slot = planned.get(i);
                times.add(new Reader.Time(slot.starts().minus(BEFORE), slot.ends()));
            }
        }
        evidence.open().forEach(start -> times.add(new Reader.Time(start, start.plus(FOLLOWED))));
        return times;
    }

    private static Optional<Reader.Time> whole(List<Reader.Time> times) {
        return times.stream()
                .reduce((one, other) -> new Reader.Time(
                        one.from().isBefore(other.from()) ? one.from() : other.from(),
                        one.to().isAfter(other.to()) ? one.to() : other.to()));
    }

    /** The neighbouring days have their own looks. */
    private static Judgement own(LocalDate day, List<DueSlot> planned, Judgement judgement) {
        Set<String> own = planned.stream()
                .filter(slot -> LocalDay.of(slot.starts()).equals(day))
                .map(DueSlot::id)
                .collect(Collectors.toSet());
        return new Judgement(
                judgement.verdicts().stream()
                        .filter(said -> own.contains(said.slot()))
                        .toList(),
                judgement.unplanned().stream()
                        .filter(found -> LocalDay.of(found.start()).equals(day))
                        .toList(),
                judgement.next());
    }
}
