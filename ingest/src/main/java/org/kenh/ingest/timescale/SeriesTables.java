package org.kenh.ingest.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.series.Downsampler;
import org.kenh.ingest.series.SeriesInfo;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.Stretch;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/** Reads series with cursors: rows come in portions, so that a year of a series needs no more memory than an hour. */
final class SeriesTables implements SeriesReader {
    private static final int FETCH_ROWS = 2_000;
    private static final Duration HOUR = Duration.ofHours(1);
    /** Local midnight in Asia/Ho_Chi_Minh, which has had no summer time since this origin and none is planned. */
    private static final String BUCKET_ORIGIN = "timestamptz '2000-01-01 00:00:00+07'";

    private static final String NUMBER = "numbers[:ordinal]";
    private static final String STATUS = "coalesce(status[:ordinal], 0)";
    private static final String NUMBERS = "select at, " + NUMBER + " as value, " + STATUS + " as status,"
            + " null::text as body from telemetry.sample"
            + " where device = :device and at >= :from and at < :to and " + NUMBER + " is not null";
    private static final String GOOD_NUMBERS = NUMBERS + " and " + STATUS + " & 3 <> " + SeriesStatus.BAD;
    private static final String EXTREMES = "select minimum_at[:ordinal], minimums[:ordinal], minimum_status[:ordinal],"
            + " maximum_at[:ordinal], maximums[:ordinal], maximum_status[:ordinal] from telemetry.device_hour"
            + " where device = :device and hour >= :from and hour < :to and counts[:ordinal] > 0 order by hour";
    private static final String FINISHED =
            "select day from telemetry.device_day" + " where device = :device and day between :from and :to and rolled";
    /** Stretch by stretch, the readings themselves or finished hours. */
    private static final String BUCKETS = "select date_bin(:micros * interval '1 microsecond', at, " + BUCKET_ORIGIN
            + ") as start, sum(total) / sum(number), min(low), max(high), sum(number)::bigint from ("
            + " select s.at, s." + NUMBER + " as total, s." + NUMBER + " as low, s." + NUMBER + " as high, 1 as number"
            + " from unnest(:from::text::timestamptz[], :to::text::timestamptz[]) as stretch (first, after)"
            + " join telemetry.sample s on s.device = :device and s.at >= first and s.at < after"
            // As parameters of their own, so that the planner leaves out all other partitions.
            + " and s.at >= :rawFrom and s.at < :rawTo"
            + " where s." + NUMBER + " is not null and " + STATUS + " & 3 <> " + SeriesStatus.BAD
            + " union all select h.hour, h.sums[:ordinal], h.minimums[:ordinal], h.maximums[:ordinal], h.counts[:ordinal]"
            + " from unnest(:hourFrom::text::timestamptz[], :hourTo::text::timestamptz[]) as stretch (first, after)"
            + " join telemetry.device_hour h on h.device = :device and h.hour >= first and h.hour < after"
            + " where h.counts[:ordinal] > 0) parts group by start order by start";

    private static final String EVENTS = "select at, null::float8, status, body from telemetry.event"
            + " where series_id = :series and at >= :from and at < :to";

    private static final String TEXTS = "select t.device, t.name, t.unit, e.at, e.status, e.body"
            + " from telemetry.series t join telemetry.event e on e.series_id = t.id"
            + " where t.device = any(:devices) and t.name = any(:names) and e.at >= :from and e.at < :to order by e.at";

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
    public List<KnownSeries> known() {
        return read(
                "series",
                handle -> handle.createQuery("select s.device, s.name, s.unit,"
                                + " coalesce(s.report_interval_ms, d.report_interval_ms)"
                                + " from telemetry.series s join telemetry.device d on d.id = s.device"
                                + " where d.deleted_at is null order by s.device, s.name")
                        .setFetchSize(FETCH_ROWS)
                        .map((row, context) -> new KnownSeries(
                                DeviceId.of(row.getString(1)),
                                SeriesName.of(row.getString(2)),
                                Unit.of(row.getString(3)),
                                Optional.ofNullable(row.getObject(4, Long.class))
                                        .map(Duration::ofMillis)))
                        .list());
    }

