package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kenh.operations.OperationsException;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.irrigation.IrrigationNews;
import org.kenh.operations.irrigation.desk.Step;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.field.Canal;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a canal with all below it at once, for one person's word; lets it go again for two people's. Who does not answer is told again
 * and again, and is seen. Safe for any thread; blocks on the database.
 */
public final class Stops {
    /** A proposal that nobody confirms by then counts no more. */
    static final Duration PROPOSAL = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Stops.class);
    private static final Duration AGAIN = Duration.ofMinutes(5);
    private static final int MOST_LISTED = 200;
    private static final int MOST_WITHIN = 10_000;

    private final StopStore store;
    private final IrrigationRegistry registry;
    private final FieldReadings readings;
    private final Resting resting;
    private final ReplanStore replans;
    private final IrrigationNews news;
    private final InstantSource clock;

    Stops(StopStore store, FieldReadings readings, Resting resting, Lockouts.Telling telling) {
        this.store = store;
        this.registry = readings.registry();
        this.readings = readings;
        this.resting = resting;
        this.replans = telling.replans();
        this.news = telling.news();
        this.clock = telling.clock();
    }

    /** The newest 200, newest first. */
    public List<Stop> list() {
        return store.list(MOST_LISTED);
    }

    /** Those that began in the period, oldest first; 10,000 at most. */
    public List<Stop> within(Period period) {
        return store.within(period, MOST_WITHIN);
    }

    public Optional<Stop> find(long id) {
        return store.find(id);
    }

    /** Stops the canal. Of one that is stopped already everything is told again, and what has come to it since is taken in. */
    public StopDecision stop(String canal, String by, String reason) {
        Waterways ways = Waterways.of(registry);
        Optional<Canal> found = ways.canal(canal);
        if (found.isEmpty()) {
            return new StopDecision.Unknown();
        }
        Stop wanted = new Stop(
                0,
                canal,
                found.get().area(),
                new Step(by, now()),
                reason,
                Stop.State.ACTIVE,
                Optional.empty(),
                "",
                Optional.empty(),
                "",
                devices(ways, canal));
        Stop stop = store.add(wanted)
                .or(() -> standing(canal).map(other -> joined(other, wanted.devices())))
                .orElseThrow(() -> new OperationsException("the stop of canal " + canal + " could not be kept"));
        // First what acts at once; who has answered before may have been started again since.
        stop.devices().forEach(device -> ask(stop, device, by));
        withdraw(stop, ways, by);
        replans.want("stop", canal, now());
        LOG.warn(
                "{} has stopped canal {} in an emergency: {} devices",
                by,
                canal,
                stop.devices().size());
        tell(stop);
        return new StopDecision.Done(store.find(stop.id()).orElse(stop));
    }

    /** The first person proposes the release, another one confirms it. */
    public StopDecision release(long id, String by, String reason) {
        Optional<Stop> found = store.find(id);
        if (found.isEmpty()) {
            return new StopDecision.Unknown();
        }
        Stop stop = found.get();
        Step step = new Step(by, now());
        boolean done = switch (stop.state()) {
            case RELEASED -> false;
            case ACTIVE -> store.propose(id, step, reason);
            case PROPOSED -> {
                boolean released = store.release(id, step, reason);
                if (released) {
                    replans.want("released", stop.canal(), now());
                }
                yield released;
            }
        };
        Stop now = store.find(id).orElse(stop);
        if (done) {
            tell(now);
            return new StopDecision.Done(now);
        }
        return now.state() == Stop.State.RELEASED ? new StopDecision.Released(now) : new StopDecision.SamePerson(now);
    }

    /** Tells again who has not answered, and takes turns out that somebody has planned meanwhile. */
    void tick(Waterways ways) {
        Instant now = now();
        store.lapse(now.minus(PROPOSAL));
        for (Stop open : store.open()) {
            Stop stop = joined(open, devices(ways, open.canal()));
            for (Stop.Device device : stop.devices()) {
                if (isToBeAskedAgain(device, now)) {
                    ask(stop, device, Lockouts.SELF);
                }
            }
            withdraw(stop, ways, Lockouts.SELF);
        }
    }

    /** Tells again what is seen running, whatever it has answered. To be called every minute. */
    void hold() {
        Instant now = now();
        for (Stop stop : store.open()) {
            for (Stop.Device device : stop.devices()) {
                if (!wasAskedLately(device, now) && readings.isRunning(device.target(), now)) {
                    LOG.warn("{} runs though canal {} is stopped", device.target(), stop.canal());
                    ask(stop, device, Lockouts.SELF);
                }
            }
        }
    }

    private Optional<Stop> standing(String canal) {
        return store.open().stream().filter(stop -> stop.canal().equals(canal)).findFirst();
    }

    /** With what has come to the canal since; what has left it stays in the list. */
    private Stop joined(Stop stop, List<Stop.Device> devices) {
        Set<Target> known = stop.devices().stream().map(Stop.Device::target).collect(Collectors.toSet());
        List<Stop.Device> fresh = devices.stream()
                .filter(device -> !known.contains(device.target()))
                .toList();
        if (fresh.isEmpty()) {
            return stop;
        }
        store.join(stop.id(), fresh);
        return store.find(stop.id()).orElse(stop);
    }

    private static boolean isToBeAskedAgain(Stop.Device device, Instant now) {
        if (device.answer().isEmpty()) {
            return true;
        }
        CommandState state = device.answer().get();
        boolean failed = state == CommandState.FAILED || state == CommandState.REFUSED;
        return state == CommandState.EXPIRED || (failed && !wasAskedLately(device, now));
    }

    private static boolean wasAskedLately(Stop.Device device, Instant now) {
        return device.askedAt().filter(at -> now.isBefore(at.plus(AGAIN))).isPresent();
    }

    private void ask(Stop stop, Stop.Device device, String by) {
        try {
            resting.stop(device.kind(), device.target(), by)
                    .ifPresent(issued -> store.asked(
                            stop.id(),
                            device.target(),
                            issued.command().id(),
                            issued.command().issuedAt()));
        } catch (OperationsException e) {
            // The others must be told all the same; this one is told again in some seconds.
            LOG.warn(
                    "device {} could not be told to stop yet: {}",
                    device.target().device(),
                    e.getMessage());
        }
    }

    private void withdraw(Stop stop, Waterways ways, String by) {
        resting.withdraw(ways.on(ways.below(stop.canal())), Optional.empty(), new Resting.Why(by, "emergency-stop"));
    }

    private static List<Stop.Device> devices(Waterways ways, String canal) {
        Set<String> below = ways.below(canal);
        List<Stop.Device> devices = new ArrayList<>();
        ways.pumps().stream()
                .filter(pump -> below.contains(pump.canal()))
                .forEach(pump -> devices.add(device(SubjectKind.PUMP, pump.id(), Waterways.target(pump.control()))));
        ways.fields().stream()
                .filter(field -> below.contains(field.canal()))
                .forEach(field -> field.inlet()
                        .valve()
                        .ifPresent(
                                valve -> devices.add(device(SubjectKind.FIELD, field.id(), Waterways.target(valve)))));
        devices.sort(Comparator.comparing(Stop.Device::kind).thenComparing(Stop.Device::subject));
        return devices;
    }

    private static Stop.Device device(SubjectKind kind, String subject, Target target) {
        return new Stop.Device(kind, subject, target, Optional.empty(), Optional.empty(), Optional.empty(), "");
    }

    private void tell(Stop stop) {
        news.tell(IrrigationNews.Kind.STOP, String.valueOf(stop.id()), Optional.of(stop.area()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
