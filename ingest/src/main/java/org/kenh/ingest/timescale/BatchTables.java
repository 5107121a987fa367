package org.kenh.ingest.timescale;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.kenh.ingest.live.CommittedBatch;
import org.kenh.ingest.live.CommittedBatch.Pack;
import org.kenh.ingest.live.LiveEvent.NewReadings;
import org.kenh.ingest.timescale.DeviceState.LastNumbers;
import org.kenh.ingest.writing.BatchStore;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores a batch in one transaction. The straight way is COPY into the table; it fails when one row is there already,
 * and then the same batch goes the careful way: what is stored is read first and left out. Redeliveries come in crowds,
 * so the batches after such a one go the careful way at once.
 */
final class BatchTables implements BatchStore {
    private static final Logger LOG = LoggerFactory.getLogger(BatchTables.class);
    private static final int VALIDATION_SECONDS = 2;

    /** So many batches go the careful way after one that met a duplicate. */
    private static final int CAUTION = 16;

    /** What a rejected message costs on the disk beside its payload, roughly. */
    private static final int REJECTION_OVERHEAD = 400;

    private final HikariDataSource dataSource;
    private final DeviceDirectory directory;
    private final Partitions partitions;
    private final Listener listener;
    private final AtomicInteger caution = new AtomicInteger();
    /** Devices with a commit whose answer was lost: what it brought will look like a duplicate. */
    private final Set<DeviceId> doubtful = ConcurrentHashMap.newKeySet();

    BatchTables(HikariDataSource dataSource, DeviceDirectory directory, Partitions partitions, Listener listener) {
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
            return failed(e, batch, false);
        } catch (RuntimeException e) {
            LOG.error("A batch of {} messages could not be written", batch.size(), e);
            return new Attempt.Unstorable(e.toString());
        }
    }

    private Attempt storeOn(Connection connection, List<Entry> batch) {
        try {
            return storeStraightOrCarefully(connection, batch);
        } catch (SQLException e) {
            return failed(e, batch, isFine(connection));
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
        if (caution.get() > 0) {
            caution.decrementAndGet();
            return store(connection, batch, true);
        }
        try {
            return store(connection, batch, false);
        } catch (SQLException e) {
            if (SqlTrouble.of(e) != SqlTrouble.DUPLICATE) {
                throw e;
            }
            connection.rollback();
            return store(connection, batch, true);
        }
    }

    private Attempt failed(SQLException exception, List<Entry> batch, boolean isConnectionFine) {
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
            case DUPLICATE, OUTDATED -> {
                // Even the careful way met a duplicate: somebody else writes, and what we know of these devices is old.
                batch.forEach(entry -> directory.forget(entry.message().origin().device()));
                yield new Attempt.Unavailable(message(exception));
            }
        };
    }

    private Attempt store(Connection connection, List<Entry> batch, boolean carefully) throws SQLException {
        BatchPlan plan = new BatchPlan(batch, known(connection, batch));
        List<SampleRow> rows = plan.rows();
        partitions.ensure(rows);
        new SeriesSql(connection).store(plan.touched());
        DayLedger ledger = new DayLedger();
        SampleSql samples = new SampleSql(connection);
        boolean metDuplicates = carefully && samples.writeCarefully(rows, ledger);
        if (!carefully) {
            samples.writeStraight(rows, ledger);
        }
        EventSql events = new EventSql(connection);
        events.write(plan.events(), ledger);
        events.keepLast(plan.devices());
        plan.packs().forEach(ledger::pack);
        Map<PlannedDevice, LastNumbers> numbers = changedNumbers(plan);
        LedgerSql ledgerSql = new LedgerSql(connection);
        ledgerSql.write(ledger, numbers);
        ledgerSql.writeNumbers(plan.packNumbers());
        BatchSql rest = new BatchSql(connection);
        rest.updateBirths(plan.births());
        rest.insertRejections(plan.rejections());
        commit(connection, plan);
        committed(plan, numbers, metDuplicates);
        return new Attempt.Stored(plan.receipts(), news(plan), brought(plan));
    }

    private void commit(Connection connection, BatchPlan plan) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            plan.devices().forEach(device -> doubtful.add(device.id()));
            throw e;
        }
    }

    private CommittedBatch brought(BatchPlan plan) {
        List<Pack> packs = new ArrayList<>(plan.packs().size());
        for (PackTally tally : plan.packs()) {
            Pack pack = tally.fresh();
            if (!pack.readings().isEmpty()) {
                packs.add(pack);
            }
        }
        Set<DeviceId> unsure = new HashSet<>();
        if (!doubtful.isEmpty()) {
            for (PlannedDevice device : plan.devices()) {
                if (doubtful.remove(device.id())) {
                    unsure.add(device.id());
                }
            }
        }
        return new CommittedBatch(packs, unsure);
    }

    private void committed(BatchPlan plan, Map<PlannedDevice, LastNumbers> numbers, boolean metDuplicates) {
        for (PlannedDevice device : plan.devices()) {
            LastNumbers last = numbers.getOrDefault(device, device.numbersBefore());
            directory.put(device.id(), device.after(last));
        }
        for (PlannedSeries series : plan.touched()) {
            if (series.changesUnit()) {
                LOG.warn("Series {} of device {} now comes in {}", series.name(), series.device(), series.unit());
            }
        }
        if (metDuplicates) {
            caution.set(CAUTION);
            listener.duplicatesMet();
        }
        tellRejected(plan.rejections());
    }

    private static Map<PlannedDevice, LastNumbers> changedNumbers(BatchPlan plan) {
        Map<PlannedDevice, LastNumbers> changed = new LinkedHashMap<>();
        plan.devices().forEach(device -> device.changedNumbers().ifPresent(numbers -> changed.put(device, numbers)));
        return changed;
    }

    /** Judged by memory, not by the tables: after a commit whose answer was lost, its readings are news all the same. */
    private static List<NewReadings> news(BatchPlan plan) {
        return plan.devices().stream()
                .map(device -> new NewReadings(device.id(), device.news()))
                .filter(news -> !news.readings().isEmpty())
                .toList();
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

    private Map<DeviceId, DeviceState> known(Connection connection, List<Entry> batch) throws SQLException {
        Map<DeviceId, DeviceState> known = new HashMap<>();
        Set<DeviceId> unknown = new HashSet<>();
        for (Entry entry : batch) {
            DeviceId device = entry.message().origin().device();
            if (!known.containsKey(device) && !unknown.contains(device)) {
                directory.of(device).ifPresentOrElse(found -> known.put(device, found), () -> unknown.add(device));
            }
        }
        if (!unknown.isEmpty()) {
            new SeriesSql(connection).load(unknown).forEach((device, state) -> {
                directory.put(device, state);
                known.put(device, state);
            });
        }
        return known;
    }

    private static String message(SQLException exception) {
        return exception.getSQLState() + " " + exception.getMessage();
    }

    /** Hears what happens beside the storing. Must not block. */
    interface Listener {
        /** A batch brought something that was there already. */
        void duplicatesMet();

        /** So many bytes of rejected messages have been committed. */
        void rejected(long bytes);
    }
}
