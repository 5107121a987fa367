package org.kenh.edge.sensor.gpio;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.control.Output;
import org.kenh.edge.sensor.exec.Child;

/**
 * A relay. A program holds the line at its level; when the agent ends, the kernel gives the line back and the relay falls
 * off, which has to be its safe state.
 */
final class GpioOutput implements Output {
    private final String name;
    private final GpioTools tools;
    private final int line;
    private final boolean activeLow;
    private @Nullable Child holder;

    GpioOutput(String name, GpioTools tools, int line, boolean activeLow) {
        this.name = name;
        this.tools = tools;
        this.line = line;
        this.activeLow = activeLow;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void write(double value) throws IOException {
        Child before = holder;
        if (before != null) {
            // The line is busy until then; the kernel keeps its level.
            before.close();
            holder = null;
        }
        holder = tools.hold(line, (value != 0) != activeLow);
    }
}
