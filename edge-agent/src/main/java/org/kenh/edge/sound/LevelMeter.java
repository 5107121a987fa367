package org.kenh.edge.sound;

/**
 * The A-weighted level of each second, as the mean of the power within it (LAeq,1s). Not thread-safe.
 */
final class LevelMeter {
    /** What stands for perfect silence, dB(A). */
    static final double LEAST = 0;

    private static final double FULL_SCALE = 32_768;

    private final AWeighting weighting;
    private final ClipMeter clips;
    private final int rate;
    private final double calibration;
    private double sum;
    private int count;
    private long clippedBefore;
    private long framesBefore;

    /** {@code calibration} is the level of a sound whose root mean square is full scale, dB(A). */
    LevelMeter(int rate, double calibration) {
        this.weighting = new AWeighting(rate);
        this.clips = new ClipMeter(rate);
        this.rate = rate;
        this.calibration = calibration;
    }

    /** Takes samples; tells each second that ends within them. */
    void accept(short[] samples, int length, Listener listener) {
        clips.accept(samples, length);
        for (int i = 0; i < length; i++) {
            double weighted = weighting.next(samples[i] / FULL_SCALE);
            sum += weighted * weighted;
            count++;
            if (count == rate) {
                listener.second(level(sum / count), clippedShare());
                sum = 0;
                count = 0;
            }
        }
    }

    private double level(double power) {
        return Math.max(LEAST, calibration + 10 * Math.log10(power + 1e-15));
    }

    private double clippedShare() {
        long frames = clips.frames() - framesBefore;
        long clipped = clips.clipped() - clippedBefore;
        framesBefore = clips.frames();
        clippedBefore = clips.clipped();
        return frames == 0 ? 0 : (double) clipped / frames;
    }

    /** Hears of each second. */
    @FunctionalInterface
    interface Listener {
        /** Level in dB(A) and the share of clipped frames, 0 to 1. */
        void second(double level, double clipped);
    }
}
