package org.kenh.ingest.timescale;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.kenh.ingest.DatabaseSettings;

/**
 * The connections to the database: few for writing batches, some for the registry and the desks, some for long reads, so
 * that none of the three can starve another.
 */
final class Pools implements AutoCloseable {
    private static final int GENERAL = 10;
    private static final int READING = 6;

    private static final Duration CLOSING = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HikariDataSource writing;
    private final HikariDataSource general;
    private final HikariDataSource reading;

    Pools(DatabaseSettings database, int lanes) {
        // Two for each lane: partitions are made beside the transaction of a batch.
        this.writing = pool(database, "kenh-writing", lanes * 2, "-c statement_timeout=60s -c lock_timeout=20s");
        this.general = pool(database, "kenh-general", GENERAL, "-c statement_timeout=30s -c lock_timeout=10s");
        this.reading = pool(
                database,
                "kenh-reading",
                READING,
                "-c statement_timeout=120s -c idle_in_transaction_session_timeout=300s -c jit=off"
                        // A plan for any parameters would lock every partition there is.
                        + " -c plan_cache_mode=force_custom_plan");
    }

    HikariDataSource writing() {
        return writing;
    }

    HikariDataSource general() {
        return general;
    }

    HikariDataSource reading() {
        return reading;
    }

    /**
     * Ends connections in use as well. A pool that is just asking a database that hangs for a connection would wait for
     * it; nobody else has to.
     */
    @Override
    public void close() {
        List<Thread> closings = new ArrayList<>();
        for (HikariDataSource pool : List.of(writing, reading, general)) {
            closings.add(Thread.ofVirtual().name("kenh-pool-closing").start(pool::close));
        }
        long deadline = System.nanoTime() + CLOSING.toNanos();
        for (Thread closing : closings) {
            try {
                closing.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static HikariDataSource pool(DatabaseSettings database, String name, int most, String serverOptions) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source(database, driverProperties(name, serverOptions)));
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(3_000);
        config.setValidationTimeout(2_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private static DataSource source(DatabaseSettings database, Properties properties) {
        DataSource driver =
                new DriverDataSource(database.url(), null, properties, database.user(), database.password());
        return new PatientDataSource(driver, PATIENCE);
    }

    private static Properties driverProperties(String name, String serverOptions) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", name);
        properties.setProperty("options", serverOptions + " -c TimeZone=UTC");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "8");
        properties.setProperty("socketTimeout", "150");
        properties.setProperty("cancelSignalTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }
}
