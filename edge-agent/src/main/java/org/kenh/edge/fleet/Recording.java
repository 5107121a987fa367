package org.kenh.edge.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.edge.fleet.FleetState.Span;
import org.kenh.edge.sensor.simulated.SimulatedDevice;
import org.kenh.telemetry.Reading;

/** What a device would have sent in a stretch of the past; handed out from the newest end. Not thread-safe. */
final class Recording {
    private final SimulatedDevice device;
    private final double from;
    private final List<Row> rows = new ArrayList<>();
    private int left;
    private int out;

    Recording(SimulatedDevice device, double from) {
        this.device = device;
        this.from = from;
    }

    /** Measures now, at a time after all earlier ones. */
    void record(Instant at) {
        Optional<float[]> values = device.measure(at);
        values.ifPresent(numbers -> {
            rows.add(new Row(at, numbers));
            left++;
        });
    }

    /** Forgets what lies outside some stretches. */
    void keepOnly(List<Span> spans) {
        rows.removeIf(row -> spans.stream().noneMatch(span -> span.contains(row.seconds())));
        left = rows.size();
    }

    boolean isEmpty() {
        return left == 0;
    }

    /** The newest readings that were not handed out yet, about as many as wanted; they stay until {@link #taken}. */
    List<Reading> newest(int wanted) {
        int perRow = Math.max(1, device.series().size());
        out = Math.min(left, Math.max(1, wanted / perRow));
        List<Reading> readings = new ArrayList<>(out * perRow);
        for (int i = left - out; i < left; i++) {
            Row row = rows.get(i);
            float[] before = i == 0 ? new float[0] : rows.get(i - 1).values;
            readings.addAll(device.readings(row.at, row.values, before));
        }
        return readings;
    }

    /** What was handed out last has arrived. */
    void taken() {
        rows.subList(left - out, left).clear();
        left -= out;
        out = 0;
    }

    /** What is still to be sent. */
    Span remaining() {
        double end = left == 0 ? from : rows.get(left - 1).seconds() + 1;
        return new Span(from, end);
    }

    private static final class Row {
        private final Instant at;
        private final float[] values;

        Row(Instant at, float[] values) {
            this.at = at;
            this.values = values;
        }

        double seconds() {
            return (double) at.getEpochSecond();
        }
    }
}
