package org.kenh.ingest.alarm;

import java.util.Arrays;

/** The newest reading of each series of one alarm. A value is NaN while there is none or the newest one is bad. */
final class Inputs {
    /** All of an input lies side by side, for each reading looks at all of it: time, bits of the value, staleness. */
    private static final int STRIDE = 3;

    private static final int VALUE = 1;
    private static final int STALE_AFTER = 2;

    private final int count;
    private final long[] cells;

    Inputs(long[] staleAfter) {
        count = staleAfter.length;
        cells = new long[STRIDE * count];
        for (int i = 0; i < count; i++) {
            take(i, Micros.NONE, Double.NaN);
            cells[STRIDE * i + STALE_AFTER] = staleAfter[i];
        }
    }

    void take(int input, long at, double value) {
        cells[STRIDE * input] = at;
        cells[STRIDE * input + VALUE] = Double.doubleToRawLongBits(value);
    }

    long newest(int input) {
        return cells[STRIDE * input];
    }

    /** NaN when unknown, bad or, by that time, stale. */
    double value(int input, long at) {
        boolean stale = at - newest(input) >= cells[STRIDE * input + STALE_AFTER];
        return stale ? Double.NaN : Double.longBitsToDouble(cells[STRIDE * input + VALUE]);
    }

    /** The next time after the given one at which one of the first inputs turns stale, or NEVER. */
    long nextStale(int first, long after) {
        long next = Micros.NEVER;
        for (int i = 0; i < first; i++) {
            long staleAfter = cells[STRIDE * i + STALE_AFTER];
            if (staleAfter != Micros.NEVER) {
                long stale = newest(i) + staleAfter;
                if (stale > after && stale < next) {
                    next = stale;
                }
            }
        }
        return next;
    }

    /** Nothing may lie in the future, or nothing would be new until it has come. */
    void clockWentBack(long now) {
        for (int i = 0; i < count; i++) {
            cells[STRIDE * i] = Math.min(newest(i), now);
        }
    }

    void write(StateWriter out) {
        long[] newest = new long[count];
        double[] values = new double[count];
        Arrays.setAll(newest, this::newest);
        Arrays.setAll(values, i -> Double.longBitsToDouble(cells[STRIDE * i + VALUE]));
        out.longs(newest);
        out.doubles(values);
    }

    void read(StateReader in) {
        long[] newest = new long[count];
        double[] values = new double[count];
        in.longs(newest);
        in.doubles(values);
        for (int i = 0; i < count; i++) {
            take(i, newest[i], values[i]);
        }
    }
}
