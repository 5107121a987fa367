package org.kenh.ingest.timescale;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.kenh.ingest.live.LiveEvent.NewReadings;
import org.kenh.ingest.writing.BatchStore;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores a batch in one transaction. The straight way is COPY into the table; a batch that meets a reading which is
 * there already goes the careful way, INSERT ... ON CONFLICT DO NOTHING, which costs twice as much.
 */
final class BatchTables implements BatchStore {
    private static final Logger LOG = LoggerFactory.getLogger(BatchTables.class);
    private static final Comparator<BatchPlan.Row> BY_SERIES_AND_TIME = Comparator.comparingInt(
                    (BatchPlan.Row row) -> row.series().id())
            .thenComparingLong(row -> row.reading().timeMicros());

    private static final int VALIDATION_SECONDS = 2;

    /** What a rejected message costs on the disk beside its payload, roughly. */
    private static final int REJECTION_OVERHEAD = 400;

    private final HikariDataSource dataSource;
    private final SeriesDirectory directory;
    private final Partitions partitions;
    private final Listener listener;
    /** Messages whose COMMIT got no answer, until they are stored: bounded by what waits. */
    private final Set<UUID> doubtful = ConcurrentHashMap.newKeySet();

    BatchTables(HikariDataSource dataSource, SeriesDirectory directory, Partitions partitions, Listener listener) {
        this.dataSource = dataSource;
        this.directory = directory;
        this.partitions = partitions;
        this.listener = listener;
    }

