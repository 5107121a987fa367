package org.kenh.edge.sensor.exec;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child process whose lines are read. Its errors go to the agent's own; ending it ends what it started too. Thread-safe.
 */
public final class Child implements AutoCloseable {
    /** A longer line is left out. */
    public static final int LONGEST_LINE = 4_096;

    private static final long KILL_AFTER_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Child.class);

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /** Starts a program; no shell is between, so that nothing in the arguments is interpreted. */
    public static Child start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Child(process);
    }

    /** Hands each line to {@code lines} until the output ends; empty when it was too long a line that was left out. */
    public void readLines(Consumer<String> lines) throws IOException {
        try (InputStream in = new BufferedInputStream(process.getInputStream(), LONGEST_LINE)) {
            Optional<String> line = readLine(in);
            while (line.isPresent()) {
                lines.accept(line.get());
                line = readLine(in);
            }
        }
    }

    private static Optional<String> readLine(InputStream in) throws IOException {
        byte[] bytes = new byte[LONGEST_LINE];
        int length = 0;
        int read = in.read();
        if (read < 0) {
            return Optional.empty();
        }
        while (read >= 0 && read != '\n') {
            if (length < LONGEST_LINE) {
                bytes[length] = (byte) read;
            }
            length++;
            read = in.read();
        }
        if (length > LONGEST_LINE) {
            LOG.warn("Left out a line of {} characters", length);
            return Optional.of("");
        }
        return Optional.of(new String(bytes, 0, length, StandardCharsets.UTF_8).trim());
    }

    /** What it prints, as it is, for programs whose output is not lines. */
    public InputStream output() {
        return process.getInputStream();
    }

    /** Writes to its input at once. */
    public void write(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Writes all that it is to read. */
    public void feed(String text) throws IOException {
        try (OutputStream out = process.getOutputStream()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end; empty when that did not come in time. */
    public Optional<Integer> await(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS) ? Optional.of(process.exitValue()) : Optional.empty();
    }

    /** Tells it and its children to end; who does not obey within a second is killed. */
    @Override
    public void close() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        family.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(KILL_AFTER_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
