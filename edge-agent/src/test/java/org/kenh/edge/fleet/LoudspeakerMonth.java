package org.kenh.edge.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SplittableRandom;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/**
 * What the loudspeaker clusters of a district tell in a month, day by day, as it arrives at the centre, together with the
 * truth. Nothing is played: events and values follow from slots, seeded faults and chance alone, so that a month takes
 * seconds; the same terms give the same month. Holds one day at a time. Not thread-safe.
 */
public final class LoudspeakerMonth implements Iterator<LoudspeakerMonth.Day> {
    static final ZoneOffset HERE = ZoneOffset.ofHours(7);

    private final Terms terms;
    private final List<Cluster> clusters = new ArrayList<>();
    private final LoudspeakerFaults faults;
    private final LoudspeakerPost post;
    private int next;

    public LoudspeakerMonth(Terms terms) {
        this.terms = terms;
        for (int i = 0; i < terms.clusters; i++) {
            String area = "xa-%02d".formatted(i % terms.communes + 1);
            clusters.add(new Cluster(DeviceId.of("loa-%s-%03d".formatted(area, i / terms.communes + 1)), area));
        }
        this.faults = new LoudspeakerFaults(terms, clusters);
        this.post = new LoudspeakerPost(terms.seed, faults);
    }

    /** All clusters; every one plays every slot. */
    public List<Cluster> clusters() {
        return List.copyOf(clusters);
    }

    /** All faults of the month, by their begin. */
    public List<SeededFault> faults() {
        return faults.all();
    }

    /** What is planned for a day, by the start. */
    public List<PlannedSlot> slots(LocalDate day) {
        return terms.programme.slots(day);
    }

    /** When the month is over: everything has arrived. */
    public Instant end() {
        return terms.end();
    }

    @Override
    public boolean hasNext() {
        return next < terms.days;
    }

