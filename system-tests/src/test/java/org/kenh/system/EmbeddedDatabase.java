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
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The PostgreSQL that a server brought with it, known by the {@code postmaster.pid} in the data directory. */
record EmbeddedDatabase(Path directory, long postmaster, int port) {

    private static final int FETCH = 10_000;
    private static final int LOCK_ATTEMPTS = 5;
    private static final int SEGMENTS = 200;

    /** The database of this data directory, if one runs. */
    static Optional<EmbeddedDatabase> in(Path data) {
        return parse(data.resolve("postgres").resolve("postgres").resolve("postmaster.pid"));
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

    /** Gives each row of a large answer to the reader, in turn. */
    void forEach(String sql, RowReader reader) {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false); // or all of it would be fetched at once
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(FETCH);
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    reader.read(row);
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot run " + sql, failure);
        }
    }

    /** Holds all tables of a schema against everybody while the work is done. */
    void lockTables(String schema, Runnable work) {
        String tables = String.join(
                ", ",
                query(
                                "select oid::regclass::text as name from pg_class where relkind in ('r', 'p') and relnamespace ="
                                        + " ?::regnamespace",
                                schema)
                        .stream()
                        .map(row -> row.get("name"))
                        .toList());
        for (int attempt = 1; !lock(tables, work); attempt++) {
            if (attempt == LOCK_ATTEMPTS) {
                throw new AssertionError("the tables of " + schema + " could not be locked: " + tables);
            }
        }
    }

    /** Makes it write so much log that it needs room for new files of it; its death of that is what was wanted. */
    void useUpWriteAheadLog() {
        try (Connection connection = connect();
                PreparedStatement next = connection.prepareStatement(
                        "select pg_logical_emit_message(true, 'nemesis', 'fill'), pg_switch_wal()")) {
            for (int segment = 0; segment < SEGMENTS; segment++) {
                next.execute();
            }
        } catch (SQLException noRoom) {
            System.out.println("    the database ran out of room for its log: " + noRoom.getMessage());
        }
    }

    /** False when others were in the way. */
    @SuppressWarnings("SqlSourceToSinkFlow") // the names come from the catalogue
    private boolean lock(String tables, Runnable work) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local lock_timeout = '5s'");
            statement.execute("lock table " + tables + " in access exclusive mode");
            work.run();
            connection.rollback();
            return true;
        } catch (SQLException inTheWay) {
            return false;
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

    /** Takes one row. */
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
