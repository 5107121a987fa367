package org.kenh.ingest.timescale;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kenh.ingest.timescale.BatchPlan.EventRow;
import org.kenh.ingest.timescale.PlannedDevice.Newest;
import org.kenh.telemetry.Reading;

/** Writes the texts and data of a batch. They are few, so they always go the careful way. */
final class EventSql {
    private static final String INSERT = "insert into telemetry.event (at, body, series_id, status) select "
            + Micros.TO_TIME.formatted("micros")
            + ", body, series, status from unnest(?, ?, ?, ?) as new (micros, body, series, status)"
            + " on conflict (series_id, at) do nothing returning series_id, " + Micros.FROM_TIME.formatted("at");

    private static final String LAST =
            "insert into telemetry.last_event as l (at, received_at, body, series_id, status)"
                    + " select " + Micros.TO_TIME.formatted("micros") + ", " + Micros.TO_TIME.formatted("received")
                    + ", body, series, status from unnest(?, ?, ?, ?, ?) as new (micros, body, series, status, received)"
                    + " on conflict (series_id) do update set at = excluded.at, received_at = excluded.received_at,"
                    + " body = excluded.body, status = excluded.status where excluded.at > l.at";

    private final Connection connection;
    private final Columns columns;

    EventSql(Connection connection) {
        this.connection = connection;
        this.columns = new Columns(connection);
    }

    /** Of equal ones the first counts; what is there already stays as it is. */
    void write(List<EventRow> events, DayLedger ledger) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        Map<Key, EventRow> distinct = new LinkedHashMap<>();
        for (EventRow event : events) {
            EventRow first = distinct.putIfAbsent(
                    new Key(event.seriesId(), event.reading().timeMicros()), event);
            if (first != null) {
                repeated(event);
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            List<Event> columnsOf = new ArrayList<>();
            distinct.forEach((key, row) -> columnsOf.add(new Event(key.series, row.reading(), 0)));
            bind(insert, columnsOf);
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    EventRow added = distinct.remove(new Key(row.getInt(1), row.getLong(2)));
                    if (added != null) {
                        ledger.readings(added.pack(), added.reading().timeMicros(), 1);
                    }
                }
            }
        }
        distinct.values().forEach(EventSql::repeated);
    }

    private static void repeated(EventRow event) {
        event.pack().repeats(event.reading().timeMicros(), event.ordinal());
    }

    /** Keeps the last event of each series. */
    void keepLast(Collection<PlannedDevice> devices) throws SQLException {
        List<Event> last = new ArrayList<>();
        for (PlannedDevice device : devices) {
            for (Newest newest : device.newestEvents().values()) {
                last.add(new Event(
                        device.seriesId(newest.reading().series()), newest.reading(), newest.receivedMicros()));
            }
        }
        if (last.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement(LAST)) {
            bind(upsert, last);
            upsert.setArray(5, columns.longs(last.stream().mapToLong(Event::receivedMicros)));
            upsert.executeUpdate();
        }
    }

    private void bind(PreparedStatement statement, List<Event> events) throws SQLException {
        statement.setArray(1, columns.longs(events.stream().mapToLong(event -> event.reading.timeMicros())));
        statement.setArray(2, columns.texts(events.stream().map(event -> SeriesStatus.body(event.reading.value()))));
        statement.setArray(3, columns.ints(events.stream().mapToInt(Event::series)));
        statement.setArray(
                4,
                columns.ints(events.stream()
                        .mapToInt(event -> SeriesStatus.of(event.reading.value(), event.reading.quality()))));
    }

    private record Event(int series, Reading reading, long receivedMicros) {}

    private record Key(int series, long micros) {}
}
