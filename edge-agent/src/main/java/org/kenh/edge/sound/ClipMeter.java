package org.kenh.edge.sound;

/**
 * Finds clipped sound: flat tops, where several samples in a row stand at the loudest level of their frame after an
 * abrupt end of the rise. A round top, however slow, is none. Sound that was clipped and then went through a horn and
 * the air has round tops again; of that only the overload of the microphone itself is seen. Not thread-safe.
 */
final class ClipMeter {
    /** Of full scale; below it a few steps of the converter would count as a flat top. */
    private static final int QUIETEST_PEAK = 600;

    private static final int SHORTEST_TOP = 3;
    private static final double FLAT = 0.004;
    private static final double ABRUPT = 0.04;
    private static final int FULL = 32_700;
    private static final int LEAST_TOPS = 2;

    private final short[] frame;
    private int filled;
    private long frames;
    private long clipped;

    /** Frames of 20 ms. */
    ClipMeter(int rate) {
        frame = new short[rate / 50];
    }

    void accept(short[] samples, int count) {
        for (int i = 0; i < count; i++) {
            frame[filled] = samples[i];
            filled++;
            if (filled == frame.length) {
                filled = 0;
                frames++;
                clipped += isClipped() ? 1 : 0;
            }
        }
    }

    /** Frames that had ended since the beginning. */
    long frames() {
        return frames;
    }

    /** How many of them were clipped. */
    long clipped() {
        return clipped;
    }

    private boolean isClipped() {
        int peak = 0;
        for (short sample : frame) {
            peak = Math.max(peak, Math.abs(sample));
        }
        if (peak < QUIETEST_PEAK) {
            return false;
        }
        int tops = 0;
        int i = 1;
        while (i < frame.length) {
            int length = topLength(i, peak);
            tops += length >= SHORTEST_TOP ? 1 : 0;
            i += Math.max(1, length);
        }
        return tops >= (peak >= FULL ? 1 : LEAST_TOPS);
    }

    /** How many samples from here on stand flat at the peak, after an abrupt step up to it; 0 when there is no top. */
    private int topLength(int from, int peak) {
        int level = frame[from];
        boolean atTop = Math.abs(level) >= peak * (1 - 2 * FLAT);
        boolean atFull = Math.abs(level) >= FULL;
        if (!atTop || (!atFull && Math.abs(level - frame[from - 1]) < peak * ABRUPT)) {
            return 0;
        }
        int length = 1;
        while (from + length < frame.length && Math.abs(frame[from + length] - level) <= peak * FLAT) {
            length++;
        }
        return length;
    }
}
