package org.kenh.edge.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.kenh.edge.fleet.LoudspeakerMonth.Kind;
import org.kenh.edge.fleet.SpeakerEvents.Evidence;
import org.kenh.telemetry.Reading;

/** The numbers that a cluster measures; the same every day but for noise. */
final class LoudspeakerNumbers {
    private static final double IDLE_CURRENT = 0.15;
    private static final double FULL_CURRENT = 5;
    private static final int TURNED_DOWN = 2;

    private final int volume;
    private final double impedance;
    private final double signal;
    private final double floor;
    private final List<Sounding> soundings = new ArrayList<>();

    LoudspeakerNumbers(SplittableRandom nature) {
        this.volume = 60 + 5 * nature.nextInt(5);
        this.impedance = 15 + 3 * nature.nextDouble();
        this.signal = -102 + 18 * nature.nextDouble();
        this.floor = 40 + 6 * nature.nextDouble();
    }

    /** Percent. */
    int volume() {
        return volume;
    }

    int volume(Kind kind) {
        return kind == Kind.WRONG_VOLUME ? TURNED_DOWN : volume;
    }

    /** That sound makes the amplifier take, A. */
    double current() {
        return FULL_CURRENT * volume * volume / 1e4;
    }

    /** Ohm. */
    double impedance(Optional<Kind> fault) {
        double factor = fault.map(kind -> switch (kind) {
                    case OPEN_LINE -> 6.0;
                    case SHORT_LINE -> 0.1;
                    default -> 1.0;
                })
                .orElse(1.0);
        return factor * impedance;
    }

    /** It sounded, or something did, from then to then. */
    void sounded(Instant from, Instant to, Evidence evidence) {
        soundings.add(new Sounding(
                from, to, evidence.rise().orElse(0), evidence.current().orElse(0)));
    }

    List<Reading> at(Instant at, Optional<Kind> fault, SplittableRandom random) {
        Optional<Sounding> sounding = soundings.stream()
                .filter(each -> !at.isBefore(each.from) && at.isBefore(each.to))
                .findFirst();
        boolean stuck = sounding.isEmpty() && is(fault, Kind.STUCK);
        double rise = sounding.map(Sounding::rise).orElse(stuck ? 15.0 : 0.0);
        double current = sounding.map(Sounding::current).orElse(stuck ? current() : 0.0);
        boolean weak = is(fault, Kind.UNDERRUNS);
        double level = floor + rise + 2 * random.nextDouble();
        double warm = (current > 1 ? 45 : 33) + 2 * random.nextDouble();
        List<Reading> readings = new ArrayList<>(List.of(
                number("volume", "/100", at, is(fault, Kind.WRONG_VOLUME) ? TURNED_DOWN : volume),
                number("temperature.amplifier", "Cel", at, is(fault, Kind.OVERHEATED) ? warm + 55 : warm),
                number("amplifier.current", "A", at, IDLE_CURRENT + current),
                number("rsrp", "dBm", at, weak ? -118 : signal + 2 * random.nextDouble()),
                number("underruns", "count", at, weak ? 5 : 0),
                number("mains.voltage", "V", at, 222 + 6 * random.nextDouble()),
                number("line.impedance", "Ohm", at, impedance(fault) + 0.2 * random.nextDouble())));
        if (!is(fault, Kind.DEAF)) {
            readings.add(number("ambient", "dB", at, level));
            readings.add(number("ambient.max", "dB", at, level + 4 + 3 * random.nextDouble()));
        }
        return readings;
    }

    private static boolean is(Optional<Kind> fault, Kind kind) {
        return fault.filter(kind::equals).isPresent();
    }

    private static Reading number(String series, String unit, Instant at, double value) {
        return Reading.good(series, unit, at, SpeakerEvents.rounded(value, 2));
    }

    private record Sounding(Instant from, Instant to, double rise, double current) {}
}
