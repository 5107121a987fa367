package org.kenh.ingest.timescale;

import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.series.HourRoll;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rolls finished days up into hours, one device and day at a time. A day that changes afterwards is marked by whoever
 * writes into it, in the same transaction, and rolled up again; until then its readings are read one by one.
 */
final class HourTables {
    private static final Logger LOG = LoggerFactory.getLogger(HourTables.class);
    private static final int AT_A_TIME = 200;
    /** Days into which something comes all the time wait until it stops. */
    private static final Duration QUIET = Duration.ofMinutes(10);

    private static final long HOUR_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final int FETCH_ROWS = 1_000;

    private static final String WAITING = "select device, day from telemetry.device_day"
            + " where not rolled and day < ? and received_at < ? order by day, device limit " + AT_A_TIME;

    /** Waits for whoever is writing into this day, and keeps others from it until the end of the transaction. */
    private static final String LOCK =
            "select 1 from telemetry.device_day where device = ? and day = ? and not rolled for update";

    private static final String SAMPLES = "select " + Micros.FROM_TIME.formatted("at")
            + ", array_lower(numbers, 1), numbers, array_lower(status, 1), status from telemetry.sample"
            + " where device = ? and at >= ? and at < ? order by at";

    private static final String FORGET =
            "delete from telemetry.device_hour where device = ? and hour >= ? and hour < ?";

    private static final String INSERT = "insert into telemetry.device_hour (device, hour, counts, sums, minimums,"
            + " maximums, minimum_at, maximum_at, minimum_status, maximum_status) values (?, "
            + Micros.TO_TIME.formatted("?::bigint") + ", ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String DONE = "update telemetry.device_day set rolled = true where device = ? and day = ?";

    private final DataSource dataSource;
    private final Clock clock;

    HourTables(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * Rolls up what waits, for at most the time given; tells how many days of devices that were. One that cannot be
     * rolled up is logged and left for the next time; the others go on.
     */
    int roll(Duration longest) throws SQLException {
        long deadline = System.nanoTime() + longest.toNanos();
        Set<DeviceDay> failed = new HashSet<>();
        int rolled = 0;
        try (Connection connection = dataSource.getConnection()) {
            List<DeviceDay> waiting = waiting(connection, failed);
            while (!waiting.isEmpty()) {
                for (DeviceDay day : waiting) {
                    if (System.nanoTime() > deadline) {
                        return rolled;
                    }
                    if (tryRoll(connection, day)) {
                        rolled++;
                    } else {
                        failed.add(day);
                    }
                }
                waiting = waiting(connection, failed);
            }
        }
        return rolled;
    }

    private static boolean tryRoll(Connection connection, DeviceDay day) throws SQLException {
        connection.setAutoCommit(false);
        try {
            roll(connection, day);
            return true;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            LOG.error("{} of device number {} could not be rolled up", day.day, day.device, e);
            return false;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** The oldest that wait; none of a page is left when all of it has failed, so failures are few or the end. */
    private List<DeviceDay> waiting(Connection connection, Set<DeviceDay> failed) throws SQLException {
        List<DeviceDay> waiting = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(WAITING)) {
            Instant now = clock.instant();
            query.setDate(1, Date.valueOf(LocalDate.ofInstant(now, Micros.ZONE)));
            query.setObject(2, now.minus(QUIET).atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    waiting.add(new DeviceDay(row.getInt(1), row.getDate(2).toLocalDate()));
                }
            }
        }
        waiting.removeAll(failed);
        return waiting;
    }

    private static void roll(Connection connection, DeviceDay day) throws SQLException {
        if (isLocked(connection, day)) {
            Collection<HourRoll> hours = hours(connection, day);
            forget(connection, day);
            insert(connection, day, hours);
            finish(connection, day);
        }
        connection.commit();
    }

    private static boolean isLocked(Connection connection, DeviceDay day) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(LOCK)) {
            query.setInt(1, day.device);
            query.setDate(2, Date.valueOf(day.day));
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private static Collection<HourRoll> hours(Connection connection, DeviceDay day) throws SQLException {
        TreeMap<Long, HourRoll> hours = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement(SAMPLES)) {
            query.setFetchSize(FETCH_ROWS);
            bindRange(query, day);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    long micros = row.getLong(1);
                    long hour = Math.floorDiv(micros, HOUR_MICROS) * HOUR_MICROS;
                    add(hours.computeIfAbsent(hour, HourRoll::new), micros, row);
                }
            }
        }
        return hours.values();
    }

    private static void add(HourRoll hour, long micros, ResultSet row) throws SQLException {
        int lowest = row.getInt(2);
        @Nullable Double[] numbers = (@Nullable Double[]) row.getArray(3).getArray();
        int lowestStatus = row.getInt(4);
        Array statusArray = row.getArray(5);
        short[] status = statusArray == null ? new short[0] : Columns.shorts(statusArray);
        for (int i = 0; i < numbers.length; i++) {
            Double number = numbers[i];
            int statusPlace = lowest + i - lowestStatus;
            short statusOfIt = statusPlace >= 0 && statusPlace < status.length ? status[statusPlace] : 0;
            if (number != null && !SeriesStatus.isBad(statusOfIt)) {
                hour.add(lowest + i - 1, micros, number, statusOfIt);
            }
        }
    }

    private static void forget(Connection connection, DeviceDay day) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
            bindRange(delete, day);
            delete.executeUpdate();
        }
    }

    private static void insert(Connection connection, DeviceDay day, Collection<HourRoll> hours) throws SQLException {
        Columns columns = new Columns(connection);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (HourRoll hour : hours) {
                HourRoll.Columns values = hour.columns();
                insert.setInt(1, day.device);
                insert.setLong(2, hour.hourMicros());
                insert.setArray(3, columns.primitive("int4", values.counts()));
                insert.setArray(4, columns.primitive("float8", values.sums()));
                insert.setArray(5, columns.primitive("float8", values.minimums()));
                insert.setArray(6, columns.primitive("float8", values.maximums()));
                insert.setArray(7, columns.primitive("int8", values.minimumAt()));
                insert.setArray(8, columns.primitive("int8", values.maximumAt()));
                insert.setArray(9, columns.primitive("int2", values.minimumStatus()));
                insert.setArray(10, columns.primitive("int2", values.maximumStatus()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void finish(Connection connection, DeviceDay day) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(DONE)) {
            update.setInt(1, day.device);
            update.setDate(2, Date.valueOf(day.day));
            update.executeUpdate();
        }
    }

    private static void bindRange(PreparedStatement statement, DeviceDay day) throws SQLException {
        statement.setInt(1, day.device);
        statement.setObject(2, day.day.atStartOfDay(Micros.ZONE).toOffsetDateTime());
        statement.setObject(3, day.day.plusDays(1).atStartOfDay(Micros.ZONE).toOffsetDateTime());
    }

    private record DeviceDay(int device, LocalDate day) {}
}
