package org.kenh.edge.fleet;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.kenh.edge.fleet.LoudspeakerMonth.Cause;
import org.kenh.edge.fleet.LoudspeakerMonth.Kind;
import org.kenh.edge.fleet.LoudspeakerMonth.PlannedSlot;
import org.kenh.edge.fleet.LoudspeakerMonth.SeededFault;
import org.kenh.edge.fleet.LoudspeakerMonth.Stray;
import org.kenh.edge.fleet.LoudspeakerMonth.Terms;
import org.kenh.edge.fleet.LoudspeakerMonth.Truth;
import org.kenh.edge.fleet.LoudspeakerMonth.Verdict;
import org.kenh.edge.fleet.SpeakerEvents.End;
import org.kenh.edge.fleet.SpeakerEvents.Evidence;
import org.kenh.edge.fleet.SpeakerEvents.Loudness;
import org.kenh.edge.fleet.SpeakerEvents.Piece;
import org.kenh.edge.fleet.SpeakerEvents.SelfTest;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** One day of one cluster: what it does, what it tells, and what is true. Used once. */
final class LoudspeakerDay {
    static final LocalTime SELF_TEST = LocalTime.of(3, 0);
    private static final long DAY_MILLIS = 86_400_000;
    private static final int HEARD_AFTER = 12_400;
    private static final int SOUND_AFTER = 15_000;
    private static final double STRANGE_CURRENT = 2.2;
    private static final SeriesName PLAY = SeriesName.of(SpeakerEvents.PLAY);
    private static final SeriesName SOUND = SeriesName.of(SpeakerEvents.SOUND);
    private static final SeriesName SELFTEST = SeriesName.of(SpeakerEvents.SELFTEST);
    private static final SeriesName STATE = SeriesName.of("state");
    private static final SeriesName PLAYING = SeriesName.of("playing");

    private final Terms terms;
    private final DeviceId device;
    private final LoudspeakerFaults faults;
    private final LoudspeakerPost post;
    private final SplittableRandom nature;
    private final LoudspeakerNumbers numbers;
    private SplittableRandom random = new SplittableRandom(0);
    private final List<Truth> truths = new ArrayList<>();
    private final List<Stray> strays = new ArrayList<>();

    LoudspeakerDay(Terms terms, DeviceId device, LoudspeakerFaults faults, LoudspeakerPost post) {
        this.terms = terms;
        this.device = device;
        this.faults = faults;
        this.post = post;
        this.nature = terms.random(device.value());
        this.numbers = new LoudspeakerNumbers(nature.split());
    }

    List<Truth> truths() {
        return truths;
    }

    List<Stray> strays() {
        return strays;
    }

    void live(LocalDate date, List<PlannedSlot> slots) {
        random = terms.random(device.value() + date);
        Instant begin = date.atStartOfDay().toInstant(LoudspeakerMonth.HERE);
        Instant end = begin.plusMillis(DAY_MILLIS);
        slots.forEach(slot -> play(slot, faults.at(device, slot.start())));
        for (SeededFault fault : faults.of(device)) {
            if (!fault.from().isBefore(begin) && fault.from().isBefore(end)) {
                begin(fault);
            }
        }
        if (date.getDayOfWeek() == DayOfWeek.SUNDAY) {
            test(date.atTime(SELF_TEST).toInstant(LoudspeakerMonth.HERE).plusSeconds(random.nextInt(1_500)));
        }
        long apart = terms.sampling().toMillis();
        for (long at = random.nextLong(apart); at < DAY_MILLIS; at += apart) {
            sample(begin.plusMillis(at));
        }
    }

