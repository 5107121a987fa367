package org.kenh.operations.irrigation.demand;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.Bucket;

/** A series by the hour, in the unit that is wanted. */
final class Hours {
    static final Duration HOUR = Duration.ofHours(1);
    static final Hours NONE = new Hours(new TreeMap<>());

    private final NavigableMap<Instant, Bucket> buckets;

    private Hours(NavigableMap<Instant, Bucket> buckets) {
        this.buckets = buckets;
    }

    static Hours read(SeriesReader reader, SeriesReader.Range range, Dimension.Linear scale) {
        NavigableMap<Instant, Bucket> buckets = new TreeMap<>();
        reader.buckets(range, HOUR, bucket -> buckets.put(bucket.start(), scaled(bucket, scale)));
        return new Hours(buckets);
    }

    boolean isEmpty() {
        return buckets.isEmpty();
    }

    Optional<Instant> first() {
        return isEmpty() ? Optional.empty() : Optional.of(buckets.firstKey());
    }

    /** The 24 hours of a civil day; empty where nothing good was read. */
    List<Optional<Bucket>> of(LocalDate day) {
        Instant start = start(day);
        List<Optional<Bucket>> hours = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            hours.add(Optional.ofNullable(buckets.get(start.plus(HOUR.multipliedBy(hour)))));
        }
        return hours;
    }

    Optional<Bucket> at(Instant start) {
        return Optional.ofNullable(buckets.get(start));
    }

    /** Those that have begun in the time, oldest first. */
    List<Bucket> between(Instant from, Instant to) {
        return List.copyOf(buckets.subMap(from, true, to, false).values());
    }

    static Instant start(LocalDate day) {
        return day.atStartOfDay(DemandSettings.ZONE).toInstant();
    }

    private static Bucket scaled(Bucket bucket, Dimension.Linear scale) {
        return new Bucket(
                bucket.start(),
                scale.of(bucket.average()),
                scale.of(bucket.minimum()),
                scale.of(bucket.maximum()),
                bucket.count());
    }
}
