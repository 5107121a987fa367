package org.kenh.edge.sensor;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Value;

/** Keeps what drivers send, and waits for it. */
public final class Recorder implements MeasurementSink {
    private static final long LONGEST_WAIT_NANOS = 20_000_000_000L;

    private final List<Sent> sent = new ArrayList<>();

    @Override
    public synchronized void accept(List<Measurement> measurements, boolean urgent) {
        measurements.forEach(measurement -> sent.add(new Sent(measurement, urgent)));
        notifyAll();
    }

    public synchronized List<Sent> all() {
        return List.copyOf(sent);
    }

    public synchronized void clear() {
        sent.clear();
    }

    /** Waits for the first that fits. */
    public synchronized Sent await(Predicate<Sent> condition) {
        long deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
        while (true) {
            for (Sent one : sent) {
                if (condition.test(one)) {
                    return one;
                }
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return fail("not among " + sent);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                return fail("interrupted");
            }
        }
    }

    /** Waits for the first value of a series. */
    public Sent await(String series) {
        return await(one -> one.series().equals(series));
    }

    /** Waits for a value of a series with a quality. */
    public Sent await(String series, Quality quality) {
        return await(one -> one.series().equals(series) && one.quality() == quality);
    }

    public record Sent(Measurement measurement, boolean urgent) {
        public String series() {
            return measurement.series().value();
        }

        public Quality quality() {
            return measurement.quality();
        }

        public String unit() {
            return measurement.unit().symbol();
        }

        public double value() {
            Value value = measurement.value();
            if (value instanceof Value.Flag flag) {
                return flag.value() ? 1 : 0;
            }
            return value instanceof Value.Numeric number ? number.value() : Double.NaN;
        }

        public String text() {
            return measurement.value() instanceof Value.Text text ? text.value() : "";
        }
    }
}
