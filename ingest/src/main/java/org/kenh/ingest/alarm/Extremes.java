package org.kenh.ingest.alarm;

import java.util.Arrays;

/** Lowest and highest value of a sliding window in {@value #PARTS} parts, so that its size does not depend on the rate. */
final class Extremes {
    private static final int PARTS = 32;

    private final long partLength;
    private final long[] part = new long[PARTS];
    private final double[] low = new double[PARTS];
    private final double[] high = new double[PARTS];

    Extremes(long window) {
        partLength = Math.max(1, window / PARTS);
        Arrays.fill(part, Micros.NONE);
    }

    void add(long at, double value) {
        long number = Math.floorDiv(at, partLength);
        int slot = Math.floorMod(number, PARTS);
        if (part[slot] == number) {
            low[slot] = Math.min(low[slot], value);
            high[slot] = Math.max(high[slot], value);
        } else {
            part[slot] = number;
            low[slot] = value;
            high[slot] = value;
        }
    }

    double lowest(long at, double start) {
        long oldest = Math.floorDiv(at, partLength) - PARTS;
        double lowest = start;
        for (int i = 0; i < PARTS; i++) {
            if (part[i] > oldest && low[i] < lowest) {
                lowest = low[i];
            }
        }
        return lowest;
    }

    double highest(long at, double start) {
        long oldest = Math.floorDiv(at, partLength) - PARTS;
        double highest = start;
        for (int i = 0; i < PARTS; i++) {
            if (part[i] > oldest && high[i] > highest) {
                highest = high[i];
            }
        }
        return highest;
    }

    long window() {
        return partLength * PARTS;
    }

    void forgetAfter(long now) {
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
        in.longs(part);
        in.doubles(low);
        in.doubles(high);
    }
}
