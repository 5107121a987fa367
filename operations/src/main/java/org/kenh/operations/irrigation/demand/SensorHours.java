package org.kenh.operations.irrigation.demand;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.Bucket;
import org.kenh.operations.irrigation.agronomy.Measurement;
import org.kenh.operations.irrigation.agronomy.SensorReading;
import org.kenh.operations.irrigation.agronomy.WettingRule;

/**
 * What a field's water sensor tells: means of the hours, which waves and noise do not reach. Readings of bad quality are
 * not in them.
 */
final class SensorHours {
    /** Tubes that are read once a day have two readings in it. */
    private static final Duration CONFIRMING = Duration.ofDays(2);

    private static final Duration HALF = Duration.ofMinutes(30);

    private final Hours hours;
    private final Instant now;

    private SensorHours(Hours hours, Instant now) {
        this.hours = hours;
        this.now = now;
    }

    /** From the first day until now; nothing for a field without a sensor, or with one in a unit that is not of water. */
    static SensorHours read(SeriesReader reader, FieldModel model, LocalDate first, Instant now) {
        Optional<FieldModel.Sensor> sensor = model.sensor();
        Instant from = Hours.start(first);
        if (sensor.isEmpty() || !from.isBefore(now)) {
            return new SensorHours(Hours.NONE, now);
        }
        SeriesReader.Range range = new SeriesReader.Range(
                sensor.get().place().device(), sensor.get().place().series(), from, now);
        SeriesReader.SeriesFilter filter = new SeriesReader.SeriesFilter(
                Optional.of(range.device()), Optional.empty(), Optional.of(range.series()));
        Hours hours = reader.series(filter).stream()
                .findFirst()
                .flatMap(info -> sensor.get().dimension().from(info.unit()))
                .map(scale -> Hours.read(reader, range, scale))
                .orElse(Hours.NONE);
        return new SensorHours(hours, now);
    }

    /**
     * The newest reading of a step that is believed; empty when there is none. One from before the step is already in the
     * state with which it begins.
     *
     * @param doubted level at or below which two readings in succession are wanted
     */
    Measurement within(Instant from, Instant end, OptionalDouble doubted) {
        Optional<SensorReading> newest = Optional.empty();
        boolean confirmed = doubted.isEmpty()
                || WettingRule.reachedSince(readings(end.minus(CONFIRMING), end), doubted.getAsDouble())
                        .isPresent();
        for (SensorReading reading : readings(from, end)) {
            if (confirmed || reading.value() > doubted.getAsDouble()) {
                newest = Optional.of(reading);
            }
        }
        return new Measurement(newest, end);
    }

    /** The first reading of a day that is believed. */
    Optional<SensorReading> first(LocalDate day, OptionalDouble doubted) {
        List<SensorReading> all = readings(Hours.start(day), Hours.start(day.plusDays(1)));
        List<SensorReading> low = all.stream()
                .takeWhile(reading -> doubted.isPresent() && reading.value() <= doubted.getAsDouble())
                .toList();
        boolean confirmed = low.isEmpty()
                || WettingRule.reachedSince(low, doubted.orElseThrow()).isPresent();
        return all.stream().skip(confirmed ? 0 : low.size()).findFirst();
    }

    Optional<LocalDate> firstDay() {
        return hours.first().map(at -> LocalDate.ofInstant(at, DemandSettings.ZONE));
    }

    List<SensorReading> readings(Instant from, Instant to) {
        return hours.between(from, to).stream().map(this::reading).toList();
    }

    /** At the middle of its hour; the running hour is not over yet. */
    private SensorReading reading(Bucket bucket) {
        Instant middle = bucket.start().plus(HALF);
        return new SensorReading(middle.isAfter(now) ? now : middle, bucket.average(), true);
    }
}
