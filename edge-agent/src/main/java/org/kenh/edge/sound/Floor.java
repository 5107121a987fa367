package org.kenh.edge.sound;

/**
 * How loud it is while nothing plays: the levels of the last {@value #SECONDS} quiet seconds, in steps of half a decibel.
 * Not thread-safe.
 */
final class Floor {
    static final int SECONDS = 120;
    private static final int STEPS_PER_DECIBEL = 2;
    private static final int STEPS = 160 * STEPS_PER_DECIBEL;

    private final int[] counts = new int[STEPS];
    private final short[] ring = new short[SECONDS];
    private int filled;
    private int next;

    /** A second in which nothing played. */
    void add(double level) {
        int step = (int) Math.max(0, Math.min(STEPS - 1, Math.round(level * STEPS_PER_DECIBEL)));
        if (filled == SECONDS) {
            counts[ring[next]]--;
        } else {
            filled++;
        }
        ring[next] = (short) step;
        counts[step]++;
        next = (next + 1) % SECONDS;
    }

    /** Whether enough seconds were heard to say anything. */
    boolean isKnown() {
        return filled >= 5;
    }

    /** Exceeded in half of the seconds, dB(A): what a play is compared with. */
    double middle() {
        return exceeded(0.5);
    }

    /** Exceeded in nine of ten seconds, dB(A): the background between gusts and vehicles. */
    double background() {
        return exceeded(0.9);
    }

    /** Exceeded in one of ten seconds, dB(A): gusts and vehicles. */
    double loud() {
        return exceeded(0.1);
    }

    private double exceeded(double share) {
        int left = (int) Math.ceil(filled * (1 - share));
        int step = 0;
        while (step < STEPS - 1 && left > counts[step]) {
            left -= counts[step];
            step++;
        }
        return (double) step / STEPS_PER_DECIBEL;
    }
}
