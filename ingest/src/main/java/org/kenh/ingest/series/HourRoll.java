package org.kenh.ingest.series;

import java.util.Arrays;

/**
 * What the readings of one device in one hour come to, series by series: count, sum and extremes with their times. The
 * order in which they come does not matter, but that the first of equal extremes stays. Not safe for several threads.
 */
public final class HourRoll {
    private final long hourMicros;
    private int[] counts = new int[0];
    private double[] sums = new double[0];
    private double[] minimums = new double[0];
    private double[] maximums = new double[0];
    private long[] minimumAt = new long[0];
    private long[] maximumAt = new long[0];
    private short[] minimumStatus = new short[0];
    private short[] maximumStatus = new short[0];

    /**
     * An hour without readings.
     *
     * @param hourMicros when the hour begins, in microseconds since 1970
     */
    public HourRoll(long hourMicros) {
        this.hourMicros = hourMicros;
    }

    /**
     * Takes one reading.
     *
     * @param place of the series in the arrays, from 0 on
     */
    public void add(int place, long micros, double value, short status) {
        reserve(place + 1);
        if (counts[place] == 0 || value < minimums[place]) {
            minimums[place] = value;
            minimumAt[place] = micros;
            minimumStatus[place] = status;
        }
        if (counts[place] == 0 || value > maximums[place]) {
            maximums[place] = value;
            maximumAt[place] = micros;
            maximumStatus[place] = status;
        }
        counts[place]++;
        sums[place] += value;
    }

    public long hourMicros() {
        return hourMicros;
    }

    /** What came of it; the arrays are handed over. */
    public Columns columns() {
        return new Columns(counts, sums, minimums, maximums, minimumAt, maximumAt, minimumStatus, maximumStatus);
    }

    private void reserve(int length) {
        if (length <= counts.length) {
            return;
        }
        counts = Arrays.copyOf(counts, length);
        sums = Arrays.copyOf(sums, length);
        minimums = Arrays.copyOf(minimums, length);
        maximums = Arrays.copyOf(maximums, length);
        minimumAt = Arrays.copyOf(minimumAt, length);
        maximumAt = Arrays.copyOf(maximumAt, length);
        minimumStatus = Arrays.copyOf(minimumStatus, length);
        maximumStatus = Arrays.copyOf(maximumStatus, length);
    }

    /** By place; where the count is 0 the others mean nothing. Times in microseconds since 1970. */
    @SuppressWarnings("ArrayRecordComponent") // goes straight into a statement and is never compared
    public record Columns(
            int[] counts,
            double[] sums,
            double[] minimums,
            double[] maximums,
            long[] minimumAt,
            long[] maximumAt,
            short[] minimumStatus,
            short[] maximumStatus) {}
}
