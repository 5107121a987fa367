package org.kenh.ingest.timescale;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kenh.ingest.timescale.DeviceState.Known;
import org.kenh.ingest.timescale.DeviceState.LastNumbers;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/** The statements of a batch about devices and their series. */
final class SeriesSql {
    private final Connection connection;
    private final Columns columns;

    SeriesSql(Connection connection) {
        this.connection = connection;
        this.columns = new Columns(connection);
    }

    /** What is stored of those of the devices that exist. */
    Map<DeviceId, DeviceState> load(Collection<DeviceId> devices) throws SQLException {
        Map<DeviceId, DeviceState> loaded = new HashMap<>();
        String sql = "select d.id, d.number, l.at, l.received_at, l.numbers, l.status from telemetry.device d"
                + " left join telemetry.device_last l on l.device = d.number where d.id = any (?)";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, columns.texts(devices.stream().map(DeviceId::value)));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    LastNumbers numbers = row.getArray(3) == null
                            ? LastNumbers.none(0)
                            : new LastNumbers(
                                    Columns.longs(row.getArray(3)),
                                    Columns.longs(row.getArray(4)),
                                    Columns.doubles(row.getArray(5)),
                                    Columns.shorts(row.getArray(6)));
                    loaded.put(
                            DeviceId.of(row.getString(1)), new DeviceState(row.getInt(2), Map.of(), numbers, Map.of()));
                }
            }
        }
        return loaded.isEmpty() ? loaded : withSeries(loaded);
    }

    private Map<DeviceId, DeviceState> withSeries(Map<DeviceId, DeviceState> devices) throws SQLException {
        Map<DeviceId, Map<SeriesName, Known>> series = new HashMap<>();
        Map<DeviceId, Map<Integer, Long>> events = new HashMap<>();
        String sql = "select s.device, s.id, s.ordinal, s.name, s.unit, " + Micros.FROM_TIME.formatted("e.at")
                + " from telemetry.series s left join telemetry.last_event e on e.series_id = s.id"
                + " where s.device = any (?)";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, columns.texts(devices.keySet().stream().map(DeviceId::value)));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    DeviceId device = DeviceId.of(row.getString(1));
                    Known known = new Known(row.getInt(2), row.getInt(3), Unit.of(row.getString(5)));
                    series.computeIfAbsent(device, any -> new HashMap<>()).put(SeriesName.of(row.getString(4)), known);
                    long event = row.getLong(6);
                    if (!row.wasNull()) {
                        events.computeIfAbsent(device, any -> new HashMap<>()).put(known.ordinal(), event);
                    }
                }
            }
        }
        Map<DeviceId, DeviceState> whole = new HashMap<>();
        devices.forEach((device, state) -> whole.put(
                device,
                new DeviceState(
                        state.number(),
                        series.getOrDefault(device, Map.of()),
                        state.numbers(),
                        events.getOrDefault(device, Map.of()))));
        return whole;
    }

    /** Creates or changes series and tells the new ones their ids. */
    void store(List<PlannedSeries> series) throws SQLException {
        // Apart, because INSERT ... ON CONFLICT draws an id from the sequence for every row that it only updates.
        Map<Boolean, List<PlannedSeries>> byKnown =
                series.stream().collect(Collectors.partitioningBy(PlannedSeries::isKnown));
        insertSeries(byKnown.getOrDefault(false, List.of()));
        updateSeries(byKnown.getOrDefault(true, List.of()));
    }

    /** A conflict is met only after a commit whose outcome was unknown. */
    private void insertSeries(List<PlannedSeries> series) throws SQLException {
        if (series.isEmpty()) {
            return;
        }
        Map<List<String>, PlannedSeries> byKey = new HashMap<>();
        series.forEach(one -> byKey.put(List.of(one.device().value(), one.name().value()), one));
        String sql = "insert into telemetry.series as s (device, name, ordinal, unit, report_interval_ms)"
                + " select * from unnest(?, ?, ?, ?, ?) as new (device, name, ordinal, unit, interval)"
                + " order by device, ordinal"
                + " on conflict (device, name) do update set"
                + " unit = case when excluded.unit = '' then s.unit else excluded.unit end,"
                + " report_interval_ms = coalesce(excluded.report_interval_ms, s.report_interval_ms)"
                + " returning id, device, name, unit, ordinal";
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setArray(
                    1, columns.texts(series.stream().map(one -> one.device().value())));
            upsert.setArray(
                    2, columns.texts(series.stream().map(one -> one.name().value())));
            upsert.setArray(3, columns.ints(series.stream().mapToInt(PlannedSeries::ordinal)));
            upsert.setArray(4, units(series));
            upsert.setArray(5, intervals(series));
            try (ResultSet row = upsert.executeQuery()) {
                while (row.next()) {
                    PlannedSeries stored = byKey.get(List.of(row.getString(2), row.getString(3)));
                    if (stored != null) {
                        requireOrdinal(stored, row.getInt(5));
                        stored.stored(row.getInt(1), Unit.of(row.getString(4)));
                    }
                }
            }
        }
    }

    /** Another ordinal means that what we know of the device is old: it is read again with the next attempt. */
    private static void requireOrdinal(PlannedSeries planned, int ordinal) throws SQLException {
        if (planned.ordinal() != ordinal) {
            throw new SQLException(
                    "series " + planned.name() + " of device " + planned.device() + " has the ordinal " + ordinal,
                    SqlTrouble.STALE);
        }
    }

    private void updateSeries(List<PlannedSeries> series) throws SQLException {
        if (series.isEmpty()) {
            return;
        }
        String sql = "update telemetry.series s set unit = coalesce(nullif(new.unit, ''), s.unit),"
                + " report_interval_ms = coalesce(new.interval, s.report_interval_ms)"
                + " from unnest(?, ?, ?) as new (id, unit, interval) where s.id = new.id"
                + " and ((new.unit <> '' and new.unit <> s.unit)"
                + " or (new.interval is not null and new.interval is distinct from s.report_interval_ms))";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(1, columns.ints(series.stream().mapToInt(PlannedSeries::id)));
            update.setArray(2, units(series));
            update.setArray(3, intervals(series));
            update.executeUpdate();
        }
    }

    private Array units(List<PlannedSeries> series) throws SQLException {
        return columns.texts(series.stream().map(one -> one.unit().symbol()));
    }

    private Array intervals(List<PlannedSeries> series) throws SQLException {
        return columns.array(
                "int8",
                series.stream()
                        .map(one -> one.interval().map(Duration::toMillis).orElse(null))
                        .toArray(Long[]::new));
    }
}