    private void play(PlannedSlot slot, Optional<SeededFault> fault) {
        Kind kind = fault.map(SeededFault::kind).orElse(Kind.OVERHEATED);
        switch (kind) {
            case NO_START -> nothing(slot, fault);
            case STUCK -> {
                if (fault.orElseThrow().from().equals(slot.start())) {
                    stuck(slot, fault.orElseThrow());
                } else {
                    nothing(slot, fault);
                }
            }
            case AMPLIFIER -> {
                Instant start = slot.start().plusMillis(random.nextInt(2_000));
                Piece piece = piece(slot, start);
                tell(start, PLAY, SpeakerEvents.start(piece));
                Instant at = start.plusMillis(500);
                End end = new End(
                        at, 0, sha(slot, kind), numbers.volume(), "failed", Evidence.NONE, 0, Optional.of("amplifier"));
                Instant told = tell(at, PLAY, SpeakerEvents.end(piece, end));
                truth(slot, new Came(Verdict.MISSED, Optional.of(Cause.FAULT), 0, 0), fault, told);
            }
            default -> sounds(slot, fault, kind);
        }
    }

    private void nothing(PlannedSlot slot, Optional<SeededFault> fault) {
        truth(slot, new Came(Verdict.MISSED, Optional.of(Cause.NO_START), 0, 0), fault, slot.end());
    }

    private void sounds(PlannedSlot slot, Optional<SeededFault> fault, Kind kind) {
        int late = kind == Kind.LATE_START ? 40_000 + random.nextInt(70_000) : 200 + random.nextInt(25_000);
        Instant start = slot.start().plusMillis(late);
        // A player tells tenths of seconds, and never more than passed.
        double length = SpeakerEvents.rounded(slot.seconds() * (0.965 + 0.035 * random.nextDouble()), 1);
        double played = kind == Kind.UNDERRUNS ? slot.seconds() * (0.55 + 0.3 * random.nextDouble()) : length;
        Instant at = start.plusMillis(Math.round(1_000 * length));
        Evidence evidence = evidence(kind);
        Piece piece = piece(slot, start);
        begun(piece, kind);
        Instant heard = tell(start.plusMillis(HEARD_AFTER), PLAY, SpeakerEvents.heard(piece, evidence));
        End end = new End(
                at,
                played,
                sha(slot, kind),
                numbers.volume(kind),
                "done",
                evidence,
                kind == Kind.UNDERRUNS ? Math.round(5 * length / 60) : 0,
                kind == Kind.MUTED ? Optional.of("muted") : Optional.empty());
        Instant ended = ended(piece, end, kind);
        numbers.sounded(start, at, evidence);
        truth(slot, came(kind, SpeakerEvents.rounded(played, 1)), fault, heard.isAfter(ended) ? heard : ended);
        if (kind == Kind.WRONG_FILE) {
            strays.add(new Stray(device, start, at, kind));
        }
    }

    private void stuck(PlannedSlot slot, SeededFault fault) {
        Instant start = slot.start().plusMillis(200 + random.nextInt(20_000));
        Evidence evidence = evidence(Kind.STUCK);
        Piece piece = piece(slot, start);
        begun(piece, Kind.STUCK);
        tell(start.plusMillis(HEARD_AFTER), PLAY, SpeakerEvents.heard(piece, evidence));
        double played = PlayRun.seconds(start, fault.to());
        End end = new End(
                fault.to(),
                played,
                sha(slot, Kind.STUCK),
                numbers.volume(),
                "stopped",
                evidence,
                0,
                Optional.of("restart"));
        Instant told = ended(piece, end, Kind.STUCK);
        numbers.sounded(start, fault.to(), evidence);
        truth(slot, new Came(Verdict.VERIFIED, Optional.empty(), slot.seconds(), played), Optional.of(fault), told);
        strays.add(new Stray(device, start.plusSeconds(slot.seconds()), fault.to(), Kind.STUCK));
    }

