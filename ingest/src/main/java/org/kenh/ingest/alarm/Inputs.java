package org.kenh.ingest.alarm;

import java.util.Arrays;

/** The newest reading of each series of one alarm. A value is NaN while there is none or the newest one is bad. */
final class Inputs {
    private final long[] newest;
    private final double[] values;
    private final long[] staleAfter;

    Inputs(long[] staleAfter) {
        this.staleAfter = staleAfter;
        newest = new long[staleAfter.length];
        values = new double[staleAfter.length];
        Arrays.fill(newest, Micros.NONE);
        Arrays.fill(values, Double.NaN);
    }

    void take(int input, long at, double value) {
        newest[input] = at;
        values[input] = value;
    }

    long newest(int input) {
        return newest[input];
    }

    /** NaN when unknown, bad or, by that time, stale. */
    double value(int input, long at) {
        return at - newest[input] >= staleAfter[input] ? Double.NaN : values[input];
    }

    /** The next time after the given one at which one of the first inputs turns stale, or NEVER. */
    long nextStale(int count, long after) {
        long next = Micros.NEVER;
        for (int i = 0; i < count; i++) {
            if (staleAfter[i] != Micros.NEVER) {
                long stale = newest[i] + staleAfter[i];
                if (stale > after && stale < next) {
                    next = stale;
                }
            }
        }
        return next;
    }

    /** Nothing may lie in the future, or nothing would be new until it has come. */
    void clockWentBack(long now) {
        for (int i = 0; i < newest.length; i++) {
            newest[i] = Math.min(newest[i], now);
        }
    }

    void write(StateWriter out) {
        out.longs(newest);
        out.doubles(values);
    }

    void read(StateReader in) {
        in.longs(newest);
        in.doubles(values);
    }
}
