package org.kenh.ingest.timescale;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.kenh.ingest.Capability;

/**
 * Sees to it that native partitions are there before rows come. A hypertable makes its own chunks. Partitions are made in
 * transactions of their own, so that no batch holds their locks.
 */
final class Partitions {
    private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);
    private static final int DAYS_AHEAD = 2;

    private final DataSource dataSource;
    private final boolean needed;
    private final Set<Long> existing = ConcurrentHashMap.newKeySet();

    Partitions(DataSource dataSource, Capability capability) {
        this.dataSource = dataSource;
        this.needed = !capability.hypertable();
    }

    /** Makes those that today and the next two days need, among them the furthest that a device may write to. */
    void prepare(Instant now) throws SQLException {
        if (needed) {
            long today = Math.floorDiv(now.getEpochSecond(), TimeUnit.DAYS.toSeconds(1));
            TreeSet<Long> days = new TreeSet<>();
            for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
                days.add(today + ahead);
            }
            make(days);
        }
    }

    void ensure(Collection<SampleRow> rows) throws SQLException {
        if (!needed) {
            return;
        }
        TreeSet<Long> missing = new TreeSet<>();
        long known = Long.MIN_VALUE;
        for (SampleRow row : rows) {
            long day = Math.floorDiv(row.micros(), DAY_MICROS);
            if (day != known && !existing.contains(day)) {
                missing.add(day);
            }
            known = day;
        }
        if (!missing.isEmpty()) {
            make(missing);
        }
    }

    /** Somebody may have dropped partitions. */
    void forget() {
        existing.clear();
    }

    private void make(Collection<Long> days) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement call = connection.prepareStatement("select telemetry.ensure_partition(?)")) {
            connection.setAutoCommit(true);
            for (Long day : days) {
                call.setObject(1, OffsetDateTime.ofInstant(Instant.ofEpochSecond(day * 86_400), ZoneOffset.UTC));
                call.execute();
                existing.add(day);
            }
        }
    }
}
