package org.kenh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The PostgreSQL that a server brought with it, known by the {@code postmaster.pid} in the data directory. */
record EmbeddedDatabase(Path directory, long postmaster, int port) {

    /** The database of this data directory, if one runs. */
    static Optional<EmbeddedDatabase> in(Path data) {
        try (Stream<Path> files = Files.find(data, 4, (path, attributes) -> path.endsWith("postmaster.pid"))) {
            return files.findFirst().flatMap(EmbeddedDatabase::parse);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot look for postmaster.pid in " + data, failure);
        }
    }

    /** Not by {@link ProcessHandle}, which counts a dead process that nobody has waited for yet. */
    boolean isAlive() {
        return Files.exists(Path.of("/proc", Long.toString(postmaster), "cwd"));
    }

    /** The postmaster and every process it made. */
    List<Long> processes() {
        List<Long> all = new ArrayList<>(List.of(postmaster));
        ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .forEach(all::add);
        return all;
    }

    /** Stands still until {@link #resume}: connections stay open, nothing is answered or written. */
    void pause() {
        Signal.STOP.send(List.of(postmaster)); // first, so that it makes no more
        Signal.STOP.send(processes());
    }

    void resume() {
        Signal.CONT.send(processes());
    }

    /** Rows as texts by column. */
    List<Map<String, String>> query(String sql, String... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            return rows(statement.executeQuery());
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot run " + sql, failure);
        }
    }

    private Connection connect() throws SQLException {
        try {
            String password = Files.readString(directory.resolveSibling("postgres.password"))
                    .strip();
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "kenh", password);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the password of " + directory, failure);
        }
    }

    private static Optional<EmbeddedDatabase> parse(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() < 4
                    ? Optional.empty()
                    : Optional.of(new EmbeddedDatabase(
                            Objects.requireNonNull(file.getParent()),
                            Long.parseLong(lines.get(0).strip()),
                            Integer.parseInt(lines.get(3).strip())));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static List<Map<String, String>> rows(ResultSet result) throws SQLException {
        List<Map<String, String>> rows = new ArrayList<>();
        while (result.next()) {
            Map<String, String> row = new HashMap<>();
            for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                row.put(result.getMetaData().getColumnName(column), String.valueOf(result.getString(column)));
            }
            rows.add(row);
        }
        return rows;
    }
}
