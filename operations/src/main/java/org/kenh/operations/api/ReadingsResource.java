package org.kenh.operations.api;

import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.Range;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;

/** The readings of one series: as they are, by buckets, or thinned out for a chart. */
final class ReadingsResource {
    static final List<String> AGGREGATES = List.of("avg", "min", "max", "count");
    private static final Duration DEFAULT_RANGE = Duration.ofHours(24);
    private static final Duration LONGEST_BUCKET = Duration.ofDays(366);
    private static final int MOST_READINGS = 10_000_000;

    /** What a screen shows; more is an export. */
    private static final int LARGEST_CHART = 10_000;

    /**
     * Every answer holds one of the six database connections for long reads for as long as its client takes it, so
     * exports, which take long, must leave some to charts, for which people wait.
     */
    private static final int MOST_CHARTS = 3;

    private static final int MOST_EXPORTS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SeriesReader series;
    private final Registry registry;
    private final Places places;
    private final InstantSource clock;
    private final Turnstile charts = new Turnstile(MOST_CHARTS, PATIENCE);
    private final Turnstile exports = new Turnstile(MOST_EXPORTS, PATIENCE);

    ReadingsResource(Backend backend, Places places) {
        this.series = backend.telemetry().series();
        this.registry = backend.telemetry().registry();
        this.places = places;
        this.clock = backend.clock();
    }

    Endpoint endpoint() {
        return Endpoint.get("/readings", Endpoint.Access.SIGNED_IN, this::readings);
    }

    private Answer readings(Call call) {
        Request request = read(call.query());
        DeviceId device = request.range().device();
        Optional<Device> known = registry.device(device);
        // A device that was taken out of service has no place any more; its history is for those who see everything.
        if (known.isPresent() || !call.scope().isEverything()) {
            places.device(call, device);
        }
        return new Answer.Streamed(output -> inTurn(request, output));
    }

    private Request read(Query query) {
        query.require("device");
        query.require("series");
        Optional<DeviceId> device = query.parsed("device", DeviceId::isValid, DeviceId::of);
        Optional<SeriesName> name = query.parsed("series", SeriesName::isValid, SeriesName::of);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<Instant> askedTo = query.instant("to");
        Instant from = query.instant("from").orElseGet(() -> askedTo.orElse(now).minus(DEFAULT_RANGE));
        // Without an end, readings of clocks that run ahead belong to it as well.
        Instant to = askedTo.orElse(now.plus(DEFAULT_RANGE));
        Optional<Duration> bucket = query.duration("bucket", Duration.ofSeconds(1), LONGEST_BUCKET);
        Optional<List<String>> aggregates = query.words("agg", AGGREGATES);
        Optional<Integer> points = query.integer("points", 2, LARGEST_CHART);
        Optional<Integer> limit = query.integer("limit", 1, MOST_READINGS);
        if (from.isAfter(to)) {
            query.error("from", "field.before", "to");
        }
        if (!Years.areStorable(from, to)) {
            query.error("from", "field.years");
        }
        Shape shape = new Shape(bucket, aggregates, points, limit);
        shape.check(query);
        query.finish();
        return new Request(new Range(device.orElseThrow(), name.orElseThrow(), from, to), shape);
    }

    private void inTurn(Request request, OutputStream output) throws java.io.IOException {
        try (Turnstile.Pass _ = (request.isChart() ? charts : exports).enter()) {
            write(request, new ReadingsWriter(output));
        }
    }

    private void write(Request request, ReadingsWriter writer) throws java.io.IOException {
        boolean found = writer.guarded(() -> {
            Shape shape = request.shape();
            if (shape.bucket().isPresent()) {
                List<String> aggregates = shape.aggregates().orElse(AGGREGATES);
                return series.buckets(
                        request.range(), shape.bucket().get(), bucket -> writer.bucket(bucket, aggregates));
            }
            return shape.points().isPresent()
                    ? series.downsampled(request.range(), shape.points().get(), writer::reading)
                    : series.readings(request.range(), shape.limit(), writer::reading);
        });
        if (!found) {
            throw Problem.of(
                    404,
                    "problem.noSeries",
                    request.range().device(),
                    request.range().series());
        }
        writer.finish();
    }

    private record Request(Range range, Shape shape) {
        private boolean isChart() {
            Duration length = Duration.between(range.from(), range.to());
            return shape.points().isPresent()
                    || shape.limit().filter(limit -> limit <= LARGEST_CHART).isPresent()
                    || shape.bucket()
                            .filter(bucket -> length.dividedBy(bucket) <= LARGEST_CHART)
                            .isPresent();
        }
    }

    /** In which form readings are asked for. */
    private record Shape(
            Optional<Duration> bucket,
            Optional<List<String>> aggregates,
            Optional<Integer> points,
            Optional<Integer> limit) {

        private void check(Query query) {
            if (aggregates.isPresent() && bucket.isEmpty()) {
                query.error("agg", "field.onlyWith", "bucket");
            }
            if (points.isPresent() && bucket.isPresent()) {
                query.error("points", "field.notWith", "bucket");
            }
            if (limit.isPresent() && (bucket.isPresent() || points.isPresent())) {
                query.error("limit", "field.notWith", bucket.isPresent() ? "bucket" : "points");
            }
        }
    }

    /** The years that every database here can hold. */
    private static final class Years {
        private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
        private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

        private static boolean areStorable(Instant from, Instant to) {
            return !from.isBefore(FIRST) && !to.isAfter(LAST);
        }
    }
}
