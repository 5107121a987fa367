package org.kenh.edge.sound;

/**
 * What is characteristic of a sound, frame by frame, whatever its loudness and timbre: in each band the logarithm of the
 * energy against that band's own mean of some seconds, less its mean over the second before and the second after, less the
 * mean of all bands. So neither attenuation nor an equaliser changes it, wind and rain that swell in all bands at once give
 * nothing, and what is far below the mean, which noise covers anyway, counts little. Each frame comes out {@value #DELAY}
 * frames late. Not thread-safe.
 */
final class Features {
    /** Frames by which it is late. */
    static final int DELAY = Bands.PER_SECOND;

    private static final int SPAN = 2 * DELAY + 1;
    private static final double MEAN_SECONDS = 8;
    private static final double SMALL = 0.3;
    private static final double SMALLEST_ENERGY = 1e-12;
    /** Steps of a byte for a step of 1 of the natural logarithm. */
    private static final double STEPS = 24;

    private final double[] means = new double[Bands.COUNT];
    private final double[][] logarithms = new double[SPAN][Bands.COUNT];
    private final double[] sums = new double[Bands.COUNT];
    private final byte[] feature = new byte[Bands.COUNT];
    private final double[] difference = new double[Bands.COUNT];
    private long frames;

    /** Takes the energies of a frame; the feature of an earlier one is told when there is one. */
    void accept(float[] energies, Listener listener) {
        double share = Math.max(1.0 / (MEAN_SECONDS * Bands.PER_SECOND), 1.0 / (frames + 1));
        double[] slot = logarithms[(int) (frames % SPAN)];
        for (int band = 0; band < Bands.COUNT; band++) {
            double energy = energies[band] + SMALLEST_ENERGY;
            means[band] += share * (energy - means[band]);
            sums[band] -= frames >= SPAN ? slot[band] : 0;
            slot[band] = Math.log(energy / means[band] + SMALL);
            sums[band] += slot[band];
        }
        frames++;
        if (frames > DELAY) {
            tell(frames - 1 - DELAY, Math.min(frames, SPAN), listener);
        }
    }

    /** Tells the frames that are still on their way. */
    void finish(Listener listener) {
        long last = frames;
        for (long frame = Math.max(0, last - DELAY); frame < last; frame++) {
            long leaving = frame - DELAY - 1;
            if (leaving >= 0) {
                double[] slot = logarithms[(int) (leaving % SPAN)];
                for (int band = 0; band < Bands.COUNT; band++) {
                    sums[band] -= slot[band];
                }
            }
            long first = Math.max(0, frame - DELAY);
            tell(frame, last - first, listener);
        }
    }

    private void tell(long frame, long within, Listener listener) {
        double[] slot = logarithms[(int) (frame % SPAN)];
        double mean = 0;
        for (int band = 0; band < Bands.COUNT; band++) {
            difference[band] = slot[band] - sums[band] / within;
            mean += difference[band] / Bands.COUNT;
        }
        for (int band = 0; band < Bands.COUNT; band++) {
            long step = Math.round((difference[band] - mean) * STEPS);
            feature[band] = (byte) Math.max(-127, Math.min(127, step));
        }
        listener.feature(feature);
    }

    /** Hears of each feature. */
    @FunctionalInterface
    interface Listener {
        /** The array belongs to the caller and holds until this returns. */
        void feature(byte[] feature);
    }
}
