package org.kenh.edge.control;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/** The writers of all outputs that are controlled. */
final class Writers implements OutputHealth {
    private final Map<String, OutputWriter> writers = new LinkedHashMap<>();
    private final Map<String, Double> safe = new LinkedHashMap<>();
    private final Set<String> held = new HashSet<>();
    private final Set<String> reported = new HashSet<>();

    /** Throws {@link IllegalArgumentException} naming the outputs that there are not. */
    Writers(ControlConfig config, ControlPorts ports, Executor executor) {
        config.pumps().forEach(pump -> safe.put(pump.output(), 0.0));
        for (OutputConfig output : config.outputs()) {
            safe.put(output.name(), output.safe());
            if (output.hold()) {
                held.add(output.name());
            }
        }
        for (Output output : ports.outputs()) {
            Double value = safe.get(output.name());
            if (value != null) {
                writers.put(output.name(), new OutputWriter(output, value, executor, ports.monotonic()));
            }
        }
        List<String> missing = new ArrayList<>(safe.keySet());
        missing.removeAll(writers.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "control: không có đầu ra " + missing + " / there is no output " + missing);
        }
    }

    /** Sets every output to its target; to its safe state where none is given. */
    void apply(Map<String, Double> targets) {
        writers.forEach((name, writer) -> writer.set(targets.getOrDefault(name, safe.getOrDefault(name, 0.0))));
    }

    /** Tells of outputs that cannot be written any more, and of those that can again. */
    void watch(Report report) {
        for (Map.Entry<String, OutputWriter> entry : writers.entrySet()) {
            String name = entry.getKey();
            boolean failed = entry.getValue().isFailed();
            if (failed && reported.add(name)) {
                report.event(name + "/fault", Reasons.OUTPUT_FAILED.text());
            } else if (!failed && reported.remove(name)) {
                report.event(name + "/fault", "ok");
            }
        }
    }

    /** Writes the safe states and waits for it; outputs that are to stay as they are stay. */
    void close() {
        writers.forEach((name, writer) -> {
            if (!held.contains(name)) {
                writer.writeSafe();
            }
        });
    }

    @Override
    public boolean isFailed(String output) {
        OutputWriter writer = writers.get(output);
        return writer == null || writer.isFailed();
    }

    @Override
    public boolean isSet(String output, double value) {
        OutputWriter writer = writers.get(output);
        return writer != null && writer.isSet(value);
    }
}
