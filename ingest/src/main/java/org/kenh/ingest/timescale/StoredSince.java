package org.kenh.ingest.timescale;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.series.SeriesReader.DeviceReading;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/** Reads what is stored of several devices after a time of each, in the order of the readings' own times. */
final class StoredSince {
    private static final String SERIES =
            "select device, name, unit, ordinal from telemetry.series" + " where device = any(:devices)";

    // The earliest time stands alone as well, so that the planner leaves out all older partitions.
    private static final String ROWS = "with given as (select d.id, d.number, g.after"
            + " from unnest(:devices, :after::text[]::timestamptz[]) as g (device, after)"
            + " join telemetry.device d on d.id = g.device)"
            + " select g.id, s.at, s.numbers, array_lower(s.numbers, 1), s.status, array_lower(s.status, 1),"
            + " null::text as name, null::text as unit, null::text as body, 0 as body_status"
            + " from given g join telemetry.sample s on s.device = g.number and s.at > g.after where s.at > :earliest"
            + " union all select g.id, e.at, null, 0, null, 0, t.name, t.unit, e.body, e.status"
            + " from given g join telemetry.series t on t.device = g.id"
            + " join telemetry.event e on e.series_id = t.id and e.at > g.after where e.at > :earliest"
            + " order by 2";

    private final Handle handle;

    StoredSince(Handle handle) {
        this.handle = handle;
    }

    void read(Map<DeviceId, Instant> after, int portion, Consumer<DeviceReading> each) {
        List<DeviceId> devices = new ArrayList<>(after.keySet());
        String[] ids = devices.stream().map(DeviceId::value).toArray(String[]::new);
        String[] times = devices.stream().map(id -> after.get(id) + "").toArray(String[]::new);
        Map<DeviceId, List<@Nullable Known>> series = series(ids);
        handle.createQuery(ROWS)
                .bind("devices", ids)
                .bind("after", times)
                .bind("earliest", Collections.min(after.values()).atOffset(ZoneOffset.UTC))
                .setFetchSize(portion)
                .map((row, context) -> {
                    tell(row, series, each);
                    return true;
                })
                .forEach(told -> {});
    }

    /** By ordinal less one. */
    private Map<DeviceId, List<@Nullable Known>> series(String[] ids) {
        Map<DeviceId, List<@Nullable Known>> series = new HashMap<>();
        handle.createQuery(SERIES)
                .bind("devices", ids)
                .map((row, context) -> {
                    List<@Nullable Known> known =
                            series.computeIfAbsent(DeviceId.of(row.getString(1)), id -> new ArrayList<>());
                    int place = row.getInt(4) - 1;
                    while (known.size() <= place) {
                        known.add(null);
                    }
                    known.set(place, new Known(SeriesName.of(row.getString(2)), Unit.of(row.getString(3))));
                    return true;
                })
                .forEach(done -> {});
        return series;
    }

    private static void tell(ResultSet row, Map<DeviceId, List<@Nullable Known>> series, Consumer<DeviceReading> each)
            throws SQLException {
        DeviceId device = DeviceId.of(row.getString(1));
        long micros = Micros.of(row.getObject(2, OffsetDateTime.class).toInstant());
        Array numbers = row.getArray(3);
        if (numbers == null) {
            int status = row.getInt(10);
            each.accept(new DeviceReading(
                    device,
                    new Reading(
                            SeriesName.of(row.getString(7)),
                            Unit.of(row.getString(8)),
                            micros,
                            SeriesStatus.value(status, 0, row.getString(9)),
                            SeriesStatus.quality(status))));
            return;
        }
        StoredSample sample = new StoredSample(
                row.getInt(4), (@Nullable Double[]) numbers.getArray(), row.getInt(6), statuses(row.getArray(5)));
        tell(device, micros, sample, series.getOrDefault(device, List.of()), each);
    }

    private static void tell(
            DeviceId device,
            long micros,
            StoredSample sample,
            List<@Nullable Known> series,
            Consumer<DeviceReading> each) {
        @Nullable Double[] numbers = sample.numbers();
        for (int i = 0; i < numbers.length; i++) {
            Double number = numbers[i];
            int place = sample.lowest() - 1 + i;
            // A series that was created a moment ago may not be in our list yet; its readings come with the feed.
            Known known = place < series.size() ? series.get(place) : null;
            if (number != null && known != null) {
                int status = sample.statusOf(place + 1);
                each.accept(new DeviceReading(
                        device,
                        new Reading(
                                known.name,
                                known.unit,
                                micros,
                                SeriesStatus.value(status, number, ""),
                                SeriesStatus.quality(status))));
            }
        }
    }

    private static short[] statuses(@Nullable Array status) throws SQLException {
        return status == null ? new short[0] : Columns.shorts(status);
    }

    private record Known(SeriesName name, Unit unit) {}
}
