package org.kenh.operations.timescale;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.operations.OperationsException;

/** The schema {@code operations}: brings it up to date when opened, and lends connections to the stores. */
public final class OperationsDatabase implements AutoCloseable {
    private static final String SCHEMA = "operations";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private OperationsDatabase(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        // By default an exception tells the arguments of its statement, and those may be secrets.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
    }

    /** Connects, migrates the schema, and fails with {@link OperationsException} when either is not possible. */
    public static OperationsDatabase open(DatabaseSettings settings, int connections) {
        HikariDataSource pool = connect(settings, connections);
        try {
            Flyway.configure(OperationsDatabase.class.getClassLoader())
                    .dataSource(pool)
                    .schemas(SCHEMA)
                    .defaultSchema(SCHEMA)
                    .locations("classpath:org/kenh/operations/timescale")
                    .load()
                    .migrate();
            return new OperationsDatabase(pool);
        } catch (FlywayException e) {
            pool.close();
            throw new OperationsException("could not bring schema " + SCHEMA + " up to date: " + e.getMessage(), e);
        }
    }

    /** Whether the database answers within two seconds. */
    public boolean isReachable() {
        try {
            return jdbi.withHandle(handle -> handle.getConnection().isValid(2));
        } catch (JdbiException | java.sql.SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    <T> T withHandle(String purpose, Function<Handle, T> work) {
        try {
            return jdbi.withHandle(work::apply);
        } catch (JdbiException e) {
            throw new OperationsException("could not " + purpose + ": " + e.getMessage(), e);
        }
    }

    <T> T inTransaction(String purpose, Function<Handle, T> work) {
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw new OperationsException("could not " + purpose + ": " + e.getMessage(), e);
        }
    }

    /** Several questions about one moment: what is committed meanwhile is seen by none of them. */
    <T> T inSnapshot(String purpose, Function<Handle, T> questions) {
        try {
            return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, questions::apply);
        } catch (JdbiException e) {
            throw new OperationsException("could not " + purpose + ": " + e.getMessage(), e);
        }
    }

    private static HikariDataSource connect(DatabaseSettings settings, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("operations");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setSchema(SCHEMA);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.addDataSourceProperty("ApplicationName", "kenh-operations");
        // A database that hangs must not hold people's requests for ever.
        config.addDataSourceProperty("socketTimeout", "60");
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new OperationsException("could not connect to the database: " + e.getMessage(), e);
        }
    }
}
