package org.kenh.ingest.timescale;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.kenh.ingest.Capability;
import org.kenh.ingest.Capability.Level;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.IngestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the database to the schema that this version needs and finds out what it can do. */
final class Preparation {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
    private static final int OLDEST_POSTGRES = 150_000;
    /** Any number that no other program uses; it stands for "somebody prepares a Kênh database". */
    private static final long LOCK = 7_520_371_001L;

    private final DatabaseSettings database;

    Preparation(DatabaseSettings database) {
        this.database = database;
    }

    /** Servers that start at the same time on one database go one after the other. */
    Capability prepare() {
        try (Connection guard = connect()) {
            requireVersion(guard);
            execute(guard, "select pg_advisory_lock(" + LOCK + ")");
            addExtension();
            migrate();
            Capability capability = probe(guard);
            LOG.info("Database: {}", capability);
            return capability;
        } catch (SQLException e) {
            throw new IngestException("the database could not be prepared (" + database + "): " + e.getMessage(), e);
        }
    }

    private void requireVersion(Connection connection) throws SQLException {
        int version =
                Integer.parseInt(text(connection, "show server_version_num").orElse("0"));
        if (version < OLDEST_POSTGRES) {
            throw new IngestException("PostgreSQL 15 or newer is needed, but " + database + " runs "
                    + text(connection, "show server_version").orElse("an unknown version"));
        }
    }

    /** On a connection of its own: a refused extension may take its connection down. */
    private void addExtension() {
        try (Connection connection = connect()) {
            boolean addable = text(
                            connection,
                            "select name from pg_available_extensions"
                                    + " where name = 'timescaledb' and installed_version is null")
                    .isPresent();
            if (addable) {
                execute(connection, "create extension if not exists timescaledb with schema public");
            }
        } catch (SQLException e) {
            LOG.warn("TimescaleDB is on the database's machine but could not be added: {}", e.getMessage());
        }
    }

    private void migrate() {
        try {
            Flyway.configure()
                    .dataSource(database.url(), database.user(), database.password())
                    .schemas("telemetry")
                    .defaultSchema("telemetry")
                    .locations("classpath:db/telemetry")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new IngestException("the schema telemetry could not be brought up to date: " + e.getMessage(), e);
        }
    }

    private static Capability probe(Connection connection) throws SQLException {
        Optional<String> timescale =
                text(connection, "select extversion from pg_extension where extname = 'timescaledb'");
        boolean hypertable = text(
                        connection, "select relkind::text from pg_class where oid = 'telemetry.sample'::regclass")
                .equals(Optional.of("r"));
        Level level = Level.PLAIN;
        if (timescale.isPresent()) {
            Optional<String> licence = text(connection, "select current_setting('timescaledb.license', true)");
            level = licence.equals(Optional.of("timescale")) ? Level.COMMUNITY : Level.APACHE;
        }
        if (timescale.isPresent() && !hypertable) {
            LOG.warn("TimescaleDB was added after the schema was made: readings stay in native partitions");
        }
        String version = text(connection, "show server_version").orElse("?");
        return new Capability(level, version.split(" ", 2)[0], timescale, hypertable);
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("ApplicationName", "kenh-preparation");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "15");
        return DriverManager.getConnection(database.url(), properties);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Optional<String> text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }
}
