package org.kenh.edge.sensor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.edge.sensor.PointPipeline.Batch;
import org.kenh.telemetry.SeriesName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one driver on a thread of its own: opens it, reads what is due, reports what could not be read as bad, closes it
 * after a failure and tries again later. {@link #watch}, called from another thread, speaks for a driver that hangs.
 */
final class DriverThread implements AutoCloseable {
    static final int MOST_POINTS = 500;
    private static final long FIRST_PAUSE_NANOS = 1_000_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;
    private static final long CLOSE_MILLIS = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(DriverThread.class);

    private final Driver driver;
    private final MeasurementSink sink;
    private final Board board;
    private final MonotonicClock clock;
    private final Thread thread;
    private final Map<String, PointPipeline> pipelines = new LinkedHashMap<>();
    private final Schedule schedule;
    private final DriverFault fault;
    private boolean closed;
    /** Changes whenever a read is given up or ends, so that what a given-up read still says is not believed. */
    private int reading;

    private boolean busy;
    private boolean hangs;
    private long busySince;
    private List<Point> busyWith = List.of();
    private OptionalLong lastRead = OptionalLong.empty();

    // Only the driver's thread touches these.
    private boolean open;
    private long pause;
    private long retryAt;

    DriverThread(Driver driver, MeasurementSink sink, Board board, MonotonicClock clock) {
        this.driver = driver;
        this.sink = sink;
        this.board = board;
        this.clock = clock;
        this.fault = new DriverFault(driver.settings().name());
        this.schedule = new Schedule(driver.settings().interval(), clock.nanos());
        driver.points().forEach(point -> {
            pipelines.put(point.name(), new PointPipeline(point, board));
            schedule.add(point);
        });
        this.thread = new Thread(this::run, "sensor-" + driver.settings().name());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    Driver driver() {
        return driver;
    }

    synchronized DriverStatus status() {
        long now = clock.nanos();
        return new DriverStatus(
                driver.settings().name(),
                driver.settings().type(),
                driver.place(),
                fault.reason(),
                lastRead.isPresent() ? OptionalLong.of(now - lastRead.getAsLong()) : OptionalLong.empty());
    }

    /** To be called about every second: gives up a read that hangs, and reports its points meanwhile. */
    void watch() {
        boolean givenUp = false;
        synchronized (this) {
            long now = clock.nanos();
            if (busy && !hangs && now - busySince > driver.longestRead().toNanos()) {
                hangs = true;
                reading++;
                givenUp = true;
                String seconds = driver.longestRead().toMillis() / 1000.0 + " s";
                fault.now(Optional.of("không trả lời trong / no answer within " + seconds), now, sink);
                fail(busyWith, now);
            }
            if (hangs) {
                fail(schedule.due(now), now);
            }
        }
        if (givenUp) {
            thread.interrupt();
            driver.close();
        }
    }

    /** Tells it to end. */
    void end() {
        synchronized (this) {
            closed = true;
            reading++;
            notifyAll();
        }
        thread.interrupt();
        driver.close();
    }

    /** Tells it to end and waits for it, at most {@value #CLOSE_MILLIS} ms. */
    @Override
    public void close() {
        end();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Point> due = awaitDue();
        while (!isClosed()) {
            cycle(due);
            due = awaitDue();
        }
        driver.close();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Waits until points are due; empty when the driver is to read although it has no points yet, or has ended. */
    private synchronized List<Point> awaitDue() {
        while (!closed) {
            long now = clock.nanos();
            if (schedule.isDue(now)) {
                return schedule.due(now);
            }
            try {
                wait(Math.max(1, (schedule.next() - now) / 1_000_000));
            } catch (InterruptedException e) {
                // From the watch, about a read that has ended meanwhile; or closed is set.
                LOG.debug("Woken early");
            }
        }
        return List.of();
    }

    private void cycle(List<Point> due) {
        long now = clock.nanos();
        if (!open && now - retryAt < 0) {
            synchronized (this) {
                fail(due, now);
            }
            return;
        }
        Collected collected = begin(due, now);
        Optional<String> failure = attempt(due, collected);
        open = failure.isEmpty() && end(due, collected);
        if (open) {
            pause = 0;
        } else {
            driver.close();
            pause = pause == 0 ? FIRST_PAUSE_NANOS : Math.min(pause * 2, LONGEST_PAUSE_NANOS);
            retryAt = clock.nanos() + pause;
            givenUp(due, collected, failure);
        }
    }

    private synchronized Collected begin(List<Point> due, long now) {
        busy = true;
        busyWith = due;
        busySince = now;
        return new Collected(++reading, now);
    }

    /** Opens and reads; empty if that went well, else the reason. */
    private Optional<String> attempt(List<Point> due, Collected collected) {
        try {
            if (!open) {
                driver.open(samples -> push(samples));
            }
            driver.read(due, collected);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            // A broken driver must end neither its thread nor the agent.
            LOG.debug("Driver {} failed", driver.settings().name(), e);
            String message = e.getMessage();
            String kind = e.getClass().getSimpleName();
            return Optional.of(
                    message == null ? kind : e instanceof RuntimeException ? kind + ": " + message : message);
        }
    }

    /** Takes over what a read gave; false if it had been given up meanwhile. */
    private synchronized boolean end(List<Point> due, Collected collected) {
        busy = false;
        if (hangs || collected.number != reading) {
            hangs = false;
            return false;
        }
        lastRead = OptionalLong.of(collected.nanos);
        Batch batch = new Batch();
        collected.samples.forEach(sample -> accept(sample, collected.nanos, batch));
        List<Point> missed = due.stream()
                .filter(point -> !collected.heard.contains(point.name()))
                .toList();
        missed.forEach(point -> pipeline(point).fail(collected.nanos, batch));
        batch.flush(sink);
        Optional<String> flaw = collected.flaw.or(() -> missed.isEmpty()
                ? Optional.empty()
                : Optional.of(missed.get(0).name() + ": không có số liệu / no value"));
        fault.now(flaw, collected.nanos, sink);
        return true;
    }

    private synchronized void givenUp(List<Point> due, Collected collected, Optional<String> failure) {
        boolean wasHanging = hangs;
        busy = false;
        hangs = false;
        if (closed || wasHanging || failure.isEmpty()) {
            return;
        }
        fail(due, collected.nanos);
        fault.now(failure, collected.nanos, sink);
    }

    private void fail(List<Point> due, long nanos) {
        Batch batch = new Batch();
        due.forEach(point -> pipeline(point).fail(nanos, batch));
        batch.flush(sink);
    }

    private synchronized void push(List<Sample> samples) {
        if (closed) {
            return;
        }
        long nanos = clock.nanos();
        Batch batch = new Batch();
        samples.forEach(sample -> accept(sample, nanos, batch));
        batch.flush(sink);
    }

    private void accept(Sample sample, long nanos, Batch batch) {
        PointPipeline pipeline = pipelines.get(sample.point());
        if (pipeline == null) {
            if (pipelines.size() >= MOST_POINTS
                    || !SeriesName.isValid(driver.settings().name() + "/" + sample.point())) {
                LOG.debug("Driver {}: left out {}", driver.settings().name(), sample.point());
                return;
            }
            Point found = Point.found(sample.point(), driver.settings(), sample.unit());
            pipeline = new PointPipeline(found, board);
            pipelines.put(sample.point(), pipeline);
            schedule.add(found);
        }
        pipeline.accept(nanos, sample.value(), sample.quality(), batch);
    }

    private PointPipeline pipeline(Point point) {
        return pipelines.computeIfAbsent(point.name(), name -> new PointPipeline(point, board));
    }

    /** What one read gave. */
    private static final class Collected implements Readings {
        private final int number;
        private final long nanos;
        private final List<Sample> samples = new ArrayList<>();
        private final Set<String> heard = new HashSet<>();
        private Optional<String> flaw = Optional.empty();

        Collected(int number, long nanos) {
            this.number = number;
            this.nanos = nanos;
        }

        @Override
        public void take(Sample sample) {
            samples.add(sample);
            heard.add(sample.point());
        }

        @Override
        public void bad(String point, String reason) {
            flaw = flaw.or(() -> Optional.of(point + ": " + reason));
        }

        @Override
        public void quiet(String point) {
            heard.add(point);
        }
    }
}
