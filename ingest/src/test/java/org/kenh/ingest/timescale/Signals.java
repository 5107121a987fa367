package org.kenh.ingest.timescale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Signals to processes that the tests themselves have started. */
public final class Signals {
    private Signals() {}

    /** Stops all processes of a database server; closing lets them go on. */
    public static Pause pause(long server) {
        // The parent first: while it stands still, no child is born that would be missed.
        send("STOP", List.of(server));
        List<Long> processes = family(server);
        send("STOP", processes);
        return () -> send("CONT", processes);
    }

    /** Kills one process of a database server, which makes all of it crash and recover. */
    public static void kill(long process) {
        send("KILL", List.of(process));
    }

    /** Kills the server's process and all its children. */
    public static void killAll(long server) {
        send("KILL", family(server));
    }

    private static List<Long> family(long server) {
        ProcessHandle parent = ProcessHandle.of(server).orElseThrow();
        return Stream.concat(Stream.of(parent), parent.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void send(String signal, List<Long> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(process -> command.add(Long.toString(process)));
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Paused until closed. */
    public interface Pause extends AutoCloseable {
        @Override
        void close();
    }
}