    @Override
    public void since(Map<DeviceId, Instant> after, Consumer<DeviceReading> each) {
        if (!after.isEmpty()) {
            read("new readings of " + after.size() + " devices", handle -> {
                new StoredSince(handle).read(after, FETCH_ROWS, each);
                return true;
            });
        }
    }

    @Override
    public void texts(Texts wanted, Consumer<DeviceReading> each) {
        if (!wanted.devices().isEmpty()) {
            read("texts of " + wanted.devices().size() + " devices", handle -> {
                handle.createQuery(TEXTS)
                        .bind(
                                "devices",
                                wanted.devices().stream().map(DeviceId::value).toArray(String[]::new))
                        .bind(
                                "names",
                                wanted.names().stream().map(SeriesName::value).toArray(String[]::new))
                        .bind("from", wanted.from().atOffset(ZoneOffset.UTC))
                        .bind("to", wanted.to().atOffset(ZoneOffset.UTC))
                        .setFetchSize(FETCH_ROWS)
                        .map((row, context) -> text(row))
                        .forEach(each);
                return true;
            });
        }
    }

    private static DeviceReading text(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        return new DeviceReading(
                DeviceId.of(row.getString("device")),
                Reading.of(
                        SeriesName.of(row.getString("name")),
                        Unit.of(row.getString("unit")),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        SeriesStatus.value(status, 0, row.getString("body")),
                        SeriesStatus.quality(status)));
    }

    @Override
    public boolean readings(Range range, Optional<Integer> limit, Consumer<StoredReading> each) {
        String sql = NUMBERS + " union all " + EVENTS + " order by at limit :limit";
        return placed(
                range,
                (handle, place) -> run(
                        handle,
                        sql,
                        place,
                        whole(range),
                        query -> query.bind("limit", limit)
                                .map((row, context) -> reading(row))
                                .forEach(each)));
    }

    @Override
    public Optional<StoredReading> newest(Range range) {
        List<StoredReading> found = new ArrayList<>(1);
        String sql = NUMBERS + " union all " + EVENTS + " order by at desc limit 1";
        placed(
                range,
                (handle, place) -> run(
                        handle,
                        sql,
                        place,
                        whole(range),
                        query -> query.map((row, context) -> reading(row)).forEach(found::add)));
        return found.stream().findFirst();
    }

    @Override
    public boolean downsampled(Range range, int points, Consumer<StoredReading> each) {
        Downsampler downsampler = new Downsampler(range.from(), range.to(), points, each);
        boolean coarse =
                Duration.between(range.from(), range.to()).dividedBy(points).compareTo(HOUR) >= 0;
        boolean found = placed(range, (handle, place) -> {
            for (Stretch stretch : coarse ? stretches(handle, place, range) : List.of(whole(range))) {
                if (stretch.hours()) {
                    extremes(handle, place, stretch, downsampler);
                } else {
                    run(
                            handle,
                            GOOD_NUMBERS + " order by at",
                            place,
                            stretch,
                            query -> query.map((row, context) -> reading(row)).forEach(downsampler::add));
                }
            }
        });
        downsampler.finish();
        return found;
    }

    @Override
    public boolean buckets(Range range, Duration bucket, Consumer<Bucket> each) {
        boolean coarse = bucket.toNanos() % HOUR.toNanos() == 0;
        return placed(range, (handle, place) -> {
            List<Stretch> stretches = coarse ? stretches(handle, place, range) : List.of(whole(range));
            try (Query query = handle.createQuery(BUCKETS)) {
                bind(query, place)
                        .setFetchSize(FETCH_ROWS)
                        .bind("micros", micros(bucket))
                        .bind("rawFrom", edge(stretches, range, Stretch::from, List::getFirst))
                        .bind("rawTo", edge(stretches, range, Stretch::to, List::getLast))
                        .bind("from", times(stretches, false, Stretch::from))
                        .bind("to", times(stretches, false, Stretch::to))
                        .bind("hourFrom", times(stretches, true, Stretch::from))
                        .bind("hourTo", times(stretches, true, Stretch::to))
                        .map((row, context) -> bucket(row))
                        .forEach(each);
            }
        });
    }

