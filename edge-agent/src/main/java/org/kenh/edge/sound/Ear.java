package org.kenh.edge.sound;

import java.util.Optional;

/**
 * Listens beside the loudspeaker: levels and the floor between plays, the evidence of the play that is on, and sound that
 * nobody plays. Keeps twenty seconds of features and no audio. Thread-safe: samples come on one thread, questions on others.
 */
public final class Ear {
    /** Of features before the present, for plays that are noticed late and fingerprints that take their time. */
    private static final int KEPT = 20 * Bands.PER_SECOND;
    /** After a play its echo and the click of the amplifier do not count as quiet. */
    private static final int SECONDS_AFTER_PLAY = 3;

    private final int rate;
    private final LevelMeter meter;
    private final Bands bands;
    private final Features features = new Features();
    private final Liveliness liveliness = new Liveliness();
    private final Floor floor = new Floor();
    private final byte[][] recent = new byte[KEPT][Bands.COUNT];
    private final StrangeSound strange = new StrangeSound(floor, liveliness);
    private Optional<PlayEar> play = Optional.empty();
    private Interval interval = new Interval();
    private long heard;
    private long begun;
    private Optional<ToneMeter> tone = Optional.empty();
    private int resting;

    /** For samples of a rate that {@link Bands} takes; the calibration is that of {@link LevelMeter}. */
    public Ear(int rate, double calibration) {
        this.rate = rate;
        this.meter = new LevelMeter(rate, calibration);
        this.bands = new Bands(rate);
    }

    /** The next samples. */
    public synchronized void accept(short[] samples, int count) {
        meter.accept(samples, count, this::second);
        tone.ifPresent(part -> part.accept(samples, count));
        bands.accept(samples, count, energies -> features.accept(energies, this::feature));
    }

    private void second(double level, double clipped) {
        interval.add(level, clipped);
        play.ifPresent(part -> part.second(level, clipped));
        if (play.isPresent()) {
            resting = SECONDS_AFTER_PLAY;
        } else if (resting > 0) {
            resting--;
        } else {
            strange.second(level);
        }
    }

    private void feature(byte[] feature) {
        System.arraycopy(feature, 0, recent[(int) (heard % KEPT)], 0, feature.length);
        heard++;
        play.ifPresent(part -> part.feature(feature));
        if (play.isEmpty()) {
            liveliness.accept(feature);
        }
    }

    /** A play begins now, of what should sound if that is known already; a play before it ends. */
    public synchronized void begin(Optional<Fingerprint> expected) {
        Optional<PlayEar.Before> before =
                floor.isKnown() ? Optional.of(new PlayEar.Before(floor.middle(), floor.loud())) : Optional.empty();
        // The newest feature is a second old.
        begun = heard - (-Matcher.EARLIEST_SECONDS * Bands.PER_SECOND - Features.DELAY);
        play = Optional.of(new PlayEar(before));
        repeat(play.get()::feature);
        expected.ifPresent(this::expect);
        strange.interrupt();
        liveliness.clear();
    }

    /** What the present play should be, when that becomes known some seconds after its beginning. */
    synchronized void expect(Fingerprint expected) {
        play.ifPresent(part -> {
            Matcher matcher = new Matcher(expected);
            repeat(matcher::accept);
            part.compare(matcher);
        });
    }

    /** All features since the beginning of the play; zeros for those that are not there. */
    private void repeat(Features.Listener listener) {
        for (long frame = begun; frame < heard; frame++) {
            boolean kept = frame >= 0 && frame >= heard - KEPT;
            listener.feature(kept ? recent[(int) (frame % KEPT)] : new byte[Bands.COUNT]);
        }
    }

    /** What was heard of the present play so far; empty when none is on. */
    synchronized Optional<Evidence> evidence() {
        return play.map(PlayEar::evidence);
    }

    /** The play ends now; what was heard of it. */
    synchronized Optional<Evidence> end() {
        Optional<Evidence> evidence = evidence();
        play = Optional.empty();
        return evidence;
    }

    /** Sound that nobody plays, as long as it lasts. */
    synchronized Optional<StrangeSound.Heard> strange() {
        return strange.heard();
    }

    /** The rise of the amplifier's current over its idle value, A, for {@link #strange}; empty when it is not measured. */
    synchronized void current(Optional<Double> rise) {
        strange.current(rise);
    }

    /** The background between gusts and vehicles, dB(A); empty at first. */
    synchronized Optional<Double> background() {
        return floor.isKnown() ? Optional.of(floor.background()) : Optional.empty();
    }

    /** Listens for a tone from now on. */
    synchronized void listenFor(double frequency) {
        tone = Optional.of(new ToneMeter(frequency, rate));
    }

    /** Level of that tone since then, dB of full scale; empty when nothing was heard since. It is not listened for any more. */
    synchronized Optional<Double> tone() {
        Optional<Double> level = tone.flatMap(ToneMeter::level);
        tone = Optional.empty();
        return level;
    }

    /** The levels since the last call; empty when no second ended since. */
    public synchronized Optional<Levels> levels() {
        Optional<Levels> levels = interval.levels();
        interval = new Interval();
        return levels;
    }

    /**
     * Levels of an interval.
     *
     * @param mean of the power, dB(A)
     * @param highest the loudest second, dB(A)
     * @param clipped share of clipped frames, 0 to 1
     */
    public record Levels(double mean, double highest, double clipped) {}

    private static final class Interval {
        private double power;
        private double highest;
        private double clipped;
        private int seconds;

        void add(double level, double share) {
            power += Math.pow(10, level / 10);
            highest = Math.max(highest, level);
            clipped += share;
            seconds++;
        }

        Optional<Levels> levels() {
            return seconds == 0
                    ? Optional.empty()
                    : Optional.of(new Levels(10 * Math.log10(power / seconds), highest, clipped / seconds));
        }
    }
}
