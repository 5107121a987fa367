package org.kenh.ingest.timescale;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/** What is known in memory of a device: its number, its series and its last values, as committed. Never changes. */
final class DeviceState {
    /** The time of a series that has no value. */
    static final long NEVER = Long.MIN_VALUE;

    private final int number;
    private final Map<SeriesName, Known> series;
    private final LastNumbers numbers;
    private final Map<Integer, Long> eventTimes;

    /**
     * @param series by name; nobody changes the map afterwards
     * @param eventTimes the time of the last event in microseconds, by ordinal, for series that have one
     */
    DeviceState(int number, Map<SeriesName, Known> series, LastNumbers numbers, Map<Integer, Long> eventTimes) {
        this.number = number;
        this.series = series;
        this.numbers = numbers;
        this.eventTimes = eventTimes;
    }

    /** The key of the device in the tables of numbers. */
    int number() {
        return number;
    }

    @Nullable
    Known known(SeriesName name) {
        return series.get(name);
    }

    Map<SeriesName, Known> series() {
        return series;
    }

    int seriesCount() {
        return series.size();
    }

    LastNumbers numbers() {
        return numbers;
    }

    Map<Integer, Long> eventTimes() {
        return eventTimes;
    }

    /** The time of the last value of a series in microseconds, number or event; {@link #NEVER} if there is none. */
    long lastMicros(int ordinal) {
        return Math.max(numbers.micros(ordinal), eventTimes.getOrDefault(ordinal, NEVER));
    }

    /** A series as it is in the table; ordinals of a device begin with 1 and have no gaps. */
    record Known(int id, int ordinal, Unit unit) {
        boolean hasUnit(Unit measured) {
            return measured.symbol().isEmpty() || measured.equals(unit);
        }
    }

    /** Last numbers of a device; the place of a series is its ordinal less one. Nobody changes the arrays. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy for every access would cost more than the values
    record LastNumbers(long[] at, long[] receivedAt, double[] numbers, short[] status) {
        static LastNumbers none(int count) {
            long[] never = new long[count];
            Arrays.fill(never, NEVER);
            return new LastNumbers(never, never.clone(), new double[count], new short[count]);
        }

        /** A copy that has room for so many series. */
        LastNumbers copy(int count) {
            LastNumbers copy = none(Math.max(count, at.length));
            copyInto(copy, 0);
            return copy;
        }

        void copyInto(LastNumbers other, int place) {
            System.arraycopy(at, 0, other.at, place, at.length);
            System.arraycopy(receivedAt, 0, other.receivedAt, place, at.length);
            System.arraycopy(numbers, 0, other.numbers, place, at.length);
            System.arraycopy(status, 0, other.status, place, at.length);
        }

        long micros(int ordinal) {
            return ordinal <= at.length ? at[ordinal - 1] : NEVER;
        }
    }
}
