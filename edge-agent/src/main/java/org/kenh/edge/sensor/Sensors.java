package org.kenh.edge.sensor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.edge.control.Output;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/** All drivers of a site, each on its own thread, and one thread that watches over them. Thread-safe. */
public final class Sensors implements AutoCloseable {
    private static final long WATCH_MILLIS = 250;

    private final List<DriverThread> threads;
    private final Board board;
    private final Thread watch;
    private volatile boolean closed;

    /** Nothing runs before {@link #start}; the sink is called from the threads of the drivers. */
    public Sensors(List<Driver> drivers, MeasurementSink sink, MonotonicClock clock) {
        this.board = new Board(clock);
        this.threads = drivers.stream()
                .map(driver -> new DriverThread(driver, sink, board, clock))
                .toList();
        this.watch = new Thread(this::watch, "sensors-watch");
        watch.setDaemon(true);
    }

    public void start() {
        threads.forEach(DriverThread::start);
        watch.start();
    }

    /** The current values of all points. */
    public Board board() {
        return board;
    }

    /** What the drivers can switch. */
    public List<Output> outputs() {
        return threads.stream()
                .flatMap(thread -> thread.driver().outputs().stream())
                .toList();
    }

    /** How each driver is. */
    public List<DriverStatus> status() {
        return threads.stream().map(DriverThread::status).toList();
    }

    /** What is known to be sent, for the birth message; programs may send more than that. */
    public List<DeclaredSeries> series() {
        List<DeclaredSeries> series = new ArrayList<>();
        for (DriverThread thread : threads) {
            thread.driver().points().forEach(point -> declare(point, series));
            // Without an interval: an event is not missed when it does not come.
            series.add(new DeclaredSeries(
                    SeriesName.of(thread.driver().settings().name() + "/fault"), Unit.NONE, Optional.empty()));
        }
        return series;
    }

    private static void declare(Point point, List<DeclaredSeries> series) {
        Optional<Duration> interval = Optional.of(atLeastOneSecond(point.longestSilence()));
        Unit unit = point.shape().flag() ? Unit.NONE : point.unit();
        series.add(new DeclaredSeries(point.series(), unit, interval));
        if (point.shape().window().isPresent()) {
            for (String statistic : List.of("min", "max", "mean")) {
                series.add(new DeclaredSeries(SeriesName.of(point.series() + "/" + statistic), unit, interval));
            }
        }
    }

    private static Duration atLeastOneSecond(Duration interval) {
        return interval.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : interval;
    }

    @Override
    public void close() {
        closed = true;
        watch.interrupt();
        // All are told first, so that those that hang are waited for together.
        threads.forEach(DriverThread::end);
        threads.forEach(DriverThread::close);
    }

    private void watch() {
        while (!closed) {
            threads.forEach(DriverThread::watch);
            try {
                Thread.sleep(WATCH_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
