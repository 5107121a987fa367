package org.kenh.ingest.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.series.Downsampler;
import org.kenh.ingest.series.SeriesInfo;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/** Reads series with cursors: rows come in portions, so that a year of a series needs no more memory than an hour. */
final class SeriesTables implements SeriesReader {
    private static final int FETCH_ROWS = 2_000;
    /** Local midnight in Asia/Ho_Chi_Minh, which has had no summer time since this origin and none is planned. */
    private static final String BUCKET_ORIGIN = "timestamptz '2000-01-01 00:00:00+07'";

    private static final String NUMBERS =
            "select at, numbers[:ordinal] as value, coalesce(status[:ordinal], 0) as status,"
                    + " null::text as body from telemetry.sample"
                    + " where device = :device and at >= :from and at < :to and numbers[:ordinal] is not null";
    private static final String EVENTS = "select at, null::float8, status, body from telemetry.event"
            + " where series_id = :series and at >= :from and at < :to";

    private final Jdbi jdbi;

    SeriesTables(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public List<SeriesInfo> series(SeriesFilter filter) {
        return read(
                "series",
                handle -> handle.createQuery("select s.device, d.site, s.name, s.unit,"
                                + " l.at, l.received_at, l.value, l.body, l.status"
                                + " from telemetry.series s join telemetry.device d on d.id = s.device and d.deleted_at is null"
                                + " left join telemetry.last_value l on l.series_id = s.id"
                                + " where (:device::text is null or s.device = :device)"
                                + " and (:site::text is null or d.site = :site)"
                                + " and (:name::text is null or s.name = :name) order by s.device, s.name")
                        .bind("device", filter.device().map(DeviceId::value))
                        .bind("site", filter.site())
                        .bind("name", filter.name().map(SeriesName::value))
                        .setFetchSize(FETCH_ROWS)
                        .map((row, context) -> info(row))
                        .list());
    }

    @Override
    public boolean readings(Range range, Optional<Integer> limit, Consumer<StoredReading> each) {
        String sql = NUMBERS + " union all " + EVENTS + " order by at limit :limit";
        return ranged(
                range,
                sql,
                query -> query.bind("limit", limit)
                        .map((row, context) -> reading(row))
                        .forEach(each));
    }

    @Override
    public boolean downsampled(Range range, int points, Consumer<StoredReading> each) {
        Downsampler downsampler = new Downsampler(range.from(), range.to(), points, each);
        String sql = NUMBERS + " and coalesce(status[:ordinal], 0) & 3 <> " + SeriesStatus.BAD + " order by at";
        boolean found = ranged(
                range, sql, query -> query.map((row, context) -> reading(row)).forEach(downsampler::add));
        downsampler.finish();
        return found;
    }

    @Override
    public boolean buckets(Range range, Duration bucket, Consumer<Bucket> each) {
        String sql = "select date_bin(:micros * interval '1 microsecond', at, " + BUCKET_ORIGIN + ") as start,"
                + " avg(value), min(value), max(value), count(*) from (" + NUMBERS + ") numbers"
                + " where status & 3 <> " + SeriesStatus.BAD + " group by start order by start";
        return ranged(
                range,
                sql,
                query -> query.bind("micros", micros(bucket))
                        .map((row, context) -> bucket(row))
                        .forEach(each));
    }

    private boolean ranged(Range range, String sql, Consumer<Query> work) {
        return read("series " + range.series() + " of device " + range.device(), handle -> {
            Optional<Place> place = place(handle, range);
            if (place.isEmpty()) {
                return false;
            }
            try (Query query = handle.createQuery(sql)) {
                work.accept(query.setFetchSize(FETCH_ROWS)
                        .bind("series", place.get().series())
                        .bind("device", place.get().device())
                        .bind("ordinal", place.get().ordinal())
                        .bind("from", range.from().atOffset(ZoneOffset.UTC))
                        .bind("to", range.to().atOffset(ZoneOffset.UTC)));
            }
            return true;
        });
    }

    private static Optional<Place> place(Handle handle, Range range) {
        return handle.createQuery("select s.id, d.number, s.ordinal from telemetry.series s"
                        + " join telemetry.device d on d.id = s.device where s.device = :device and s.name = :name")
                .bind("device", range.device().value())
                .bind("name", range.series().value())
                .map((row, context) -> new Place(row.getInt(1), row.getInt(2), row.getInt(3)))
                .findOne();
    }

    private static SeriesInfo info(ResultSet row) throws SQLException {
        Optional<OffsetDateTime> at = Optional.ofNullable(row.getObject("at", OffsetDateTime.class));
        Optional<SeriesInfo.LastReading> last = at.isEmpty()
                ? Optional.empty()
                : Optional.of(new SeriesInfo.LastReading(
                        at.get().toInstant(),
                        RegistryRows.instant(row, "received_at").orElseThrow(),
                        SeriesStatus.value(row.getInt("status"), row.getDouble("value"), body(row)),
                        SeriesStatus.quality(row.getInt("status"))));
        return new SeriesInfo(
                DeviceId.of(row.getString("device")),
                row.getString("site"),
                SeriesName.of(row.getString("name")),
                Unit.of(row.getString("unit")),
                last);
    }

    private static StoredReading reading(ResultSet row) throws SQLException {
        int status = row.getInt(3);
        return new StoredReading(
                row.getObject(1, OffsetDateTime.class).toInstant(),
                SeriesStatus.value(status, row.getDouble(2), body(row)),
                SeriesStatus.quality(status));
    }

    private static Bucket bucket(ResultSet row) throws SQLException {
        return new Bucket(
                row.getObject(1, OffsetDateTime.class).toInstant(),
                row.getDouble(2),
                row.getDouble(3),
                row.getDouble(4),
                row.getLong(5));
    }

    /** The column {@code body}, which is null for numbers and flags. */
    private static String body(ResultSet row) throws SQLException {
        return Objects.requireNonNullElse(row.getString("body"), "");
    }

    private static long micros(Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("a bucket must be longer than nothing, but is " + duration);
        }
        return Math.max(1, duration.toNanos() / 1_000);
    }

    /** A cursor needs a transaction. */
    private <T> T read(String what, Function<Handle, T> work) {
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw new IngestException(what + " could not be read: " + e.getMessage(), e);
        }
    }

    /** Where a series lies: its id, and its device's number with its place in the arrays. */
    private record Place(int series, int device, int ordinal) {}
}