    private static Came came(Kind kind, double played) {
        return switch (kind) {
            case DEAD_AMPLIFIER, OPEN_LINE, SHORT_LINE, WRONG_VOLUME ->
                new Came(Verdict.MISSED, Optional.of(Cause.SILENT), 0, played);
            case MUTED -> new Came(Verdict.MISSED, Optional.of(Cause.MUTED), 0, played);
            case WRONG_FILE -> new Came(Verdict.MISSED, Optional.of(Cause.WRONG_AUDIO), 0, played);
            case UNDERRUNS -> new Came(Verdict.PARTIAL, Optional.of(Cause.SHORT), played, played);
            case LATE_START -> new Came(Verdict.PARTIAL, Optional.of(Cause.LATE), played, played);
            case AMPLIFIER, NO_LINK, STRANGE_AUDIO, UNPLANNED_PLAY, STUCK, NO_START, OVERHEATED, DEAF ->
                new Came(Verdict.VERIFIED, Optional.empty(), played, played);
        };
    }

    private Evidence evidence(Kind kind) {
        boolean silent = switch (kind) {
            case DEAD_AMPLIFIER, OPEN_LINE, SHORT_LINE, WRONG_VOLUME, MUTED -> true;
            default -> false;
        };
        if (silent) {
            return new Evidence(
                    OptionalDouble.of(1.5 * random.nextDouble()),
                    OptionalDouble.empty(),
                    OptionalDouble.of(0.05 * random.nextDouble()));
        }
        OptionalDouble current = OptionalDouble.of(numbers.current());
        if (kind == Kind.DEAF) {
            return new Evidence(OptionalDouble.empty(), OptionalDouble.empty(), current);
        }
        // In heavy rain the microphone hears little more than rain; the current proves the sound.
        boolean rain = random.nextDouble() < 0.03;
        if (rain && kind != Kind.WRONG_FILE) {
            return new Evidence(OptionalDouble.of(3.5 + 2 * random.nextDouble()), OptionalDouble.empty(), current);
        }
        double match = kind == Kind.WRONG_FILE ? 0.05 + 0.2 * random.nextDouble() : 0.62 + 0.33 * random.nextDouble();
        return new Evidence(OptionalDouble.of(7 + 15 * random.nextDouble()), OptionalDouble.of(match), current);
    }

    /** What a fault tells of itself, beside what becomes of the slots. */
    private void begin(SeededFault fault) {
        Kind kind = fault.kind();
        switch (kind) {
            case AMPLIFIER -> {
                state(fault.from(), "FAULT");
                state(fault.to(), "IDLE");
            }
            case MUTED -> {
                state(fault.from(), "MUTED");
                state(fault.to(), "IDLE");
            }
            case STRANGE_AUDIO -> {
                strange(fault);
                strays.add(new Stray(device, fault.from(), fault.to(), kind));
            }
            case UNPLANNED_PLAY -> {
                unplanned(fault);
                strays.add(new Stray(device, fault.from(), fault.to(), kind));
            }
            default -> {}
        }
        sample(fault.from().plusSeconds(20));
    }

    private void strange(SeededFault fault) {
        Loudness loudness = new Loudness(68 + 6 * random.nextDouble(), 14 + 9 * random.nextDouble(), STRANGE_CURRENT);
        String sound = "s" + Long.toString(fault.from().toEpochMilli(), Character.MAX_RADIX);
        tell(fault.from().plusMillis(SOUND_AFTER), SOUND, SpeakerEvents.soundBegin(sound, fault.from(), loudness));
        tell(fault.to(), SOUND, SpeakerEvents.soundEnd(sound, fault.from(), fault.to(), loudness));
        numbers.sounded(
                fault.from(),
                fault.to(),
                new Evidence(
                        OptionalDouble.of(loudness.rise()),
                        OptionalDouble.empty(),
                        OptionalDouble.of(STRANGE_CURRENT)));
    }

