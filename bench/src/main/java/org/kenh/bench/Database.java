package org.kenh.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;

/**
 * A PostgreSQL that runs.
 *
 * @param postmaster its process, if it runs on this machine
 */
record Database(String url, String user, String password, OptionalLong postmaster) {
    private static final int PORT_LINE = 3;

    /** The one that a server brought with it, found by its data directory. */
    static Database embeddedIn(Path data) {
        Path file = data.resolve("postgres/postgres/postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(file);
            String port = lines.get(PORT_LINE).strip();
            String password =
                    Files.readString(data.resolve("postgres/postgres.password")).strip();
            return new Database(
                    "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                    "kenh",
                    password,
                    OptionalLong.of(Long.parseLong(lines.getFirst().strip())));
        } catch (IOException failure) {
            throw new UncheckedIOException("no embedded database runs in " + data, failure);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** Runs statements one after the other, each committed by itself. */
    @SuppressWarnings("SqlSourceToSinkFlow") // the statements are written in this program
    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of the first row. */
    @SuppressWarnings("SqlSourceToSinkFlow") // the statements are written in this program
    long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** The clock of its processes. */
    double processorSeconds() {
        return postmaster.isPresent() ? ProcessTime.secondsOfTree(postmaster.getAsLong()) : 0;
    }
}
