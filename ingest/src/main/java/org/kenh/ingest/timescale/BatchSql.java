package org.kenh.ingest.timescale;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/** The statements of a batch, on its connection. Arrays go as columns through {@code unnest}: one round trip each. */
final class BatchSql {
    private final Connection connection;
    private final BatchColumns columns;

    BatchSql(Connection connection) {
        this.connection = connection;
        this.columns = new BatchColumns(connection);
    }

    /** All series of those of the devices that exist. */
    Map<DeviceId, Map<SeriesName, SeriesDirectory.Known>> loadSeries(Collection<DeviceId> devices) throws SQLException {
        Map<DeviceId, Map<SeriesName, SeriesDirectory.Known>> loaded = new HashMap<>();
        String sql = "select d.id, s.id, s.name, s.unit from telemetry.device d"
                + " left join telemetry.series s on s.device = d.id where d.id = any (?)";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, columns.texts(devices.stream().map(DeviceId::value)));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Map<SeriesName, SeriesDirectory.Known> series =
                            loaded.computeIfAbsent(DeviceId.of(row.getString(1)), device -> new HashMap<>());
                    String name = row.getString(3);
                    if (name != null) {
                        series.put(
                                SeriesName.of(name),
                                new SeriesDirectory.Known(row.getInt(2), Unit.of(row.getString(4))));
                    }
                }
            }
        }
        return loaded;
    }

    /** Creates or changes series and tells the new ones their ids. */
    void storeSeries(List<PlannedSeries> series) throws SQLException {
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
        String sql = "insert into telemetry.series as s (device, name, unit, report_interval_ms)"
                + " select * from unnest(?, ?, ?, ?) as new (device, name, unit, interval) order by device, name"
                + " on conflict (device, name) do update set"
                + " unit = case when excluded.unit = '' then s.unit else excluded.unit end,"
                + " report_interval_ms = coalesce(excluded.report_interval_ms, s.report_interval_ms)"
                + " returning id, device, name, unit";
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setArray(
                    1, columns.texts(series.stream().map(one -> one.device().value())));
            upsert.setArray(
                    2, columns.texts(series.stream().map(one -> one.name().value())));
            upsert.setArray(3, units(series));
            upsert.setArray(4, intervals(series));
            try (ResultSet row = upsert.executeQuery()) {
                while (row.next()) {
                    PlannedSeries stored = byKey.get(List.of(row.getString(2), row.getString(3)));
                    if (stored != null) {
                        stored.stored(row.getInt(1), Unit.of(row.getString(4)));
                    }
                }
            }
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
            update.setArray(
                    1,
                    columns.array("int4", series.stream().map(PlannedSeries::id).toArray(Integer[]::new)));
            update.setArray(2, units(series));
            update.setArray(3, intervals(series));
            update.executeUpdate();
        }
    }

    /** Rows that are there already stay as they are. */
    void insertNewRows(List<BatchPlan.Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        String sql = "insert into telemetry.measurement (at, value, series_id, status)"
                + " select " + BatchColumns.TIME.formatted("micros") + ", value, series, status"
                + " from unnest(?, ?, ?, ?) as new (micros, value, series, status)"
                + " on conflict (series_id, at) do nothing";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setArray(1, columns.times(rows));
            insert.setArray(
                    2,
                    columns.array(
                            "float8",
                            rows.stream()
                                    .map(row -> BinaryCopy.number(row.reading().value()))
                                    .toArray(Double[]::new)));
            insert.setArray(3, columns.seriesIds(rows));
            insert.setArray(4, columns.statuses(rows));
            insert.executeUpdate();
        }
    }

    void insertEvents(List<BatchPlan.Row> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        String sql = "insert into telemetry.event (at, body, series_id, status)"
                + " select " + BatchColumns.TIME.formatted("micros") + ", body, series, status"
                + " from unnest(?, ?, ?, ?) as new (micros, body, series, status)"
                + " on conflict (series_id, at) do nothing";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setArray(1, columns.times(events));
            insert.setArray(
                    2,
                    columns.array(
                            "text", events.stream().map(BatchColumns::body).toArray(String[]::new)));
            insert.setArray(3, columns.seriesIds(events));
            insert.setArray(4, columns.statuses(events));
            insert.executeUpdate();
        }
    }

    void updateBirths(List<DeviceMessage.BirthReport> births) throws SQLException {
        if (births.isEmpty()) {
            return;
        }
        String sql = "update telemetry.device set model = ?, firmware = ?, report_interval_ms = ?, commands = ?,"
                + " born_at = ? where id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (DeviceMessage.BirthReport report : births) {
                Birth birth = report.birth();
                update.setString(1, birth.model().orElse(null));
                update.setString(2, birth.firmware().orElse(null));
                update.setObject(3, birth.interval().map(Duration::toMillis).orElse(null), Types.BIGINT);
                update.setArray(4, columns.texts(birth.commands().stream()));
                update.setObject(5, report.origin().receivedAt().atOffset(ZoneOffset.UTC));
                update.setString(6, report.origin().device().value());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    void insertRejections(List<BatchPlan.Rejection> rejections) throws SQLException {
        if (rejections.isEmpty()) {
            return;
        }
        String sql = "insert into telemetry.rejected_message"
                + " (id, device, received_at, transport, address, reason, place, bytes, payload)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (BatchPlan.Rejection rejection : rejections) {
                insert.setObject(1, rejection.entry().id());
                insert.setString(2, rejection.origin().device().value());
                insert.setObject(3, rejection.origin().receivedAt().atOffset(ZoneOffset.UTC));
                insert.setString(4, rejection.origin().transport().name());
                insert.setString(5, storable(rejection.origin().address()));
                insert.setString(6, storable(rejection.reason()));
                insert.setString(7, storable(rejection.place()));
                insert.setInt(8, rejection.origin().payload().length);
                insert.setBytes(9, rejection.origin().payload());
                insert.addBatch();
            }
            insert.executeBatch();
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

    /** Reasons quote what came; PostgreSQL keeps no U+0000 and no half of a surrogate pair in a text. */
    private static String storable(String text) {
        return new String(text.replace('\0', '?').getBytes(UTF_8), UTF_8);
    }
}
