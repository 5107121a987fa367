package org.kenh.ingest.timescale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.kenh.ingest.DatabaseSettings;
import org.slf4j.LoggerFactory;

/**
 * Real databases for tests: one server per kind and process, started at first use and stopped at its end; a fresh
 * database per call. For the tests of all modules.
 */
public enum Databases {
    /** PostgreSQL alone, the embedded one. */
    PLAIN {
        @Override
        DatabaseSettings server() {
            return Plain.SERVER.settings();
        }

        @Override
        public long process() {
            return Plain.SERVER.process();
        }
    },
    /** TimescaleDB 2.19, Apache edition, of Debian trixie. */
    TIMESCALE {
        @Override
        DatabaseSettings server() {
            return Timescale.SERVER.settings();
        }

        @Override
        public long process() {
            return Timescale.SERVER.process();
        }
    };

    private static final AtomicInteger COUNT = new AtomicInteger();

    /**
     * The kinds to test with: both. {@code -Dkenh.timescaledb=off} leaves out TimescaleDB, where it cannot be installed;
     * without that, its absence fails the tests.
     */
    public static Stream<Databases> kinds() {
        if ("off".equals(System.getProperty("kenh.timescaledb"))) {
            LoggerFactory.getLogger(Databases.class)
                    .warn("NOT TESTED WITH TIMESCALEDB: it is turned off by -Dkenh.timescaledb=off");
            return Stream.of(PLAIN);
        }
        return Stream.of(values());
    }

    abstract DatabaseSettings server();

    /** The server's process, the parent of all its others. */
    public abstract long process();

    /** A fresh, empty database. */
    public DatabaseSettings fresh() {
        DatabaseSettings server = server();
        String name = "test_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template template0");
        } catch (SQLException e) {
            throw new IllegalStateException("no test database on " + server, e);
        }
        String url = server.url().substring(0, server.url().lastIndexOf('/') + 1) + name;
        return new DatabaseSettings(url, server.user(), server.password());
    }

    private static final class Timescale {
        static final TimescaleServer SERVER = TimescaleServer.start();
    }

    private static final class Plain {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                Path directory = Files.createTempDirectory("kenh-test-postgres-");
                EmbeddedPostgres server = EmbeddedPostgres.start(directory);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, directory)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void end(EmbeddedPostgres server, Path directory) {
            // What is thrown away needs no orderly end, which would write everything to the disk first.
            Signals.killAll(server.process());
            server.close();
            try {
                PostgresBinaries.deleteAll(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
