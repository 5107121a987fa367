package org.kenh.edge.sensor.exec;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.control.Output;
import org.kenh.edge.sensor.DriverSettings;

/** A program that is run with the value as its last argument; exit code 0 means that it is set. */
record ExecOutput(String name, List<String> command, Duration timeout) implements Output {

    static ExecOutput of(ConfigNode node, DriverSettings settings) {
        List<String> command = node.texts("command");
        if (command.isEmpty()) {
            node.problem("command", "còn thiếu", "is missing");
        }
        return new ExecOutput(node.text("name"), command, settings.timeout());
    }

    @Override
    public void write(double value) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.add(value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value));
        try (Child child = Child.start(words)) {
            Optional<Integer> exit = child.await(timeout.toMillis());
            if (exit.isEmpty()) {
                throw new IOException(name + ": chạy quá lâu / ran for too long");
            }
            if (exit.get() != 0) {
                throw new IOException(name + ": exit code " + exit.get());
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted");
        }
    }
}
