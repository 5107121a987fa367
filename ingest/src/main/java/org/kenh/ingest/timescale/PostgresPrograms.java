package org.kenh.ingest.timescale;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.kenh.ingest.IngestException;

/**
 * Runs PostgreSQL's own programs. PostgreSQL refuses to run as root; then they run in a user namespace in which nobody is
 * root, with the files of the real user all the same.
 */
final class PostgresPrograms {
    private static final int LONGEST_OUTPUT = 4_000;

    private final PostgresBinaries binaries;

    PostgresPrograms(PostgresBinaries binaries) {
        this.binaries = binaries;
    }

    void initialise(ServerFiles files, String user) throws IOException {
        PostgresBinaries.deleteAll(files.unfinishedData());
        Optional<String> failure = run(
                files,
                List.of(
                        binaries.program("initdb").toString(),
                        "--pgdata=" + files.unfinishedData(),
                        "--username=" + user,
                        "--pwfile=" + files.password(),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-instructions"));
        if (failure.isPresent()) {
            throw new IngestException("the database could not be made in " + files.directory() + ": " + failure.get());
        }
    }

    void requireVersion(String dataVersion) throws IOException {
        String version = output(List.of(binaries.program("postgres").toString(), "--version"));
        if (!version.contains(") " + dataVersion + ".")) {
            throw new IngestException("the data were made by PostgreSQL " + dataVersion + ", but this is "
                    + version.strip() + "; take them over with pg_dump and restore");
        }
    }

    /** Returns what went wrong, or nothing once connections are accepted. The server gets a session of its own. */
    Optional<String> start(ServerFiles files, int seconds) throws IOException {
        return run(
                files,
                List.of(
                        binaries.program("pg_ctl").toString(),
                        "start",
                        "--wait",
                        "--timeout=" + seconds,
                        "--pgdata=" + files.data(),
                        "--log=" + files.log().resolve("start.log")));
    }

    Optional<String> stop(ServerFiles files, String mode, int seconds) throws IOException {
        return run(
                files,
                List.of(
                        binaries.program("pg_ctl").toString(),
                        "stop",
                        "--wait",
                        "--timeout=" + seconds,
                        "--mode=" + mode,
                        "--pgdata=" + files.data()));
    }

    /** Output goes to a file: a pipe would be inherited by the server and never end. */
    private static Optional<String> run(ServerFiles files, List<String> command) throws IOException {
        Path output = Files.createTempFile(files.directory(), "postgres-", ".out");
        try {
            Process process = new ProcessBuilder(unprivileged(command))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            return await(process) == 0 ? Optional.empty() : Optional.of(shortened(Files.readString(output)));
        } finally {
            Files.delete(output);
        }
    }

    private static String output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        await(process);
        return output;
    }

    private static List<String> unprivileged(List<String> command) throws IOException {
        if (!isRoot()) {
            return command;
        }
        List<String> whole = new ArrayList<>(List.of("unshare", "-U"));
        whole.addAll(command);
        return whole;
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static int await(Process process) throws IOException {
        try {
            if (process.waitFor(5, TimeUnit.MINUTES)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new IOException("a program of PostgreSQL did not end within 5 minutes");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a program of PostgreSQL ran", e);
        }
    }

    private static String shortened(String output) {
        String stripped = output.strip();
        return stripped.length() <= LONGEST_OUTPUT ? stripped : stripped.substring(stripped.length() - LONGEST_OUTPUT);
    }
}
