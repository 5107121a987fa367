package org.kenh.ingest.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.ingest.Messages.number;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Receipt;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.District;
import org.kenh.ingest.Messages;
import org.kenh.ingest.live.CommittedBatch;
import org.kenh.ingest.live.LiveEvent.NewReadings;
import org.kenh.ingest.writing.BatchStore.Attempt;
import org.kenh.ingest.writing.BatchStore.Entry;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

class BatchTablesTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final Reading reading = number("level", now, 1);
    private final DatabaseSettings database = Databases.PLAIN.fresh();
    private final District district = District.on(database);
    private final Forgetful pool = new Forgetful(database);
    private final AtomicLong rejectedBytes = new AtomicLong();
    private final BatchTables tables = new BatchTables(
            pool,
            new DeviceDirectory(1_000),
            new Partitions(pool, district.ingest().capability()),
            new BatchTables.Listener() {
                @Override
                public void duplicatesMet() {}

                @Override
                public void rejected(long bytes) {
                    rejectedBytes.addAndGet(bytes);
                }
            });

    BatchTablesTest() {
        district.device("d1");
    }

    @AfterEach
    void stop() {
        pool.close();
        district.close();
    }

    @Test
    void retry_afterACommitWithoutAnAnswer_tellsItsReadingsAsNews_aRedeliveryDoesNot() {
        List<Entry> batch = List.of(entry(Messages.readings("d1", reading)));
        pool.losesCommits = true;
        assertThat(tables.store(batch)).isInstanceOf(Attempt.Unavailable.class);
        pool.losesCommits = false;
        List<String> committed = lastValues();
        assertThat(committed).hasSize(1);

        assertThat(tables.store(batch))
                .isEqualTo(new Attempt.Stored(
                        List.of(Receipt.COMMITTED),
                        List.of(new NewReadings(DeviceId.of("d1"), List.of(reading))),
                        // It looks like a duplicate, so whoever must not miss it has to read it from the tables.
                        new CommittedBatch(List.of(), Set.of(DeviceId.of("d1")))));
        assertThat(tables.store(List.of(entry(Messages.readings("d1", reading)))))
                .isEqualTo(new Attempt.Stored(List.of(Receipt.COMMITTED), List.of(), CommittedBatch.NOTHING));
        assertThat(lastValues()).isEqualTo(committed);
    }

    @Test
    void databaseThatAnswersButDoesNotTakeABatch_isUnwilling() throws SQLException {
        try (Connection other = pool.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table telemetry.series");

            assertThat(tables.store(List.of(entry(Messages.readings("d1", reading)))))
                    .isInstanceOfSatisfying(
                            Attempt.Unwilling.class,
                            unwilling -> assertThat(unwilling.reason()).startsWith("55P03"));
        }
    }

    @Test
    void rejectedBytes_areTold_onceCommitted() {
        DeviceMessage malformed = new DeviceMessage.Malformed(Messages.origin("d1", now), "not a number", "");

        assertThat(tables.store(List.of(entry(malformed), entry(malformed)))).isInstanceOf(Attempt.Stored.class);

        assertThat(rejectedBytes).hasValue(2L * (400 + malformed.origin().payload().length));
    }

    private List<String> lastValues() {
        return district.rows("select at, received_at, value from telemetry.last_value");
    }

    private static Entry entry(DeviceMessage message) {
        return new Entry(UUID.randomUUID(), message);
    }

    /** A pool whose commits can be made to reach the database while their answers are lost. */
    private static final class Forgetful extends HikariDataSource {
        private boolean losesCommits;

        Forgetful(DatabaseSettings database) {
            setJdbcUrl(database.url());
            setUsername(database.user());
            setPassword(database.password());
            setMaximumPoolSize(3);
            addDataSourceProperty("options", "-c lock_timeout=200ms");
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        try {
                            Object result = method.invoke(connection, arguments);
                            if (losesCommits && method.getName().equals("commit")) {
                                connection.close();
                                throw new SQLException("the answer was lost", "08006");
                            }
                            return result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
