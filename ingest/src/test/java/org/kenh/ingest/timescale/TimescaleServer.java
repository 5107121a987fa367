package org.kenh.ingest.timescale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.kenh.ingest.DatabaseSettings;

/** TimescaleDB as {@code system-tests/timescaledb.sh} installs and runs it, one server for this process. */
record TimescaleServer(DatabaseSettings settings, long process) {

    static TimescaleServer start() {
        Map<String, String> answer = run("start")
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> run("stop")));
        return new TimescaleServer(
                new DatabaseSettings(
                        requireNonNull(answer.get("url")),
                        requireNonNull(answer.get("user")),
                        requireNonNull(answer.get("password"))),
                Long.parseLong(requireNonNull(answer.get("pid"))));
    }

    private static String run(String command) {
        String owner = Long.toString(ProcessHandle.current().pid());
        try {
            Process process = new ProcessBuilder(script().toString(), command, owner)
                    .redirectError(Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("TimescaleDB CANNOT BE TESTED WITH: " + script() + " " + command
                        + " failed, see its output above; -Dkenh.timescaledb=off leaves these tests out");
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while TimescaleDB was to " + command, e);
        }
    }

    /** Tests run in the directory of a module, which lies beside {@code system-tests}. */
    private static Path script() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null) {
            Path script = directory.resolve("system-tests/timescaledb.sh");
            if (Files.isExecutable(script)) {
                return script;
            }
            directory = directory.getParent();
        }
        throw new IllegalStateException(
                "system-tests/timescaledb.sh was not found above " + Path.of("").toAbsolutePath());
    }
}
