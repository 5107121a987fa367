package org.kenh.ingest.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/**
 * Reads series. All calls block on the database; {@link org.kenh.ingest.IngestException} means that the store failed.
 * Ranges include {@code from} and exclude {@code to}.
 */
public interface SeriesReader {
    /** Series that fit all given conditions, by device and name. */
    List<SeriesInfo> series(SeriesFilter filter);

    /** Streams readings, oldest first, in constant memory, numbers and events alike. False if there is no such series. */
    boolean readings(Range range, Optional<Integer> limit, Consumer<StoredReading> each);

    /** Streams texts of some series of several devices in constant memory, in no order of the devices, each oldest first. */
    void texts(Texts wanted, Consumer<DeviceReading> each);

    /** The newest reading of the range, number or event. */
    Optional<StoredReading> newest(Range range);

    /**
     * At most {@code points} readings of a number series, oldest first, that keep its shape: the lowest and the highest
     * reading of equal slices of the range, so that no peak is lost. Readings of bad quality are left out of the
     * choice. False if there is no such series.
     */
    boolean downsampled(Range range, int points, Consumer<StoredReading> each);

    /**
     * Aggregates by buckets of equal length, aligned to local midnight of Asia/Ho_Chi_Minh, oldest first; empty buckets
     * are left out, readings of bad quality do not count. False if there is no such series.
     */
    boolean buckets(Range range, Duration bucket, Consumer<Bucket> each);

    /** All series of devices in service, without their values. */
    List<KnownSeries> known();

    /** Streams all readings of these devices that are newer than the time given for each, by their own times. */
    void since(Map<DeviceId, Instant> after, Consumer<DeviceReading> each);

    /** Which series; empty means any. */
    record SeriesFilter(Optional<DeviceId> device, Optional<String> site, Optional<SeriesName> name) {}

    /** Pieces of the same time of series with these names. */
    record Texts(Collection<DeviceId> devices, Set<SeriesName> names, Instant from, Instant to) {}

    /** A piece of one series. */
    record Range(DeviceId device, SeriesName series, Instant from, Instant to) {}

    /**
     * A series.
     *
     * @param interval how often it reports, as declared for it or else for its device
     */
    record KnownSeries(DeviceId device, SeriesName name, Unit unit, Optional<Duration> interval) {}

    record DeviceReading(DeviceId device, Reading reading) {}

    record StoredReading(Instant at, Value value, Quality quality) {}

    record Bucket(Instant start, double average, double minimum, double maximum, long count) {}
}
