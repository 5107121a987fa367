package org.kenh.ingest.timescale;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/** Writes the numbers of a batch and tells the ledger which of them are new. */
final class SampleSql {
    /** The bounds are parameters and not expressions, so that the planner leaves out all other partitions. */
    private static final String STORED = "select s.device, given.micros, array_lower(s.numbers, 1), s.numbers,"
            + " array_lower(s.status, 1), s.status from unnest(?, ?) as given (device, micros)"
            + " join telemetry.sample s on s.device = given.device and s.at = "
            + Micros.TO_TIME.formatted("given.micros")
            // Whoever is still completing a row, perhaps we ourselves on a connection that was lost, is waited for.
            + " where s.at between ? and ? for update of s";

    private static final String COMPLETE =
            "update telemetry.sample set numbers = ?, status = ? where device = ? and at = ?";

    /** So many rows are compared with what is stored at a time. */
    private static final int PORTION = 2_000;

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
    private Map<Key, StoredSample> stored(List<SampleRow> rows) throws SQLException {
        Map<Key, StoredSample> stored = new HashMap<>();
        try (PreparedStatement query = planned(STORED)) {
            query.setArray(
                    1, columns.ints(rows.stream().mapToInt(row -> row.device().number())));
            query.setArray(2, columns.longs(rows.stream().mapToLong(SampleRow::micros)));
            query.setObject(
                    3, time(rows.stream().mapToLong(SampleRow::micros).min().orElseThrow()));
            query.setObject(
                    4, time(rows.stream().mapToLong(SampleRow::micros).max().orElseThrow()));
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
     * Writes rows of which none is stored already; one that is makes the statement fail.
     *
     * @param rows sorted by device and time
     */
    void writeStraight(List<SampleRow> rows, DayLedger ledger) throws SQLException {
        SampleCopy.write(connection, merged(rows, Map.of(), ledger));
    }

    /**
     * Writes what is not stored already; tells whether anything was.
     *
     * @param rows sorted by device and time
     */
    boolean writeCarefully(List<SampleRow> rows, DayLedger ledger) throws SQLException {
        boolean met = false;
        int done = 0;
        while (done < rows.size()) {
            int end = Math.min(done + PORTION, rows.size());
            while (end < rows.size() && rows.get(end).isSameKey(rows.get(end - 1))) {
                end++;
            }
            met |= writePortion(rows.subList(done, end), ledger);
            done = end;
        }
        return met;
    }

    private boolean writePortion(List<SampleRow> rows, DayLedger ledger) throws SQLException {
        Map<Key, StoredSample> stored = stored(rows);
        for (SampleRow row : rows) {
            StoredSample there = stored.get(Key.of(row));
            if (there != null) {
                row.remove(there);
            }
        }
        List<SampleRow> fresh = new ArrayList<>();
        List<SampleRow> completing = new ArrayList<>();
        for (SampleRow row : merged(rows, stored, ledger)) {
            (stored.containsKey(Key.of(row)) ? completing : fresh).add(row);
        }
        SampleCopy.write(connection, fresh);
        complete(completing, stored);
        return !stored.isEmpty();
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
        try (PreparedStatement update = planned(COMPLETE)) {
            for (SampleRow row : rows) {
                StoredSample.Whole whole =
                        stored.getOrDefault(Key.of(row), StoredSample.NOTHING).with(row);
                update.setArray(1, columns.array("float8", whole.numbers()));
                update.setArray(2, columns.array("int2", whole.status()));
                update.setInt(3, row.device().number());
                update.setObject(4, time(row.micros()));
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** Planned anew with its parameters each time: a plan for any parameters would lock every partition there is. */
    private PreparedStatement planned(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        return statement;
    }

    private static OffsetDateTime time(long micros) {
        return Micros.toInstant(micros).atOffset(ZoneOffset.UTC);
    }

    /** A device and a time in microseconds. */
    record Key(int device, long micros) {
        static Key of(SampleRow row) {
            return new Key(row.device().number(), row.micros());
        }
    }
}