    /** Of every hour its lowest and its highest reading, by time. */
    private static void extremes(Handle handle, Place place, Stretch stretch, Downsampler downsampler) {
        run(
                handle,
                EXTREMES,
                place,
                stretch,
                query -> query.map((row, context) -> hour(row)).forEach(hour -> {
                    boolean lowFirst = hour.low.at().isBefore(hour.high.at());
                    downsampler.add(lowFirst ? hour.low : hour.high);
                    if (!hour.low.at().equals(hour.high.at())) {
                        downsampler.add(lowFirst ? hour.high : hour.low);
                    }
                }));
    }

    private static List<Stretch> stretches(Handle handle, Place place, Range range) {
        SortedSet<LocalDate> finished = new TreeSet<>(handle.createQuery(FINISHED)
                .bind("device", place.device())
                .bind("from", LocalDate.ofInstant(range.from(), Micros.ZONE))
                .bind("to", LocalDate.ofInstant(range.to(), Micros.ZONE))
                .mapTo(LocalDate.class)
                .list());
        return Stretch.cut(range.from(), range.to(), finished);
    }

    private static Stretch whole(Range range) {
        return new Stretch(range.from(), range.to(), false);
    }

    /** An outer edge of what is read from readings themselves; both edges are equal when nothing is. */
    private static OffsetDateTime edge(
            List<Stretch> stretches,
            Range range,
            Function<Stretch, Instant> which,
            Function<List<Stretch>, Stretch> outermost) {
        List<Stretch> raw =
                stretches.stream().filter(stretch -> !stretch.hours()).toList();
        Instant edge = raw.isEmpty() ? range.from() : which.apply(outermost.apply(raw));
        return edge.atOffset(ZoneOffset.UTC);
    }

    /** As PostgreSQL writes an array. */
    private static String times(List<Stretch> stretches, boolean hours, Function<Stretch, Instant> which) {
        return stretches.stream()
                .filter(stretch -> stretch.hours() == hours)
                .map(stretch -> which.apply(stretch).toString())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private boolean placed(Range range, BiConsumer<Handle, Place> work) {
        return read("series " + range.series() + " of device " + range.device(), handle -> {
            Optional<Place> place = place(handle, range);
            place.ifPresent(found -> work.accept(handle, found));
            return place.isPresent();
        });
    }

    private static void run(Handle handle, String sql, Place place, Stretch stretch, Consumer<Query> work) {
        try (Query query = handle.createQuery(sql)) {
            work.accept(bind(query, place)
                    .setFetchSize(FETCH_ROWS)
                    .bind("from", stretch.from().atOffset(ZoneOffset.UTC))
                    .bind("to", stretch.to().atOffset(ZoneOffset.UTC)));
        }
    }

    private static Query bind(Query query, Place place) {
        return query.bind("series", place.series())
                .bind("device", place.device())
                .bind("ordinal", place.ordinal());
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

    private static Hour hour(ResultSet row) throws SQLException {
        return new Hour(extreme(row, 1), extreme(row, 4));
    }

    private static StoredReading extreme(ResultSet row, int column) throws SQLException {
        int status = row.getInt(column + 2);
        return new StoredReading(
                Micros.toInstant(row.getLong(column)),
                SeriesStatus.value(status, row.getDouble(column + 1), ""),
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

    /** The lowest and the highest reading of an hour. */
    private record Hour(StoredReading low, StoredReading high) {}
}