    private void unplanned(SeededFault fault) {
        Evidence evidence = evidence(Kind.STUCK);
        Piece piece = new Piece(id(fault.from()), Optional.empty(), Optional.empty(), fault.from());
        begun(piece, fault.kind());
        tell(fault.from().plusMillis(HEARD_AFTER), PLAY, SpeakerEvents.heard(piece, evidence));
        End end = new End(
                fault.to(),
                PlayRun.seconds(fault.from(), fault.to()),
                Optional.of(LoudspeakerProgramme.hash("strange")),
                numbers.volume(),
                "done",
                new Evidence(evidence.rise(), OptionalDouble.empty(), evidence.current()),
                0,
                Optional.empty());
        Instant unused = ended(piece, end, fault.kind());
        numbers.sounded(fault.from(), fault.to(), evidence);
    }

    private void test(Instant at) {
        Optional<Kind> fault = faults.at(device, at).map(SeededFault::kind);
        boolean deaf = fault.filter(Kind.DEAF::equals).isPresent();
        boolean line = fault.filter(kind -> kind == Kind.OPEN_LINE || kind == Kind.SHORT_LINE)
                .isPresent();
        boolean dead = fault.filter(kind -> kind == Kind.DEAD_AMPLIFIER || kind == Kind.AMPLIFIER)
                .isPresent();
        Optional<String> reason = deaf
                ? Optional.of("microphone")
                : line ? Optional.of("line") : dead ? Optional.of("amplifier") : Optional.empty();
        SelfTest test = new SelfTest(
                reason.isEmpty() ? 2.5 + 2 * random.nextDouble() : 0,
                numbers.impedance(fault),
                32 + 4 * random.nextDouble(),
                !deaf,
                reason);
        tell(at, SELFTEST, SpeakerEvents.selfTest(at, test));
    }

    private void sample(Instant at) {
        Optional<Kind> fault = faults.at(device, at).map(SeededFault::kind);
        Instant unused = post.send(at, device, numbers.at(at, fault, random));
    }

    private Optional<String> sha(PlannedSlot slot, Kind kind) {
        return Optional.of(kind == Kind.WRONG_FILE ? LoudspeakerProgramme.hash("wrong") : slot.sha256());
    }

    private static Piece piece(PlannedSlot slot, Instant start) {
        return new Piece(id(start), Optional.of(slot.id()), Optional.of(slot.bulletin()), start);
    }

    private static String id(Instant start) {
        return "p" + Long.toString(start.toEpochMilli(), Character.MAX_RADIX);
    }

    private void begun(Piece piece, Kind kind) {
        String text = SpeakerEvents.start(piece);
        Instant unused = post.send(piece.start(), device, with(PLAY, text, piece.start(), kind, "PLAYING"));
    }

    private Instant ended(Piece piece, End end, Kind kind) {
        return post.send(end.at(), device, with(PLAY, SpeakerEvents.end(piece, end), end.at(), kind, "IDLE"));
    }

    /** The state is told when it changes, and only then: one that is muted stays so. */
    private static List<Reading> with(SeriesName series, String text, Instant at, Kind kind, String state) {
        Reading event = reading(series, at, new Value.Text(text));
        return kind == Kind.MUTED
                ? List.of(event)
                : List.of(event, reading(STATE, at, new Value.Text(state)), playing(at, state.equals("PLAYING")));
    }

    private void state(Instant at, String state) {
        Instant unused = post.send(at, device, List.of(reading(STATE, at, new Value.Text(state)), playing(at, false)));
    }

    private static Reading playing(Instant at, boolean playing) {
        return reading(PLAYING, at, new Value.Flag(playing));
    }

    private Instant tell(Instant at, SeriesName series, String text) {
        return post.send(at, device, List.of(reading(series, at, new Value.Text(text))));
    }

    private static Reading reading(SeriesName series, Instant at, Value value) {
        return Reading.of(series, Unit.NONE, at, value, Quality.GOOD);
    }

    private void truth(PlannedSlot slot, Came came, Optional<SeededFault> fault, Instant told) {
        truths.add(new Truth(
                slot.id(),
                device,
                came.verdict,
                came.cause,
                came.heard,
                came.played,
                fault.map(SeededFault::kind),
                told));
    }

    private record Came(Verdict verdict, Optional<Cause> cause, double heard, double played) {}
}
