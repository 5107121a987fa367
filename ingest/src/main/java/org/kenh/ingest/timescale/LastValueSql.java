package org.kenh.ingest.timescale;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kenh.ingest.live.LiveEvent.NewReadings;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/** The last value of each series, kept with the batch. */
final class LastValueSql {
    private static final String NEW_ROWS = " from (select " + BatchColumns.TIME.formatted("micros") + " as at, "
            + BatchColumns.TIME.formatted("received") + " as received_at, value, body, series, status"
            + " from unnest(?, ?, ?, ?, ?, ?) as given (micros, received, value, body, series, status)) new";

    private static final String UPSERT =
            "insert into telemetry.last_value as l (at, received_at, value, body, series_id, status)"
                    + " select at, received_at, value, body, series, status" + NEW_ROWS
                    + " on conflict (series_id) do update set at = excluded.at, received_at = excluded.received_at,"
                    + " value = excluded.value, body = excluded.body, status = excluded.status"
                    + " where excluded.at > l.at returning series_id";

    private static final String SAME = "select l.series_id" + NEW_ROWS
            + " join telemetry.last_value l on l.series_id = new.series and l.at = new.at"
            + " and l.received_at = new.received_at and l.status = new.status"
            + " and l.value is not distinct from new.value and l.body is not distinct from new.body";

    private final Connection connection;
    private final BatchColumns columns;

    LastValueSql(Connection connection) {
        this.connection = connection;
        this.columns = new BatchColumns(connection);
    }

    /**
     * Takes the newest row of each series and returns those that are news.
     *
     * @param doubtful whether these rows may have been committed before without anybody hearing of it: then those that
     *     are the last values by now are news, whoever made them so
     */
    List<NewReadings> update(List<BatchPlan.Row> newest, boolean doubtful) throws SQLException {
        if (newest.isEmpty()) {
            return List.of();
        }
        List<BatchPlan.Row> taken = run(UPSERT, newest);
        return byDevice(doubtful ? run(SAME, newest) : taken);
    }

    /** The rows of those series that the statement returns. */
    private List<BatchPlan.Row> run(String sql, List<BatchPlan.Row> rows) throws SQLException {
        Map<Integer, BatchPlan.Row> bySeries = new HashMap<>();
        rows.forEach(row -> bySeries.put(row.series().id(), row));
        List<BatchPlan.Row> returned = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.times(rows));
            statement.setArray(2, received(rows));
            statement.setArray(3, numbers(rows));
            statement.setArray(
                    4, columns.texts(rows.stream().map(row -> row.isEvent() ? BatchColumns.body(row) : null)));
            statement.setArray(5, columns.seriesIds(rows));
            statement.setArray(6, columns.statuses(rows));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    returned.add(bySeries.get(row.getInt(1)));
                }
            }
        }
        return returned;
    }

    private Array received(List<BatchPlan.Row> rows) throws SQLException {
        return columns.array(
                "int8", rows.stream().map(row -> micros(row.receivedAt())).toArray(Long[]::new));
    }

    private Array numbers(List<BatchPlan.Row> rows) throws SQLException {
        return columns.array(
                "float8",
                rows.stream()
                        .map(row -> row.isEvent()
                                ? null
                                : BinaryCopy.number(row.reading().value()))
                        .toArray(Double[]::new));
    }

    private static List<NewReadings> byDevice(List<BatchPlan.Row> rows) {
        Map<DeviceId, List<Reading>> readings = new LinkedHashMap<>();
        for (BatchPlan.Row row : rows) {
            readings.computeIfAbsent(row.series().device(), device -> new ArrayList<>())
                    .add(row.reading());
        }
        return readings.entrySet().stream()
                .map(entry -> new NewReadings(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }
}
