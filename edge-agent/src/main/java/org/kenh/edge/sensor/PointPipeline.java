package org.kenh.edge.sensor;

import java.util.ArrayList;
import java.util.List;
import org.kenh.edge.sensor.Point.Shape;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/**
 * From the samples of one point to what is sent: scale and unit, range, deadband with a longest silence, statistics over
 * windows. Times are nanoseconds of the monotonic clock. Not thread-safe.
 */
final class PointPipeline {
    private static final double LARGEST = 1e300;

    private final Point point;
    private final Board board;
    private double lastKnown;
    private boolean known;
    private boolean sent;
    private double sentValue;
    private Quality sentQuality = Quality.GOOD;
    private long sentNanos;
    private final Window window = new Window();

    PointPipeline(Point point, Board board) {
        this.point = point;
        this.board = board;
    }

    Point point() {
        return point;
    }

    /** Takes a sample; what is to be sent goes to {@code batch}. */
    void accept(long nanos, double raw, Quality quality, Batch batch) {
        double value = point.shape().apply(raw);
        // Also what would not be finite any more when a few of it are added up.
        if (!(Math.abs(value) < LARGEST)) {
            fail(nanos, batch);
            return;
        }
        boolean inRange =
                value >= point.shape().least() && value <= point.shape().most();
        boolean changedFlag = point.shape().flag() && known && value != lastKnown;
        known = true;
        lastKnown = value;
        emit(nanos, inRange ? quality : Quality.BAD, changedFlag, batch);
    }

    /** There was no sample: the last known value is reported as bad, or 0 when there never was one. */
    void fail(long nanos, Batch batch) {
        emit(nanos, Quality.BAD, false, batch);
    }

    private void emit(long nanos, Quality quality, boolean urgent, Batch batch) {
        Measurement measurement = measurement(point.series(), nanos, lastKnown, quality);
        board.put(measurement);
        Shape shape = point.shape();
        if (shape.window().isPresent()) {
            window.add(nanos, lastKnown, quality);
            if (window.isOver(nanos, shape.window().get().toNanos())) {
                window.close(measurement, batch);
            }
        } else if (isNews(nanos, lastKnown, quality)) {
            sent = true;
            sentValue = lastKnown;
            sentQuality = quality;
            sentNanos = nanos;
            batch.add(measurement, urgent);
        }
    }

    private boolean isNews(long nanos, double value, Quality quality) {
        Shape shape = point.shape();
        return !sent
                || shape.deadband().isEmpty()
                || quality != sentQuality
                || Math.abs(value - sentValue) > shape.deadband().get()
                || nanos - sentNanos >= shape.silence().toNanos();
    }

    private Measurement measurement(SeriesName series, long nanos, double value, Quality quality) {
        Value shown = point.shape().flag() ? new Value.Flag(value != 0) : new Value.Numeric(value);
        Unit unit = point.shape().flag() ? Unit.NONE : point.unit();
        return new Measurement(nanos, series, unit, shown, quality);
    }

    /** What one or several points have to say together. */
    static final class Batch {
        private final List<Measurement> calm = new ArrayList<>();
        private final List<Measurement> urgent = new ArrayList<>();

        void add(Measurement measurement, boolean isUrgent) {
            (isUrgent ? urgent : calm).add(measurement);
        }

        /** Hands over what there is, the urgent first. */
        void flush(MeasurementSink sink) {
            if (!urgent.isEmpty()) {
                sink.accept(List.copyOf(urgent), true);
            }
            if (!calm.isEmpty()) {
                sink.accept(List.copyOf(calm), false);
            }
        }
    }

    /** Statistics since the window began; only good and uncertain samples count. */
    private final class Window {
        private boolean begun;
        private long began;
        private long count;
        private boolean flawed;
        private double least;
        private double most;
        private double sum;

        void add(long nanos, double value, Quality quality) {
            if (!begun) {
                begun = true;
                began = nanos;
                count = 0;
                flawed = false;
                sum = 0;
                least = Double.POSITIVE_INFINITY;
                most = Double.NEGATIVE_INFINITY;
            }
            flawed |= quality != Quality.GOOD;
            if (quality != Quality.BAD) {
                count++;
                sum += value;
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }

        boolean isOver(long nanos, long length) {
            // The next sample belongs to the next window.
            return nanos - began + point.interval().toNanos() >= length;
        }

        void close(Measurement last, Batch batch) {
            begun = false;
            batch.add(last, false);
            if (count > 0) {
                Quality quality = flawed ? Quality.UNCERTAIN : Quality.GOOD;
                String name = point.series().value();
                long nanos = last.monotonicNanos();
                batch.add(measurement(SeriesName.of(name + "/min"), nanos, least, quality), false);
                batch.add(measurement(SeriesName.of(name + "/max"), nanos, most, quality), false);
                batch.add(measurement(SeriesName.of(name + "/mean"), nanos, sum / count, quality), false);
            }
        }
    }
}