    @Override
    public Day next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the month is over");
        }
        LocalDate date = terms.first.plusDays(next++);
        Instant end = hasNext() ? date.plusDays(1).atStartOfDay().toInstant(HERE) : Instant.MAX;
        List<PlannedSlot> slots = slots(date);
        List<Truth> truths = new ArrayList<>(clusters.size() * slots.size());
        List<Stray> strays = new ArrayList<>();
        for (Cluster cluster : clusters) {
            LoudspeakerDay day = new LoudspeakerDay(terms, cluster.device, faults, post);
            day.live(date, slots);
            truths.addAll(day.truths());
            strays.addAll(day.strays());
        }
        strays.sort(Comparator.comparing(Stray::from));
        return new Day(date, slots, post.arrivedBefore(end), truths, strays);
    }

    /** What is wrong with a cluster for a while. The words of the plant's own faults are the same where it has them. */
    public enum Kind {
        /** Plays, but neither level nor current rise: missed, silent. */
        DEAD_AMPLIFIER,
        /** The impedance is many times its baseline; missed, silent. */
        OPEN_LINE,
        /** The impedance is next to nothing; missed, silent. */
        SHORT_LINE,
        /** The state is FAULT and plays fail at once; missed, fault. */
        AMPLIFIER,
        /** A weak signal; the stream runs dry: partial, short. */
        UNDERRUNS,
        /** Everything of the time arrives after it; verdicts are as if nothing had been. */
        NO_LINK,
        /** A sound with current that no player knows of, once. */
        STRANGE_AUDIO,
        /** A play without a slot, once. */
        UNPLANNED_PLAY,
        /** Turned down; missed, silent. */
        WRONG_VOLUME,
        /** The first slot of the time does not end until its end: verified, but too long; the others do not start. */
        STUCK,
        /** Another file; missed, wrong audio. */
        WRONG_FILE,
        /** Begins 40 to 110 s late: partial, late. */
        LATE_START,
        /** Nothing begins: missed, no start. */
        NO_START,
        /** The amplifier is hotter than 85 °C; plays go well. */
        OVERHEATED,
        /** The state is MUTED; missed, muted. */
        MUTED,
        /** The microphone is dead: the self-test fails, plays are proven by the current alone. */
        DEAF
    }

    /** How a slot went at a cluster. */
    public enum Verdict {
        VERIFIED,
        PARTIAL,
        MISSED
    }

    /** Why it was not verified, in the words of the judge. */
    public enum Cause {
        LATE,
        SHORT,
        NO_START,
        SILENT,
        WRONG_AUDIO,
        MUTED,
        FAULT
    }

    /** Where slots come from, so that the centre's own can be used. */
    @FunctionalInterface
    public interface Programme {
        /** The slots of a local day, by their start, at least 500 s apart; longer than a minute, over before 22:00. */
        List<PlannedSlot> slots(LocalDate day);
    }

    /**
     * What the month is made of.
     *
     * @param sampling how often clusters tell their numbers
     * @param faults how many of each kind
     */
    public record Terms(
            long seed,
            LocalDate first,
            int days,
            int communes,
            int clusters,
            Duration sampling,
            Programme programme,
            Map<Kind, Integer> faults) {
        public Terms {
            faults = Map.copyOf(faults);
        }

        /** 29 communes, 700 clusters, 40 slots a day, 30 days, numbers every half hour, so many faults of each kind. */
        public static Terms district(long seed, LocalDate first, int ofEach) {
            return new Terms(seed, first, 30, 29, 700, Duration.ofMinutes(30), programme(40), ofEachKind(ofEach));
        }

        /** So many slots spread evenly from 5:00 to 21:00, each of a bulletin of its own that is repeated every day. */
        public static Programme programme(int slotsPerDay) {
            return new LoudspeakerProgramme(slotsPerDay);
        }

        /** The same number of each kind of fault. */
        public static Map<Kind, Integer> ofEachKind(int number) {
            Map<Kind, Integer> faults = new EnumMap<>(Kind.class);
            for (Kind kind : Kind.values()) {
                faults.put(kind, number);
            }
            return faults;
        }

        Instant begin() {
            return first.atStartOfDay().toInstant(HERE);
        }

        Instant end() {
            return first.plusDays(days).atStartOfDay().toInstant(HERE);
        }

        SplittableRandom random(String what) {
            return new SplittableRandom(31 * seed + 1_000_003L * what.hashCode());
        }
    }

    /** A cluster and its commune. */
    public record Cluster(DeviceId device, String area) {}

    /** One planned sounding at all clusters. */
    public record PlannedSlot(String id, String bulletin, Instant start, int seconds, String sha256) {
        public Instant end() {
            return start.plusSeconds(seconds);
        }
    }

    /** A fault of a cluster; the end is not part of it. A cluster has one at a time. */
    public record SeededFault(Kind kind, DeviceId device, Instant from, Instant to) {
        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /** Readings as they come to the centre, late, more than once and out of order now and then. */
    public record Arrival(Instant at, DeviceId device, List<Reading> readings) {
        public Arrival {
            readings = List.copyOf(readings);
        }
    }

    /**
     * How a slot really went at a cluster.
     *
     * @param heard seconds of the right audio that people could hear
     * @param played seconds that the cluster tells it has played of the slot
     * @param fault what was the matter, if anything was
     * @param told when the last of it has arrived at the centre; for a slot that never began, its own end
     */
    public record Truth(
            String slot,
            DeviceId device,
            Verdict verdict,
            Optional<Cause> cause,
            double heard,
            double played,
            Optional<Kind> fault,
            Instant told) {}

    /** Something that sounded and was not planned; of a stuck play what was too much. */
    public record Stray(DeviceId device, Instant from, Instant to, Kind kind) {}

    /**
     * A day at the centre.
     *
     * @param arrivals what arrives on it, in that order, of earlier days as well; the last day's hold all that is left
     * @param truths of its slots
     * @param strays what began on it
     */
    public record Day(
            LocalDate date, List<PlannedSlot> slots, List<Arrival> arrivals, List<Truth> truths, List<Stray> strays) {
        public Day {
            slots = List.copyOf(slots);
            arrivals = List.copyOf(arrivals);
            truths = List.copyOf(truths);
            strays = List.copyOf(strays);
        }
    }
}
