package org.kenh.edge.sound;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.edge.control.Output;
import org.kenh.edge.sensor.exec.Child;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the actions of the site file: sets outputs and runs programs. Slow; used by one thread. */
final class Actions {
    private static final long LONGEST_MILLIS = 20_000;
    private static final Logger LOG = LoggerFactory.getLogger(Actions.class);

    private final Map<String, SpeakerConfig.Action> actions;
    private final List<Output> outputs;

    Actions(Map<String, SpeakerConfig.Action> actions, List<Output> outputs) {
        this.actions = Map.copyOf(actions);
        this.outputs = List.copyOf(outputs);
    }

    boolean has(String name) {
        return actions.containsKey(name);
    }

    /** The words of the program of an action; empty when it is none. */
    Optional<List<String>> words(String name, Optional<String> value) {
        return Optional.ofNullable(actions.get(name))
                .filter(action -> !action.command().isEmpty())
                .map(action -> action.words(value));
    }

    /** Does it: an output is set to {@code share}, a program gets {@code value}. Fails when it cannot be known to have worked. */
    void run(String name, double share, Optional<String> value) throws IOException {
        SpeakerConfig.Action action = actions.get(name);
        if (action == null) {
            throw new IOException("actions." + name + ": không có / not there");
        }
        if (action.output().isPresent()) {
            output(action.output().get()).write(share);
            return;
        }
        program(name, action.words(value), "");
    }

    /** Runs the program of an action with {@code value} among its words, and {@code input} to read. */
    void feed(String name, String value, String input) throws IOException {
        program(name, words(name, Optional.of(value)).orElse(List.of()), input);
    }

    private static void program(String name, List<String> words, String input) throws IOException {
        try (Child child = Child.start(words)) {
            if (!input.isEmpty()) {
                feed(child, input);
            }
            Optional<Integer> exit = child.await(LONGEST_MILLIS);
            if (exit.isEmpty()) {
                throw new IOException("actions." + name + ": chạy quá lâu / ran for too long");
            }
            if (exit.get() != 0) {
                throw new IOException("actions." + name + ": exit code " + exit.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** A program that ends before it has read all says by its exit code and its work whether that was right. */
    private static void feed(Child child, String input) {
        try {
            child.feed(input);
        } catch (IOException e) {
            LOG.debug("A program did not read its input: {}", e.getMessage());
        }
    }

    private Output output(String name) throws IOException {
        for (Output output : outputs) {
            if (output.name().equals(name)) {
                return output;
            }
        }
        throw new IOException(name + ": không có đầu ra này / no such output");
    }
}
