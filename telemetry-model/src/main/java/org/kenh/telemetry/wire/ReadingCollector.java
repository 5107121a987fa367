package org.kenh.telemetry.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.Reading;

/** Gathers the readings and the number of one payload and holds its bounds: how many, how old, how far ahead. */
final class ReadingCollector {
    private final List<Reading> readings = new ArrayList<>();
    private final DecodingLimits limits;
    private final long nowMicros;
    private final long earliestMicros;
    private final long latestMicros;
    private final NumberFields number = new NumberFields();
    private int records;

    ReadingCollector(Instant now, DecodingLimits limits) {
        this.limits = limits;
        this.nowMicros = micros(now);
        this.earliestMicros = micros(limits.earliest(now));
        this.latestMicros = micros(limits.latest(now));
    }

    long nowMicros() {
        return nowMicros;
    }

    int size() {
        return readings.size();
    }

    /** Counts one record more, before it is read. */
    int nextRecord() throws Rejection {
        if (records == limits.maxRecords()) {
            throw new Rejection(
                    "a pack must have at most " + limits.maxRecords() + " records", "record " + (records + 1));
        }
        return ++records;
    }

    void add(Reading reading) throws Rejection {
        checkTime(reading.timeMicros());
        readings.add(reading);
    }

    /** Gives the readings from {@code first} on another time, for a time that stands behind its values. */
    void moveTo(long timeMicros, int first) throws Rejection {
        checkTime(timeMicros);
        for (int i = first; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            readings.set(
                    i, new Reading(reading.series(), reading.unit(), timeMicros, reading.value(), reading.quality()));
        }
    }

    /** Takes back the readings from {@code first} on, which turn out to be something else. */
    List<Reading> withdraw(int first) {
        List<Reading> tail = readings.subList(first, readings.size());
        List<Reading> withdrawn = List.copyOf(tail);
        records -= withdrawn.size();
        tail.clear();
        return withdrawn;
    }

    /** The number of the pack, as far as it has been read. */
    NumberFields number() {
        return number;
    }

    /** All readings in the order of the payload, each identity once. */
    Pack finish() throws Rejection {
        if (readings.isEmpty()) {
            throw new Rejection("the payload has no reading");
        }
        return new Pack(Duplicates.resolve(readings), number.finish());
    }

    private void checkTime(long timeMicros) throws Rejection {
        if (timeMicros < earliestMicros) {
            throw new Rejection("time " + instant(timeMicros) + " is before " + instant(earliestMicros));
        }
        if (timeMicros > latestMicros) {
            throw new Rejection("time " + instant(timeMicros) + " is after " + instant(latestMicros));
        }
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(long timeMicros) {
        return Instant.EPOCH.plus(timeMicros, ChronoUnit.MICROS);
    }
}
