package org.kenh.operations.alarmdesk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.series.SeriesInfo;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.telemetry.DeviceId;

/** Series of which the newer readings cannot be read while it fails. */
final class FailingSeries implements SeriesReader {
    private final SeriesReader series;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean fails;

    FailingSeries(SeriesReader series) {
        this.series = series;
    }

    void fails(boolean set) {
        fails = set;
    }

    int failures() {
        return failures.get();
    }

    @Override
    public void since(Map<DeviceId, Instant> after, Consumer<DeviceReading> each) {
        if (fails) {
            failures.incrementAndGet();
            throw new IngestException("the database is away");
        }
        series.since(after, each);
    }

    @Override
    public List<SeriesInfo> series(SeriesFilter filter) {
        return series.series(filter);
    }

    @Override
    public void texts(Texts wanted, Consumer<DeviceReading> each) {
        series.texts(wanted, each);
    }

    @Override
    public boolean readings(Range range, Optional<Integer> limit, Consumer<StoredReading> each) {
        return series.readings(range, limit, each);
    }

    @Override
    public Optional<StoredReading> newest(Range range) {
        return series.newest(range);
    }

    @Override
    public boolean downsampled(Range range, int points, Consumer<StoredReading> each) {
        return series.downsampled(range, points, each);
    }

    @Override
    public boolean buckets(Range range, Duration bucket, Consumer<Bucket> each) {
        return series.buckets(range, bucket, each);
    }

    @Override
    public List<KnownSeries> known() {
        return series.known();
    }
}
