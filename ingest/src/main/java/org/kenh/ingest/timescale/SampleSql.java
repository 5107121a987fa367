package org.kenh.ingest.timescale;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the numbers of a batch and tells the ledger which of them are new. */
final class SampleSql {
    private static final String STORED = "select s.device, given.micros, array_lower(s.numbers, 1), s.numbers,"
            + " array_lower(s.status, 1), s.status from unnest(?, ?) as given (device, micros)"
            + " join telemetry.sample s on s.device = given.device and s.at = "
            + Micros.TO_TIME.formatted("given.micros")
            + " where s.at between " + Micros.TO_TIME.formatted("?") + " and " + Micros.TO_TIME.formatted("?");

    private static final String COMPLETE =
            "update telemetry.sample set numbers = ?, status = ? where device = ? and at = "
                    + Micros.TO_TIME.formatted("?");

    private final Connection connection;
    private final Columns columns;

    SampleSql(Connection connection) {
        this.connection = connection;
        this.columns = new Columns(connection);
    }

    /**
     * What the table has of these rows.
     *
     * @param rows sorted by device and time
     */
    Map<Key, StoredSample> stored(List<SampleRow> rows) throws SQLException {
        Map<Key, StoredSample> stored = new HashMap<>();
        if (rows.isEmpty()) {
            return stored;
        }
        try (PreparedStatement query = connection.prepareStatement(STORED)) {
            query.setArray(
                    1, columns.ints(rows.stream().mapToInt(row -> row.device().number())));
            query.setArray(2, columns.longs(rows.stream().mapToLong(SampleRow::micros)));
            query.setLong(3, rows.stream().mapToLong(SampleRow::micros).min().orElseThrow());
            query.setLong(4, rows.stream().mapToLong(SampleRow::micros).max().orElseThrow());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Array status = row.getArray(6);
                    stored.put(
                            new Key(row.getInt(1), row.getLong(2)),
                            new StoredSample(
                                    row.getInt(3),
                                    (@Nullable Double[]) row.getArray(4).getArray(),
                                    row.getInt(5),
                                    status == null ? new short[0] : Columns.shorts(status)));
                }
            }
        }
        return stored;
    }

    /**
     * Writes what is new.
     *
     * @param rows sorted by device and time
     * @param stored what the table has of them
     */
    void write(List<SampleRow> rows, Map<Key, StoredSample> stored, DayLedger ledger) throws SQLException {
        if (stored.isEmpty()) {
            SampleCopy.write(connection, merged(rows, stored, ledger));
            return;
        }
        for (SampleRow row : rows) {
            StoredSample there = stored.get(Key.of(row));
            if (there != null) {
                row.remove(there);
            }
        }
        List<SampleRow> merged = merged(rows, stored, ledger);
        List<SampleRow> fresh = new ArrayList<>();
        List<SampleRow> completing = new ArrayList<>();
        for (SampleRow row : merged) {
            (stored.containsKey(Key.of(row)) ? completing : fresh).add(row);
        }
        SampleCopy.write(connection, fresh);
        complete(completing, stored);
    }

    /** One row for each device and time; of values for the same series the first that came. */
    private static List<SampleRow> merged(List<SampleRow> rows, Map<Key, StoredSample> stored, DayLedger ledger) {
        List<SampleRow> merged = new ArrayList<>(rows.size());
        for (SampleRow row : rows) {
            if (row.count() == 0) {
                continue;
            }
            if (!merged.isEmpty() && merged.getLast().isSameKey(row)) {
                int added = merged.getLast().merge(row);
                if (added > 0) {
                    ledger.readings(row.pack(), row.micros(), added);
                }
            } else {
                merged.add(row);
                ledger.readings(row.pack(), row.micros(), row.count());
                if (stored.isEmpty() || !stored.containsKey(Key.of(row))) {
                    ledger.time(row.pack(), row.micros());
                }
            }
        }
        return merged;
    }

    private void complete(List<SampleRow> rows, Map<Key, StoredSample> stored) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(COMPLETE)) {
            for (SampleRow row : rows) {
                StoredSample.Whole whole =
                        stored.getOrDefault(Key.of(row), StoredSample.NOTHING).with(row);
                update.setArray(1, columns.array("float8", whole.numbers()));
                update.setArray(2, columns.array("int2", whole.status()));
                update.setInt(3, row.device().number());
                update.setLong(4, row.micros());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** A device and a time in microseconds. */
    record Key(int device, long micros) {
        static Key of(SampleRow row) {
            return new Key(row.device().number(), row.micros());
        }
    }
}
