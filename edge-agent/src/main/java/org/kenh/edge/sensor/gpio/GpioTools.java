package org.kenh.edge.sensor.gpio;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.edge.sensor.exec.Child;

/**
 * The programs of Debian's package {@code gpiod}, which speak to {@code /dev/gpiochipN}. Version 1 (Debian 12) and
 * version 2 (Debian 13) want different arguments.
 */
final class GpioTools {
    private static final long LONGEST_MILLIS = 2_000;
    private static final long SETTLED_MILLIS = 200;

    private final Path directory;
    private final String chip;
    private final String bias;

    /** The programs are looked for in a directory, {@code /usr/bin} outside tests. */
    GpioTools(Path directory, String chip, String bias) {
        this.directory = directory;
        this.chip = chip;
        this.bias = bias;
    }

    String chip() {
        return chip;
    }

    /** The levels of lines now, in the order of the lines. */
    List<Boolean> get(List<Integer> lines) throws IOException {
        List<String> command = new ArrayList<>();
        if (isFirstVersion()) {
            command.addAll(List.of(tool("gpioget"), "--bias=" + bias, chip));
        } else {
            command.addAll(List.of(tool("gpioget"), "--numeric", "--bias=" + bias, "-c", chip));
        }
        lines.forEach(line -> command.add(line.toString()));
        List<Boolean> levels = new ArrayList<>();
        for (String word : String.join(" ", output(command)).trim().split("\\s+", -1)) {
            if (!word.equals("0") && !word.equals("1")) {
                throw new IOException("gpioget: không hiểu được / is not understood: " + word);
            }
            levels.add(word.equals("1"));
        }
        if (levels.size() != lines.size()) {
            throw new IOException("gpioget: " + levels.size() + "/" + lines.size());
        }
        return levels;
    }

    /** A program that prints {@code <line> <1 or 0>} at each edge. */
    Child monitor(List<Integer> lines) throws IOException {
        List<String> command = new ArrayList<>();
        if (isFirstVersion()) {
            command.addAll(List.of(tool("gpiomon"), "--line-buffered", "--format=%o %e", "--bias=" + bias, chip));
        } else {
            // Version 2 has no option for it, and a pipe is written in blocks otherwise.
            command.addAll(List.of("stdbuf", "-oL", tool("gpiomon"), "--format=%o %e", "--bias=" + bias, "-c", chip));
        }
        lines.forEach(line -> command.add(line.toString()));
        return Child.start(command);
    }

    /**
     * A program that holds a line at a level until it is ended. Version 1 waits for its input, which ends with the
     * agent however that ends; version 2 is ended by the service manager, with the rest of the service.
     */
    Child hold(int line, boolean high) throws IOException {
        String setting = line + "=" + (high ? 1 : 0);
        Child child = Child.start(
                isFirstVersion()
                        ? List.of(tool("gpioset"), "--mode=wait", chip, setting)
                        : List.of(tool("gpioset"), "-c", chip, setting));
        try {
            Optional<Integer> exit = child.await(SETTLED_MILLIS);
            if (exit.isPresent()) {
                throw new IOException("gpioset: exit code " + exit.get());
            }
            return child;
        } catch (InterruptedException e) {
            child.close();
            throw new InterruptedIOException("interrupted");
        }
    }

    private boolean isFirstVersion() throws IOException {
        List<String> lines = output(List.of(tool("gpioget"), "--version"));
        return !lines.isEmpty() && lines.get(0).contains(" v1.");
    }

    private static List<String> output(List<String> command) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Child child = Child.start(command)) {
            child.readLines(lines::add);
            Optional<Integer> exit = child.await(LONGEST_MILLIS);
            if (exit.isEmpty() || exit.get() != 0) {
                throw new IOException(command.get(0) + ": exit code "
                        + exit.map(String::valueOf).orElse("-"));
            }
            return lines;
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted");
        }
    }

    private String tool(String name) {
        return directory.resolve(name).toString();
    }
}
