package org.kenh.ingest.alarm;

import java.util.Arrays;

/**
 * Lowest and highest value of a sliding window in {@value #PARTS} parts, so that its size does not depend on the rate.
 * What the other parts come to is kept until the next part begins: series that report often would look at all of them
 * with each reading.
 */
final class Extremes {
    /** A power of two. */
    private static final int PARTS = 32;

    private final long partLength;
    private final long[] part = new long[PARTS];
    private final double[] low = new double[PARTS];
    private final double[] high = new double[PARTS];

    /** The part whose others are summed up, with its first moment; NONE: they are not. */
    private long current = Micros.NONE;

    private long currentStart;
    private double lowOfOthers;
    private double highOfOthers;

    Extremes(long window) {
        partLength = Math.max(1, window / PARTS);
        Arrays.fill(part, Micros.NONE);
    }

    void add(long at, double value) {
        boolean summedUp = isCurrent(at);
        long number = summedUp ? current : Math.floorDiv(at, partLength);
        int slot = slot(number);
        if (part[slot] == number) {
            low[slot] = Math.min(low[slot], value);
            high[slot] = Math.max(high[slot], value);
        } else {
            part[slot] = number;
            low[slot] = value;
            high[slot] = value;
            summedUp = false;
        }
        if (!summedUp) {
            current = Micros.NONE;
        }
    }

    double lowest(long at, double start) {
        sumUp(at);
        int slot = slot(current);
        double lowest = lowOfOthers < start ? lowOfOthers : start;
        return part[slot] == current && low[slot] < lowest ? low[slot] : lowest;
    }

    double highest(long at, double start) {
        sumUp(at);
        int slot = slot(current);
        double highest = highOfOthers > start ? highOfOthers : start;
        return part[slot] == current && high[slot] > highest ? high[slot] : highest;
    }

    private void sumUp(long at) {
        if (isCurrent(at)) {
            return;
        }
        current = Math.floorDiv(at, partLength);
        currentStart = current * partLength;
        long oldest = current - PARTS;
        lowOfOthers = Double.POSITIVE_INFINITY;
        highOfOthers = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < PARTS; i++) {
            if (part[i] > oldest && part[i] != current) {
                lowOfOthers = Math.min(lowOfOthers, low[i]);
                highOfOthers = Math.max(highOfOthers, high[i]);
            }
        }
    }

    private boolean isCurrent(long at) {
        return current != Micros.NONE && at >= currentStart && at - currentStart < partLength;
    }

    private static int slot(long number) {
        return (int) (number & (PARTS - 1));
    }

    long window() {
        return partLength * PARTS;
    }

    void forgetAfter(long now) {
        current = Micros.NONE;
        long last = Math.floorDiv(now, partLength);
        for (int i = 0; i < PARTS; i++) {
            if (part[i] > last) {
                part[i] = Micros.NONE;
            }
        }
    }

    void write(StateWriter out) {
        out.longs(part);
        out.doubles(low);
        out.doubles(high);
    }

    void read(StateReader in) {
        current = Micros.NONE;
        in.longs(part);
        in.doubles(low);
        in.doubles(high);
    }
}
