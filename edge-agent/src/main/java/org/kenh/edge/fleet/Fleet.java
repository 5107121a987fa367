package org.kenh.edge.fleet;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.kenh.edge.agent.Agent;
import org.kenh.edge.agent.Agent.Commands;
import org.kenh.edge.agent.Profile;
import org.kenh.edge.agent.Ticker;
import org.kenh.edge.config.ConfigException;
import org.kenh.edge.control.AgentCommands;
import org.kenh.edge.control.CommandHandler;
import org.kenh.edge.control.CommandMemory;
import org.kenh.edge.fleet.ControlledDevice.Setting;
import org.kenh.edge.fleet.FleetConfig.FleetDevice;
import org.kenh.edge.journal.Lane;
import org.kenh.edge.journal.MemoryJournal;
import org.kenh.edge.sensor.Sensor;
import org.kenh.edge.sensor.simulated.Plant;
import org.kenh.edge.sensor.simulated.SimulatedDevice;
import org.kenh.edge.uplink.Delayer;
import org.kenh.edge.uplink.Encoding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The simulated district's devices, each an agent of its own. */
public final class Fleet implements AutoCloseable {
    private static final long JOURNAL_BYTES = 256 * 1024;
    private static final Duration BETWEEN_CONNECTS = Duration.ofMillis(40);
    private static final Duration BETWEEN_SAVES = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    /** How often the controls of pumps and fields and the players look at everything. */
    private static final Duration CYCLE = Duration.ofSeconds(1);

    private static final Duration BACKFILL_TICK = Duration.ofMillis(250);
    /** The present goes first: history waits until the devices are connected. */
    private static final Duration BEFORE_HISTORY = Duration.ofSeconds(10);
    /** A shorter pause leaves no gap that anyone sees. */
    private static final Duration SHORTEST_GAP = Duration.ofMinutes(2);

    /** Each farewell waits for its peer; together they must not keep a person waiting who pressed Ctrl-C. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private static final int CLOSERS = 40;

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

    private final FleetConfig config;
    private final Path stateFile;
    private final InstantSource clock;
    private final Plant plant;
    private final Map<String, SimulatedDevice> devices;
    private final Map<String, Steered> controlled;
    private final Map<String, Post> posts = new LinkedHashMap<>();
    private final Backfill backfill;
    private boolean closed;

    private Fleet(FleetConfig config, Path stateFile, InstantSource clock, Past past, Uplinks uplinks) {
        this.config = config;
        this.stateFile = stateFile;
        this.clock = clock;
        this.plant = past.plant;
        this.devices = past.devices;
        this.controlled = past.controlled;
        for (FleetDevice device : config.devices()) {
            posts.put(device.id().value(), post(device, uplinks));
        }
        Map<String, Agent> agents = new LinkedHashMap<>();
        posts.forEach((id, post) -> agents.put(id, post.agent()));
        this.backfill = new Backfill(past.historian.recordings(), agents, config.historyRate());
    }

    /** Simulates the past up to now; takes some seconds at the first start. */
    public static Fleet open(FleetConfig config, Path stateFile, InstantSource clock, Uplinks uplinks) {
        return new Fleet(config, stateFile, clock, new Past(config, stateFile, clock), uplinks);
    }

    /** Connects and measures, until the end of the ticker. */
    public void start(Ticker ticker, Delayer delayer) {
        plant.begin(config.scenario(), config.speed(), clock.instant());
        Duration wait = Duration.ZERO;
        for (FleetDevice device : config.devices()) {
            Post post = Optional.ofNullable(posts.get(device.id().value())).orElseThrow();
            delayer.after(wait, post.agent()::start);
            Duration first = wait.plusSeconds(1);
            ticker.every(first, device.interval(), () -> post.agent().sample(clock.instant()));
            ticker.every(first, BETWEEN_LOOKS, () -> post.look(clock.instant(), delayer));
            wait = wait.plus(BETWEEN_CONNECTS);
        }
        ticker.every(CYCLE, CYCLE, this::control);
        double tick = BACKFILL_TICK.toMillis() / 1000.0;
        ticker.every(BEFORE_HISTORY, BACKFILL_TICK, () -> backfill.tick(tick));
        ticker.every(BETWEEN_SAVES, BETWEEN_SAVES, this::save);
        LOG.info(
                "{} devices, {} of them with history to tell; scenario {}, the plant's clock runs {} times as fast",
                posts.size(),
                backfill.remaining().size(),
                config.scenario().name(),
                config.speed());
    }

    /** One look of all controls, by one thread. */
    private synchronized void control() {
        if (!closed) {
            Instant now = clock.instant();
            plant.advanceTo(now);
            controlled.values().forEach(device -> device.cycle(now));
        }
    }

