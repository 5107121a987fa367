package org.kenh.edge.sound;

import java.util.Arrays;

/**
 * Compares what is heard with what should sound: the correlation of their features at the best of all delays from
 * {@value #EARLIEST_SECONDS} s (the player was noticed late) to {@value #LATEST_SECONDS} s (network, buffers, air). Each
 * {@value #SEGMENT_SECONDS} s have a best delay of their own, so that clocks that drift apart do no harm; the answer is
 * the mean of all. Other sound comes to about 0.1, at most, the same sound to 0.3 in a storm and 0.9 in a quiet place.
 * Not thread-safe.
 */
final class Matcher {
    static final int EARLIEST_SECONDS = -2;
    static final int LATEST_SECONDS = 6;
    static final int SEGMENT_SECONDS = 30;
    private static final int LEAST_FRAMES = 8 * Bands.PER_SECOND;
    /** What is left at the end of a longer play counts when every delay has as much. */
    private static final int LEAST_OF_REST = 15 * Bands.PER_SECOND;

    private static final int LAGS = (LATEST_SECONDS - EARLIEST_SECONDS) * Bands.PER_SECOND + 1;
    private static final int EARLIEST = EARLIEST_SECONDS * Bands.PER_SECOND;
    private static final int SEGMENT = SEGMENT_SECONDS * Bands.PER_SECOND;

    private final Fingerprint expected;
    /** Products of heard and expected, squares of both, for each delay within the present segment. */
    private final long[] products = new long[LAGS];

    private final long[] expectedSquares = new long[LAGS];
    private final long[] heardSquares = new long[LAGS];
    private final int[] counted = new int[LAGS];
    private int frame = EARLIEST;
    private int inSegment;
    private double weighted;
    private long weight;

    Matcher(Fingerprint expected) {
        this.expected = expected;
    }

    /** The next feature that was heard; the first one belongs {@value #EARLIEST_SECONDS} s after the play's start. */
    void accept(byte[] heard) {
        int square = 0;
        for (byte step : heard) {
            square += step * step;
        }
        for (int i = 0; i < LAGS; i++) {
            int at = frame - EARLIEST - i;
            if (at >= 0 && at < expected.frames()) {
                add(i, at, heard, square);
            }
        }
        frame++;
        inSegment++;
        if (inSegment == SEGMENT) {
            endSegment();
        }
    }

    private void add(int lag, int at, byte[] heard, int square) {
        int product = 0;
        int expectedSquare = 0;
        for (int band = 0; band < Bands.COUNT; band++) {
            int step = expected.step(at, band);
            product += step * heard[band];
            expectedSquare += step * step;
        }
        products[lag] += product;
        expectedSquares[lag] += expectedSquare;
        heardSquares[lag] += square;
        counted[lag]++;
    }

    private void endSegment() {
        int best = best();
        if (best >= 0 && counts()) {
            weighted += correlation(best) * counted[best];
            weight += counted[best];
        }
        inSegment = 0;
        Arrays.fill(products, 0);
        Arrays.fill(expectedSquares, 0);
        Arrays.fill(heardSquares, 0);
        Arrays.fill(counted, 0);
    }

    /** Whether there is enough to say anything. */
    boolean isKnown() {
        return weight > 0 || best() >= 0;
    }

    /**
     * Whether enough was heard for every delay. Before that only the shortest ones could be tried, so that what is not alike may
     * merely be late.
     */
    boolean isKnownForAllDelays() {
        return weight > 0 || Arrays.stream(counted).allMatch(count -> count >= LEAST_FRAMES);
    }

    /** The correlation so far, -1 to 1; 0 as long as nothing is known. */
    double correlation() {
        int best = counts() ? best() : -1;
        double sum = weighted + (best < 0 ? 0 : correlation(best) * counted[best]);
        long frames = weight + (best < 0 ? 0 : counted[best]);
        return frames == 0 ? 0 : sum / frames;
    }

    private boolean counts() {
        if (weight == 0) {
            return true;
        }
        int least = Integer.MAX_VALUE;
        for (int count : counted) {
            least = Math.min(least, count);
        }
        return least >= LEAST_OF_REST;
    }

    /** The delay at which the present segment fits best; -1 when it is too short. */
    private int best() {
        int best = -1;
        for (int i = 0; i < LAGS; i++) {
            boolean enough = counted[i] >= LEAST_FRAMES;
            if (enough && (best < 0 || correlation(i) > correlation(best))) {
                best = i;
            }
        }
        return best;
    }

    private double correlation(int lag) {
        double squares = (double) expectedSquares[lag] * heardSquares[lag];
        return squares == 0 ? 0 : products[lag] / Math.sqrt(squares);
    }
}
