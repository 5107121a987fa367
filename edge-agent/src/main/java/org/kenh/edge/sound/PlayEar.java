package org.kenh.edge.sound;

import java.util.Optional;

/** Gathers the evidence of one play: levels, features and clipped frames while it sounds. Not thread-safe. */
final class PlayEar {
    /** A twentieth of all frames: below it, it is the odd bang. */
    static final double CLIPPED = 0.05;
    /** The correlation that makes a match when nothing rises above the noise, and what each decibel of rise adds. */
    private static final double LEAST_CORRELATION = 0.22;

    private static final double CORRELATION_PER_DECIBEL = 0.025;
    private static final double HIGHEST_RISE = 10;
    /** Between this share of what makes a match and the whole nobody can tell. */
    private static final double DOUBTFUL = 0.7;

    private static final double LIVELY = 0.08;
    private static final double HEARD_RISE = 3;
    private static final double QUIET_RISE = 2;
    private static final int LEAST_SECONDS = 8;

    private final Optional<Before> before;
    private Optional<Matcher> matcher = Optional.empty();
    private double power;
    private double clipped;
    private int seconds;
    private long features;
    private double livelySum;
    private final Liveliness lively = new Liveliness();

    /** With the levels before it as far as they are known. */
    PlayEar(Optional<Before> before) {
        this.before = before;
    }

    /** Compares with what should sound from now on; the matcher has heard all features before. */
    void compare(Matcher expected) {
        matcher = Optional.of(expected);
    }

    /** A second of the play. */
    void second(double level, double clippedShare) {
        power += Math.pow(10, level / 10);
        clipped += clippedShare;
        seconds++;
    }

    /** A feature, beginning {@value Matcher#EARLIEST_SECONDS} s after the start. */
    void feature(byte[] feature) {
        matcher.ifPresent(part -> part.accept(feature));
        lively.accept(feature);
        features++;
        if (features % (Liveliness.SECONDS * Bands.PER_SECOND) == 0) {
            livelySum += lively.value();
        }
    }

    /** What is known now. */
    Evidence evidence() {
        double level = seconds == 0 ? LevelMeter.LEAST : 10 * Math.log10(power / seconds);
        Optional<Double> rise = seconds == 0 ? Optional.empty() : before.map(levels -> level - levels.middle());
        long whole = features / (Liveliness.SECONDS * Bands.PER_SECOND);
        double liveliness = whole == 0 ? lively.value() : livelySum / whole;
        double share = seconds == 0 ? 0 : clipped / seconds;
        Optional<Double> score = matcher.filter(Matcher::isKnown)
                .map(part -> score(part.correlation(), level))
                .filter(known -> known >= Evidence.MATCHES
                        || matcher.filter(Matcher::isKnownForAllDelays).isPresent());
        Hearing hearing = hearing(rise, score, share, liveliness);
        return new Evidence(hearing, level, rise, score, share, liveliness);
    }

    /**
     * 0.5 is what makes a match: the further a play stands out of the loud seconds before it, the more alike the same
     * sound must be.
     */
    private double score(double correlation, double level) {
        double above = before.map(levels -> level - levels.loud()).orElse(0.0);
        double counted = Math.max(0, Math.min(HIGHEST_RISE, above));
        double needed = LEAST_CORRELATION + CORRELATION_PER_DECIBEL * counted;
        return Math.max(0, Math.min(1, Evidence.MATCHES * correlation / needed));
    }

    private Hearing hearing(Optional<Double> rise, Optional<Double> score, double clippedShare, double liveliness) {
        if (seconds < LEAST_SECONDS) {
            return Hearing.UNSURE;
        }
        if (clippedShare >= CLIPPED) {
            return Hearing.CLIPPED;
        }
        if (score.isPresent() && score.get() >= Evidence.MATCHES) {
            return Hearing.MATCHING;
        }
        boolean strange = score.isPresent() && score.get() < Evidence.MATCHES * DOUBTFUL;
        if (strange && liveliness >= LIVELY && rise.orElse(HEARD_RISE) >= HEARD_RISE) {
            return Hearing.WRONG;
        }
        boolean quiet = rise.isPresent() && rise.get() < QUIET_RISE && liveliness < LIVELY;
        return quiet && (score.isEmpty() || strange) ? Hearing.SILENT : Hearing.UNSURE;
    }

    /**
     * How loud it was before a play, dB(A).
     *
     * @param middle exceeded in half of the seconds
     * @param loud exceeded in one of ten
     */
    record Before(double middle, double loud) {}
}
