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
import org.kenh.ingest.DatabaseSettings;

/**
 * Real databases for tests: one server per kind and process, a fresh database per call. Public, so that other modules'
 * tests can use it.
 */
public final class Databases {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Databases() {}

    /** A fresh, empty database of plain PostgreSQL. */
    public static DatabaseSettings plain() {
        return fresh(Plain.SERVER.settings());
    }

    static DatabaseSettings fresh(DatabaseSettings server) {
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

    /** Started at first use, stopped at the end of the process. */
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
            server.close();
            try {
                PostgresBinaries.deleteAll(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
