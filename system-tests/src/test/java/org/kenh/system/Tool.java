package org.kenh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Runs a program that we did not write, always with a deadline. Its output is kept under {@code target/tools}. */
final class Tool {
    private static final Map<String, String> DEBIAN_PACKAGES = Map.of(
            "mosquitto_pub", "mosquitto-clients",
            "mosquitto_sub", "mosquitto-clients",
            "coap-client-notls", "libcoap3-bin",
            "coap-client-openssl", "libcoap3-bin",
            "coap-client-gnutls", "libcoap3-bin",
            "curl", "curl",
            "openssl", "openssl",
            "kill", "procps",
            "chromium", "chromium");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final List<String> command;

    private Tool(List<String> command) {
        this.command = List.copyOf(command);
    }

    static Tool of(String... command) {
        return new Tool(Arrays.asList(command));
    }

    static Tool of(List<String> command) {
        return new Tool(command);
    }

    static boolean isThere(String program) {
        return folders().map(folder -> Path.of(folder, program)).anyMatch(Files::isExecutable);
    }

    /** The program's path; fails with the name of the Debian package when it is not there. */
    static Path find(String program) {
        return folders()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("these tests need " + program + ": apt-get install "
                        + DEBIAN_PACKAGES.getOrDefault(program, program)));
    }

    Tool with(String... more) {
        List<String> longer = new ArrayList<>(command);
        longer.addAll(Arrays.asList(more));
        return new Tool(longer);
    }

    /** Runs it to its end; one that does not end by then is killed and fails the test. */
    Result run(Duration patience) {
        try (Running running = start()) {
            return running.end(patience);
        }
    }

    Running start() {
        Path program = find(command.getFirst());
        try {
            Path folder = Files.createDirectories(Installation.target().resolve("tools"));
            Path output = folder.resolve(NUMBER.incrementAndGet() + "-" + program.getFileName() + ".log");
            List<String> whole = new ArrayList<>(command);
            whole.set(0, program.toString());
            Process process = new ProcessBuilder(whole)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            return new Running(command, process, output);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + command, failure);
        }
    }

    /** Also those of the administrator, which are not on everybody's path. */
    private static Stream<String> folders() {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin") + ":/usr/local/sbin:/usr/sbin:/sbin";
        return Arrays.stream(path.split(":", -1));
    }

    /** How a program ended. */
    record Result(int exitCode, String output) {}

    /** A program under way. */
    record Running(List<String> command, Process process, Path log) implements AutoCloseable {
        String output() {
            try {
                return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot read " + log, failure);
            }
        }

        Result end(Duration patience) {
            try {
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError(command + " did not end within " + patience + "; it said: " + output());
                }
                return new Result(process.exitValue(), output());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + command, interrupted);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