    private synchronized void endCycles() {
        closed = true;
    }

    /** Writes the state file. */
    void save() {
        Instant now = clock.instant();
        plant.advanceTo(now);
        new FleetState(now.getEpochSecond(), plant.save(), backfill.remaining()).write(stateFile);
    }

    @Override
    public void close() {
        endCycles();
        save();
        ExecutorService closers = Executors.newFixedThreadPool(CLOSERS, task -> {
            Thread thread = new Thread(task, "closing");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Callable<Void>> farewells = new ArrayList<>();
            controlled
                    .values()
                    .forEach(device -> farewells.add(() -> {
                        device.close();
                        return null;
                    }));
            posts.values()
                    .forEach(post -> farewells.add(() -> {
                        post.agent().close();
                        return null;
                    }));
            closers.invokeAll(farewells, LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closers.shutdownNow();
        }
    }

    private Post post(FleetDevice device, Uplinks uplinks) {
        String id = device.id().value();
        SimulatedDevice simulated = Optional.ofNullable(devices.get(id))
                .orElseThrow(() -> new IllegalStateException(id + " was not simulated"));
        Optional<Steered> control = Optional.ofNullable(controlled.get(id));
        Sensor sensor = control.<Sensor>map(each -> each).orElse(simulated);
        CommandHandler handler = control.<CommandHandler>map(each -> each).orElse(simulated);
        Profile profile = new Profile(
                id,
                simulated.title(),
                "1.4.2",
                device.interval(),
                Encoding.CBOR,
                List.of(sensor),
                List.of(handler, new AgentCommands(simulated.title() + ", simulated")),
                false);
        CommandMemory memory = control.map(Steered::memory).orElseGet(CommandMemory::ofProcess);
        Commands commands = new Commands(() -> Optional.of(clock.instant()), memory, command -> false);
        Line line = new Line(() -> uplinks.open(device));
        Agent agent = new Agent(profile, line, new MemoryJournal(JOURNAL_BYTES), commands, uplinks.delayer());
        control.ifPresent(each -> each.begin(events -> agent.enqueue(Lane.URGENT, events)));
        return new Post(id, simulated, agent, line);
    }

    /** How the fleet has lived until now. */
    private static final class Past {
        private final FleetConfig config;
        private final InstantSource clock;
        private final Historian historian;
        private final Plant plant;
        private final Map<String, SimulatedDevice> devices = new LinkedHashMap<>();
        private final Map<String, Steered> controlled = new LinkedHashMap<>();

        Past(FleetConfig config, Path stateFile, InstantSource clock) {
            this.config = config;
            this.clock = clock;
            this.historian = new Historian(config, clock);
            Instant now = clock.instant();
            Instant earliest = now.minus(config.history());
            Optional<FleetState> state = FleetState.read(stateFile);
            this.plant = Historian.runUp(config.plant(), earliest);
            addDevices();
            addControls(new Setting(stateFile.resolveSibling("control"), config.centreKeys(), clock));
            if (state.isPresent()) {
                goOn(state.get(), earliest, now);
            } else {
                plant.advanceTo(earliest);
                historian.record(plant, devices, earliest, now);
                controlled.values().forEach(Steered::takeUp);
            }
        }

        private void goOn(FleetState state, Instant earliest, Instant now) {
            historian.recordUnfinished(state.backlog());
            Instant saved = Instant.ofEpochSecond((long) state.savedAt());
            plant.restore(state.plant(), saved);
            controlled.values().forEach(Steered::takeUp);
            Instant from = saved.isBefore(earliest) ? earliest : saved;
            plant.advanceTo(from);
            if (Duration.between(from, now).compareTo(SHORTEST_GAP) >= 0) {
                historian.record(plant, devices, from, now);
            }
        }

        private void addControls(Setting setting) {
            for (FleetDevice device : config.devices()) {
                String id = device.id().value();
                Optional.ofNullable(devices.get(id))
                        .flatMap(simulated -> Steered.of(device.id(), simulated, setting))
                        .ifPresent(control -> controlled.put(id, control));
            }
        }

        private void addDevices() {
            List<String> problems = new ArrayList<>();
            for (FleetDevice device : config.devices()) {
                String id = device.id().value();
                try {
                    devices.put(id, new SimulatedDevice(id, device.simulate(), plant, clock));
                } catch (IllegalArgumentException e) {
                    problems.add("device " + id + ": simulate: " + e.getMessage());
                }
            }
            if (!problems.isEmpty()) {
                throw new ConfigException(problems);
            }
        }
    }
}