    @Override
    public Attempt store(List<Entry> batch) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            return storeOn(connection, batch);
        } catch (SQLException e) {
            return failed(e, false);
        } catch (RuntimeException e) {
            LOG.error("A batch of {} messages could not be written", batch.size(), e);
            return new Attempt.Unstorable(e.toString());
        }
    }

    private Attempt storeOn(Connection connection, List<Entry> batch) {
        try {
            return storeStraightOrCarefully(connection, batch);
        } catch (SQLException e) {
            return failed(e, isFine(connection));
        }
    }

    /** Whether the connection survived what went wrong on it. */
    private static boolean isFine(Connection connection) {
        try {
            connection.rollback();
            return connection.isValid(VALIDATION_SECONDS);
        } catch (SQLException e) {
            LOG.debug("The connection is lost, too", e);
            return false;
        }
    }

    private Attempt storeStraightOrCarefully(Connection connection, List<Entry> batch) throws SQLException {
        try {
            return store(connection, batch, false);
        } catch (SQLException e) {
            if (SqlTrouble.of(e) != SqlTrouble.DUPLICATE) {
                throw e;
            }
            connection.rollback();
            listener.duplicatesMet();
            return store(connection, batch, true);
        }
    }

    private Attempt failed(SQLException exception, boolean isConnectionFine) {
        return switch (SqlTrouble.of(exception)) {
            case DATA -> new Attempt.Unstorable(message(exception));
            case NO_PARTITION -> {
                partitions.forget();
                yield new Attempt.Unavailable(message(exception));
            }
            case STORE -> {
                // One connection lost means the others are, too; without this each of them would cost an attempt.
                dataSource.getHikariPoolMXBean().softEvictConnections();
                yield isConnectionFine
                        ? new Attempt.Unwilling(message(exception))
                        : new Attempt.Unavailable(message(exception));
            }
            case DUPLICATE -> new Attempt.Unavailable(message(exception));
        };
    }

    private Attempt store(Connection connection, List<Entry> batch, boolean carefully) throws SQLException {
        BatchSql sql = new BatchSql(connection);
        BatchPlan plan = new BatchPlan(batch, known(sql, batch));
        partitions.ensure(plan.rows());
        List<PlannedSeries> touched = plan.touched();
        sql.storeSeries(touched);
        List<BatchPlan.Row> rows = distinct(plan.rows());
        if (carefully) {
            sql.insertNewRows(rows);
        } else if (!rows.isEmpty()) {
            BinaryCopy.write(connection, rows);
        }
        List<BatchPlan.Row> events = distinct(plan.events());
        sql.insertEvents(events);
        sql.updateBirths(plan.births());
        sql.insertRejections(plan.rejections());
        List<NewReadings> news = new LastValueSql(connection).update(newest(rows, events), isDoubtful(batch));
        commit(connection, batch);
        remember(plan, touched);
        tellRejected(plan.rejections());
        return new Attempt.Stored(plan.receipts(), news);
    }

    private boolean isDoubtful(List<Entry> batch) {
        return !doubtful.isEmpty() && batch.stream().anyMatch(entry -> doubtful.contains(entry.id()));
    }

    private void commit(Connection connection, List<Entry> batch) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            batch.forEach(entry -> doubtful.add(entry.id()));
            throw e;
        }
        if (!doubtful.isEmpty()) {
            batch.forEach(entry -> doubtful.remove(entry.id()));
        }
    }

    private void tellRejected(List<BatchPlan.Rejection> rejections) {
        long bytes = 0;
        for (BatchPlan.Rejection rejection : rejections) {
            bytes += REJECTION_OVERHEAD + rejection.origin().payload().length;
        }
        if (bytes > 0) {
            listener.rejected(bytes);
        }
    }

    private Map<DeviceId, Map<SeriesName, SeriesDirectory.Known>> known(BatchSql sql, List<Entry> batch)
            throws SQLException {
        Map<DeviceId, Map<SeriesName, SeriesDirectory.Known>> known = new HashMap<>();
        Set<DeviceId> unknown = new HashSet<>();
        for (Entry entry : batch) {
            DeviceId device = entry.message().origin().device();
            Optional<Map<SeriesName, SeriesDirectory.Known>> series = directory.of(device);
            series.ifPresentOrElse(found -> known.put(device, found), () -> unknown.add(device));
        }
        if (!unknown.isEmpty()) {
            sql.loadSeries(unknown).forEach((device, series) -> {
                directory.put(device, series);
                known.put(device, series);
            });
        }
        return known;
    }

    /** Sorted by series and time, which halves the cost of the index; of equal ones the first that came. */
    private static List<BatchPlan.Row> distinct(List<BatchPlan.Row> rows) {
        List<BatchPlan.Row> sorted = new ArrayList<>(rows);
        sorted.sort(BY_SERIES_AND_TIME);
        List<BatchPlan.Row> distinct = new ArrayList<>(sorted.size());
        for (BatchPlan.Row row : sorted) {
            if (distinct.isEmpty() || BY_SERIES_AND_TIME.compare(distinct.getLast(), row) != 0) {
                distinct.add(row);
            }
        }
        return distinct;
    }

    private static List<BatchPlan.Row> newest(List<BatchPlan.Row> rows, List<BatchPlan.Row> events) {
        Map<Integer, BatchPlan.Row> newest = new HashMap<>();
        rows.forEach(row -> newest.put(row.series().id(), row));
        for (BatchPlan.Row event : events) {
            newest.merge(
                    event.series().id(),
                    event,
                    (known, candidate) -> BY_SERIES_AND_TIME.compare(candidate, known) > 0 ? candidate : known);
        }
        return newest.values().stream().sorted(BY_SERIES_AND_TIME).toList();
    }

    private void remember(BatchPlan plan, List<PlannedSeries> touched) {
        Set<DeviceId> changed = new HashSet<>();
        for (PlannedSeries series : touched) {
            changed.add(series.device());
            if (plan.changesUnit(series)) {
                LOG.warn("Series {} of device {} now comes in {}", series.name(), series.device(), series.unit());
            }
        }
        changed.forEach(device -> directory.put(device, plan.knownAfter(device)));
    }

    private static String message(SQLException exception) {
        return exception.getSQLState() + " " + exception.getMessage();
    }

    /** Hears what happens beside the storing. Must not block. */
    interface Listener {
        /** A batch had to go the careful way. */
        void duplicatesMet();

        /** So many bytes of rejected messages have been committed. */
        void rejected(long bytes);
    }
}
