package org.kenh.edge.sound;

import java.util.Arrays;

/**
 * Whether sound is like speech or music: its timbre keeps for the length of a syllable and not for much longer. It is
 * the mean likeness (cosine) of a feature with the one 80 ms before, whose windows do not overlap, less that with the one
 * 480 ms before: about 0 in wind, rain and traffic, also when they swell, because those change at random or in all bands
 * at once. Every frame counts alike, so that a horn now and then does not matter. Frogs, dogs and people who talk near by
 * are lively too. Over the last {@value #SECONDS} s. Not thread-safe.
 */
final class Liveliness {
    static final int SECONDS = 12;
    private static final int NEAR = 2;
    private static final int FAR = 12;
    private static final int FRAMES = SECONDS * Bands.PER_SECOND;

    private final byte[][] before = new byte[FAR + 1][Bands.COUNT];
    private final double[] lengths = new double[FAR + 1];
    private final double[] values = new double[FRAMES];
    private double sum;
    private long frames;
    private int counted;

    void accept(byte[] feature) {
        int slot = (int) (frames % (FAR + 1));
        int square = 0;
        for (int band = 0; band < Bands.COUNT; band++) {
            before[slot][band] = feature[band];
            square += feature[band] * feature[band];
        }
        lengths[slot] = Math.sqrt(square);
        int place = (int) (frames % FRAMES);
        double value = likeness(slot, NEAR) - Math.max(0, likeness(slot, FAR));
        sum += value - values[place];
        values[place] = value;
        frames++;
        counted = Math.min(FRAMES, counted + 1);
    }

    private double likeness(int slot, int frameDistance) {
        int other = (slot - frameDistance + FAR + 1) % (FAR + 1);
        double length = lengths[slot] * lengths[other];
        if (length == 0) {
            return 0;
        }
        int product = 0;
        for (int band = 0; band < Bands.COUNT; band++) {
            product += before[slot][band] * before[other][band];
        }
        return product / length;
    }

    /** -1 to 1. */
    double value() {
        return counted == 0 ? 0 : sum / counted;
    }

    /** Forgets what it heard. */
    void clear() {
        Arrays.fill(lengths, 0);
        Arrays.fill(values, 0);
        sum = 0;
        counted = 0;
    }
}
