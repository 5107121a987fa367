package org.kenh.edge.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.kenh.edge.sensor.Measurement;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;
import org.kenh.telemetry.schedule.Schedule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control of a site at work: looks at everything every cycle, writes the outputs, tells what happened. Whatever goes
 * wrong, outputs go to their safe state: at the start, when a cycle is overdue, when one cannot be written, and at the
 * end. Thread-safe.
 */
public final class Control implements AutoCloseable {
    private static final String SERIES = "control/fault";
    private static final Duration ANCHOR = Duration.ofMinutes(5);
    private static final long MILLISECOND = 1_000_000;
    private static final int MOST_PENDING = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Control.class);

    private final ControlConfig config;
    private final ControlPorts ports;
    private final Engine engine;
    private final StateCodec codec;
    private final Storage storage;
    private final ControlThreads threads;
    private final Writers writers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, CompletableFuture<Outcome>> pending = new LinkedHashMap<>();
    private final Map<String, Long> lastEvents = new HashMap<>();
    private volatile long lastCycle;
    private volatile boolean overdue;
    private boolean storageFailed;
    private long keptAt;

    /** Throws {@link IllegalArgumentException} when the site file names outputs that there are not. */
    public Control(ControlConfig config, ControlPorts ports) {
        this(config, ports, new ControlThreads());
    }

    /**
     * One without threads of its own: {@link #begin} and then {@link #cycle} are called from outside, one at a time, and
     * outputs and files are written by the caller. Nothing watches whether the cycles come.
     */
    public static Control stepped(ControlConfig config, ControlPorts ports) {
        return new Control(config, ports, new ControlThreads(Runnable::run));
    }

    Control(ControlConfig config, ControlPorts ports, ControlThreads threads) {
        this.config = config;
        this.ports = ports;
        this.threads = threads;
        this.engine = new Engine(config);
        this.codec = new StateCodec(engine, ports.boot());
        this.storage = new Storage(config, ports.device(), threads.background());
        this.writers = new Writers(config, ports, threads.background());
    }

    /** The commands that it obeys. */
    public CommandHandler commands() {
        return new ControlCommands(this, config);
    }

    /** The series of its events, for the birth; they come when something happens, not at an interval. */
    public List<DeclaredSeries> series() {
        Set<String> names = new LinkedHashSet<>(List.of(SERIES, TurnReport.SERIES));
        config.pumps().forEach(pump -> names.addAll(List.of(pump.name() + "/control", pump.output() + "/fault")));
        config.outputs().forEach(output -> names.addAll(List.of(output.name() + "/control", output.name() + "/fault")));
        return names.stream()
                .map(name -> new DeclaredSeries(SeriesName.of(name), Unit.NONE, Optional.empty()))
                .toList();
    }

    /** How everything is now, for people. */
    public ControlSummary summary() {
        lock.lock();
        try {
            return engine.summary(moment());
        } finally {
            lock.unlock();
        }
    }

    /** Brings the outputs to their safe state, takes up what was before the restart, and begins to look. */
    public void start() {
        begin();
        threads.start(config.cycle(), this::cycle, this::check);
    }

    /** How long ago everything was last looked at, in nanoseconds. */
    public long sinceCycleNanos() {
        return ports.monotonic().nanos() - lastCycle;
    }

    /** Ends with all outputs in their safe state, but for those that are to stay as they are. */
    @Override
    public void close() {
        threads.stopCycles();
        boolean locked = tryLock();
        try {
            Report report = new Report();
            Cycle cycle = cycle(report);
            engine.pumps().values().forEach(pump -> pump.drop(cycle, Reasons.SHUTDOWN));
            tell(report);
            storage.keepNow(codec.save(cycle.moment()));
        } finally {
            if (locked) {
                lock.unlock();
            }
        }
        writers.close();
        threads.close();
    }

    Engine engine() {
        return engine;
    }

    /** Loads what was kept and writes the safe states; before the first cycle. */
    public void begin() {
        lastCycle = ports.monotonic().nanos();
        keptAt = lastCycle;
        writers.apply(Map.of());
        Report report = new Report();
        restore(report);
        tell(report);
    }

    /** One look at everything. */
    public void cycle() {
        Report report = new Report();
        lock.lock();
        try {
            Cycle cycle = cycle(report);
            if (overdue) {
                engine.drop(cycle, Reasons.OVERDUE);
                overdue = false;
            }
            engine.step(cycle);
            writers.watch(report);
            // A cycle that was overdue meanwhile has seen an old world; the next one drops everything.
            if (!overdue) {
                writers.apply(engine.targets());
            }
            lastCycle = ports.monotonic().nanos();
            keep(cycle, report);
        } finally {
            lock.unlock();
        }
        tell(report);
    }

    /** Looks whether the cycles go on; for another thread than theirs. */
    void check() {
        long late = ports.monotonic().nanos() - lastCycle;
        if (late > config.overdue().toNanos() && !overdue) {
            overdue = true;
            LOG.error("The control loop is overdue by {} ms; outputs go to their safe state", late / MILLISECOND);
            Report report = new Report();
            report.event(SERIES, Reasons.OVERDUE.text());
            tell(report);
        }
        if (overdue) {
            writers.apply(Map.of());
        }
    }

    /** Gives an order to the engine; refused at once, or accepted and ended by some cycle. */
    Outcome order(String id, CompletableFuture<Outcome> end, BiFunction<Engine, Cycle, Optional<Reason>> order) {
        Report report = new Report();
        if (!tryLock()) {
            return new Outcome.Refused(Reasons.BUSY.text());
        }
        try {
            Cycle cycle = cycle(report);
            if (pending.size() >= MOST_PENDING || overdue) {
                return new Outcome.Refused(Reasons.BUSY.text());
            }
            Optional<Reason> refused = order.apply(engine, cycle);
            if (refused.isPresent()) {
                return new Outcome.Refused(refused.get().text());
            }
            pending.put(id, end);
            keep(cycle, report);
        } finally {
            lock.unlock();
        }
        tell(report);
        return end.isDone() ? end.join() : new Outcome.Accepted("", end);
    }

    /** Takes a signed schedule if it is right, newer, and could be written to disk. */
    Outcome putSchedule(byte[] envelope) {
        Storage.Reading reading = storage.read(envelope);
        Schedule schedule = reading.schedule();
        if (schedule == null) {
            return new Outcome.Refused(reading.refused().text());
        }
        if (!tryLock()) {
            return new Outcome.Refused(Reasons.BUSY.text());
        }
        Report report = new Report();
        try {
            Cycle cycle = cycle(report);
            Optional<Reason> refused = whyNot(schedule);
            if (refused.isPresent()) {
                return new Outcome.Refused(refused.get().text());
            }
            storage.keepSchedule(envelope);
            engine.timetable().replace(cycle, schedule);
            keep(cycle, report);
        } catch (IOException e) {
            LOG.error("The schedule cannot be written", e);
            return new Outcome.Failed(Reasons.NOT_STORED.text());
        } finally {
            lock.unlock();
        }
        tell(report);
        return new Outcome.Done("version " + schedule.version());
    }

    private Optional<Reason> whyNot(Schedule schedule) {
        long version = engine.timetable().version();
        return schedule.version() <= version
                ? Optional.of(Reasons.OLD_SCHEDULE.with("version " + version))
                : engine.timetable().whyNot(schedule);
    }

    private void restore(Report report) {
        Moment moment = moment();
        Optional<Schedule> schedule = Optional.empty();
        try {
            schedule = storage.schedule();
        } catch (IOException e) {
            LOG.error("The schedule from before the restart is left out", e);
            report.event(SERIES, Reasons.BAD_SCHEDULE.text());
        }
        try {
            Optional<byte[]> state = storage.state();
            codec.restore(state.orElse("{}".getBytes(StandardCharsets.US_ASCII)), moment, schedule);
        } catch (IOException e) {
            LOG.error("The state from before the restart is lost; pumps need a person", e);
            engine.pumps().values().forEach(pump -> pump.guard().latch(List.of(Reasons.STATE_LOST.code())));
            report.event(SERIES, Reasons.STATE_LOST.text());
        }
    }

    private void keep(Cycle cycle, Report report) {
        boolean due =
                cycle.now() - keptAt >= ANCHOR.toNanos() && (engine.isCounting(cycle.now()) || storage.isFailed());
        if (report.hasChanged() || due) {
            keptAt = cycle.now();
            storage.keep(codec.save(cycle.moment()));
        }
        if (storage.isFailed() != storageFailed) {
            storageFailed = storage.isFailed();
            report.event(SERIES, storageFailed ? Reasons.NOT_STORED.text() : "stored");
        }
    }

    /** Tells what happened, without any lock: it may write to disk and call others. */
    private void tell(Report report) {
        List<Measurement> events = new ArrayList<>();
        List<Runnable> ends = new ArrayList<>();
        synchronized (lastEvents) {
            report.events().forEach(event -> events.add(measurement(event)));
        }
        lock.lock();
        try {
            for (Ended ended : report.ended()) {
                CompletableFuture<Outcome> end = pending.remove(ended.command());
                if (end != null) {
                    ends.add(() -> end.complete(ended.outcome()));
                }
            }
        } finally {
            lock.unlock();
        }
        if (!events.isEmpty()) {
            ports.sink().accept(events, true);
        }
        ends.forEach(Runnable::run);
    }

    /** Two events of a series never have the same time: they would be one reading. */
    private Measurement measurement(Report.Event event) {
        long now = ports.monotonic().nanos();
        Long last = lastEvents.get(event.series());
        long at = last == null ? now : Math.max(now, last + MILLISECOND);
        lastEvents.put(event.series(), at);
        return new Measurement(
                at, SeriesName.of(event.series()), Unit.NONE, new Value.Text(event.text()), Quality.GOOD);
    }

    private Cycle cycle(Report report) {
        return new Cycle(moment(), ports.inputs(), writers, report);
    }

    private Moment moment() {
        return new Moment(ports.monotonic().nanos(), ports.wall().now());
    }

    private boolean tryLock() {
        try {
            return lock.tryLock(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
