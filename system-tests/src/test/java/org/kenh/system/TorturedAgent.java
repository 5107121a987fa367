package org.kenh.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One agent that counts, in a process of its own ({@code org.kenh.edge.JournalVictim} among the tests of the agent), on
 * Java 17 where it is found. Each run counts on from a million more than the one before, so that every number is unique.
 */
final class TorturedAgent {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration START = Duration.ofMinutes(1);
    private static final long EACH_RUN = 1_000_000;
    private static final Path JAVA_17 = Path.of("/usr/lib/jvm/java-17-openjdk-amd64/bin/java");

    private final ServerProcess server;
    private final Api.Device device;
    private final Path directory;
    private final Set<Long> synced = new HashSet<>();
    private int runs;
    private int opened;
    private long damaged;

    TorturedAgent(ServerProcess server, Api.Device device, Path directory) {
        this.server = server;
        this.device = device;
        this.directory = directory;
    }

    /** Lets it count for a time since it opened its journal, then does what is to be done to its disk, then kills it. */
    Ended run(List<String> wrapper, Duration time, Runnable beforeTheKill) {
        long first = ++runs * EACH_RUN;
        Process process = start(wrapper, first);
        Said said = new Said(process);
        said.start();
        try {
            Await.until("the journal is opened: " + said.lines, START, () -> said.opened);
            if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
                beforeTheKill.run();
            }
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.waitFor();
            said.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
        note(said);
        for (long number = first; number <= said.last; number++) {
            synced.add(number);
        }
        return new Ended(Math.max(0, said.last - first + 1));
    }

    /** Lets it send all that is left. */
    void drain() {
        Process process = start(List.of(), -1);
        Said said = new Said(process);
        said.start();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the journal was not emptied: " + said.lines);
            }
            said.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
        note(said);
        if (!said.empty) {
            throw new AssertionError("the journal was not emptied: " + said.lines);
        }
    }

    /** Compares with what the centre has; prints the figures. */
    boolean report(String how, ServerProcess centre) {
        Map<Long, Integer> stored = new HashMap<>();
        centre.database().forEach("select device, value from telemetry.reading where series = 'count'", row -> {
            if (row.getString("device").equals(device.id())) {
                stored.merge((long) row.getDouble("value"), 1, Integer::sum);
            }
        });
        long lost =
                synced.stream().filter(number -> !stored.containsKey(number)).count();
        long doubled = stored.values().stream().filter(times -> times > 1).count();
        long packsLost = 0;
        for (JsonNode day : Api.signIn(centre).get("/devices/" + device.id() + "/completeness")) {
            packsLost += day.path("packs").path("lost").asLong();
        }
        System.out.printf(
                "%s: %d runs, %d opened, synced %d, stored %d, lost %d, doubled %d, damaged %d, packs missing at the centre %d%n",
                how, runs, opened, synced.size(), stored.size(), lost, doubled, damaged, packsLost);
        deleteJournal();
        return lost == 0 && doubled == 0 && !synced.isEmpty();
    }

    private void note(Said said) {
        opened += said.opened ? 1 : 0;
        damaged += said.damaged;
    }

    private Process start(List<String> wrapper, long first) {
        Path agent = Path.of(System.getProperty(
                "kenh.agent.jar",
                Installation.root()
                        .resolve("edge-agent/target/edge-agent-0.1.0-SNAPSHOT-all.jar")
                        .toString()));
        Path tests = Installation.root().resolve("edge-agent/target/test-classes");
        Path java = Files.isExecutable(JAVA_17) ? JAVA_17 : Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(
                List.of(java.toString(), "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("-cp", agent + ":" + tests, "org.kenh.edge.JournalVictim", directory.toString()));
        command.addAll(
                List.of(Integer.toString(server.ports().mqtt()), device.id(), device.secret(), Long.toString(first)));
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + command, failure);
        }
    }

    private void deleteJournal() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException failure) {
            System.err.println("could not delete all of " + directory + ": " + failure.getMessage());
        }
    }

    /** How a run ended. */
    record Ended(long synced) {}

    /** Reads what the agent says. */
    private static final class Said extends Thread {
        private static final int MOST_LINES = 40;
        private final Process process;
        private final List<String> lines = new ArrayList<>();
        private long last = -1;
        private volatile boolean opened;
        private boolean empty;
        private long damaged;

        Said(Process process) {
            this.process = process;
        }

        @Override
        public void run() {
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    take(line);
                }
            } catch (IOException killed) {
                lines.add("(cut off)");
            }
        }

        private void take(String line) {
            if (line.matches("synced \\d+")) {
                last = Math.max(last, Long.parseLong(line.substring("synced ".length())));
            } else if (line.startsWith("open ")) {
                damaged += Long.parseLong(line.substring("open ".length()));
                opened = true;
            } else if (line.equals("empty")) {
                empty = true;
            } else if (lines.size() < MOST_LINES) {
                lines.add(line);
            }
        }
    }
}
