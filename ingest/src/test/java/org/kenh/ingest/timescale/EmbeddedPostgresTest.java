package org.kenh.ingest.timescale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.IngestException;

class EmbeddedPostgresTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void data_surviveARestart_aCrash_andTheDeathOfTheServer() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(directory)) {
            execute(first.settings(), "create table kept (id int)");
            execute(first.settings(), "insert into kept values (1)");
            assertThat(query(
                            first.settings(),
                            "select datcollate || datlocale from pg_database where datname = 'postgres'"))
                    .isEqualTo("CC.UTF-8");
            assertThat(query(first.settings(), "show listen_addresses")).isEqualTo("127.0.0.1");
            assertSessionOfItsOwn(first.process());
            assertStrangersAreKeptOut(first.settings());
            assertOwned();
        }
        crash();
        orphan();
        Files.writeString(
                directory.resolve("postgres/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + directory + "\n");

        EmbeddedPostgres server = EmbeddedPostgres.start(directory);
        assertThat(query(server.settings(), "select string_agg(id::text, ',' order by id) from kept"))
                .isEqualTo("1,2,3");
        long start = System.nanoTime();
        server.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        assertThat(Files.exists(directory.resolve("postgres/postmaster.pid"))).isFalse();
    }

    @Test
    void firstProcess_killed_isReplacedOnTheSamePortWithAllThatWasCommitted() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            execute(server.settings(), "create table kept (id int)");
            execute(server.settings(), "insert into kept values (1)");
            long killed = server.process();

            Signals.kill(killed);

            awaitAnswer(server);
            assertThat(server.process()).isNotEqualTo(killed);
            assertThat(query(server.settings(), "select count(*)::text from kept"))
                    .isEqualTo("1");
        }
    }

    @Test
    void newerData_areRefusedInWords() throws Exception {
        Files.createDirectories(directory.resolve("postgres"));
        Files.writeString(directory.resolve("postgres/PG_VERSION"), "99\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(directory))
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("the data were made by PostgreSQL 99");
    }

    /** All of PostgreSQL dies at once; the next start recovers what was committed. */
    private void crash() throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start(directory);
        execute(server.settings(), "insert into kept values (2)");
        Signals.killAll(server.process());
        server.close();
    }

    /** The server's process dies by kill -9 while PostgreSQL goes on; the next start stops that one first. */
    private void orphan() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Orphaning.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            String line = output.readLine();
            while (line != null && !line.startsWith("orphan ")) {
                line = output.readLine();
            }
            assertThat(line).isNotNull();
            process.destroyForcibly().waitFor();
            long orphan = Long.parseLong(line.substring("orphan ".length()));
            // Not by ProcessHandle.isAlive, which counts a dead process that nobody has waited for.
            assertThat(new ServerFiles(directory).isOurs(orphan)).isTrue();
            EmbeddedPostgres.start(directory).close();
            assertThat(new ServerFiles(directory).isOurs(orphan)).isFalse();
        }
    }

    private void assertOwned() {
        assertThatThrownBy(() -> EmbeddedPostgres.start(directory))
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("another server is running on the data directory");
    }

    /** Field 6 of /proc/PID/stat is the session. */
    private static void assertSessionOfItsOwn(long process) throws Exception {
        assertThat(session(process))
                .isNotEqualTo(session(ProcessHandle.current().pid()));
    }

    private static String session(long process) throws Exception {
        String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];
    }

    private void assertStrangersAreKeptOut(DatabaseSettings settings) throws Exception {
        assertThatThrownBy(() -> query(new DatabaseSettings(settings.url(), settings.user(), "guess"), "select 1"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("postgres.password"))))
                .isEqualTo("rw-------");
        assertThat(query(settings, "select count(*)::text from pg_hba_file_rules where auth_method <> 'scram-sha-256'"))
                .isEqualTo("0");
    }

    /** On a connection made after the death was noticed. */
    private static void awaitAnswer(EmbeddedPostgres server) throws Exception {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
        while (true) {
            try {
                execute(server.settings(), "select 1");
                return;
            } catch (SQLException notYet) {
                assertThat(Instant.now()).as("still: %s", notYet.getMessage()).isBefore(deadline);
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    private static void execute(DatabaseSettings settings, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(DatabaseSettings settings, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Starts, writes and waits to be killed. */
    static final class Orphaning {
        private Orphaning() {}

        public static void main(String[] arguments) throws Exception {
            EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(arguments[0]));
            execute(server.settings(), "insert into kept values (3)");
            System.out.println("orphan " + server.process());
            Thread.currentThread().join();
        }
    }
}
