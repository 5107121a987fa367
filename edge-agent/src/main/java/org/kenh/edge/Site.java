package org.kenh.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.kenh.edge.agent.Agent;
import org.kenh.edge.agent.AgentConfig;
import org.kenh.edge.agent.Profile;
import org.kenh.edge.clock.BootId;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.edge.clock.Timekeeper;
import org.kenh.edge.control.AgentCommands;
import org.kenh.edge.control.CommandHandler;
import org.kenh.edge.control.CommandMemory;
import org.kenh.edge.control.Control;
import org.kenh.edge.control.ControlConfig;
import org.kenh.edge.control.ControlPorts;
import org.kenh.edge.control.Input;
import org.kenh.edge.journal.DiskJournal;
import org.kenh.edge.journal.MemoryJournal;
import org.kenh.edge.life.ConfigCommand;
import org.kenh.edge.life.Heartbeat;
import org.kenh.edge.life.RemoteConfiguration;
import org.kenh.edge.life.StatusServer;
import org.kenh.edge.life.SystemdNotifier;
import org.kenh.edge.life.UplinkWatch;
import org.kenh.edge.life.Watchdog;
import org.kenh.edge.sensor.Board;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.sensor.MeasurementSink;
import org.kenh.edge.sensor.Sensor;
import org.kenh.edge.sensor.Sensors;
import org.kenh.edge.sensor.sysfs.HostSensor;
import org.kenh.edge.sound.Loudspeaker;
import org.kenh.edge.sound.SpeakerConfig;
import org.kenh.edge.sound.SpeakerPorts;
import org.kenh.edge.uplink.FailoverUplink;
import org.kenh.edge.uplink.LinkMetrics;
import org.kenh.edge.uplink.MainsWatch;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts of a device at work, put together from one configuration. */
final class Site implements AutoCloseable {
    private static final Path ROOT = Path.of("/");
    private static final Duration BEFORE_RESTART = Duration.ofSeconds(1);
    private static final Duration SAMPLING_PATIENCE = Duration.ofMinutes(2);
    private static final Duration CONTROL_PATIENCE = Duration.ofSeconds(30);
    private static final Duration JOURNAL_PATIENCE = Duration.ofMinutes(1);
    private static final SeriesName CONFIG_SERIES = SeriesName.of("agent/config");

    private static final Logger LOG = LoggerFactory.getLogger(Site.class);

    private final AgentConfig config;
    private final RemoteConfiguration remote;
    private final Runnable restart;
    private final MonotonicClock monotonic = MonotonicClock.system();
    private final Workers workers;
    private final Heartbeat heartbeat = new Heartbeat(monotonic);
    private final Optional<Keeping> keeping;
    private final MeasurementSink sink;
    private final Sensors sensors;
    private final FailoverUplink links;
    private final UplinkWatch uplink;
    private final Agent agent;
    private final Optional<Control> control;
    private final Optional<Loudspeaker> loudspeaker;
    private final CommandTrail trail = new CommandTrail();
    private final Watchdog watchdog;
    private Optional<StatusServer> status = Optional.empty();
    private volatile long syncedNanos = Long.MIN_VALUE;

    private Site(AgentConfig config, AgentConfig board, Change change, Ground ground) {
        this.config = config;
        this.remote = change.remote();
        this.restart = change.restart();
        this.workers = ground.workers();
        this.keeping = ground.keeping();
        this.sink = sink(config);
        this.sensors = new Sensors(config.drivers(), this::measured, monotonic);
        this.links = UplinkOpening.open(config.device(), config.secret(), config.uplinks(), workers);
        this.uplink = new UplinkWatch(links, monotonic, this::acknowledged);
        this.control = config.control().map(this::control);
        this.loudspeaker = config.loudspeaker().map(this::loudspeaker);
        this.agent = agent(profile(board));
        this.watchdog = new Watchdog(SystemdNotifier.of(System.getenv()), heartbeat, this::line);
    }

    /** Nothing runs before {@link #start}. {@code restart} begins anew, by whatever file is in force then. */
    static Site open(AgentConfig config, AgentConfig board, RemoteConfiguration remote, Runnable restart) {
        Ground ground = Ground.open(config);
        try {
            return new Site(config, board, new Change(remote, restart), ground);
        } catch (RuntimeException e) {
            // Else the next try would find the journal's directory taken. All other parts hold nothing yet.
            ground.close();
            throw e;
        }
    }

    void start() {
        // First of all: the outputs go to their safe state, whatever else may not start.
        control.ifPresent(parts -> {
            parts.start();
            heartbeat.watch("control", CONTROL_PATIENCE, parts::sinceCycleNanos);
        });
        config.life().statusPort().ifPresent(port -> {
            StatusSource source =
                    new StatusSource(config, remote, uplink, links, heartbeat, sensors, keeping, control, trail);
            status = Optional.of(StatusServer.open(port, source::report));
        });
        keeping.ifPresent(this::keepTime);
        sensors.start();
        agent.start();
        loudspeaker.ifPresent(Loudspeaker::start);
        answerForTrial();
        keeping.ifPresent(kept -> reportLink(kept.journal()));
        config.host().ifPresent(host -> sampleHost());
        if (!config.drivers().isEmpty()) {
            heartbeat.watch("sampling", samplingPatience(), this::sinceSample);
        }
        workers.every(Duration.ZERO, Watchdog.interval(System.getenv()), watchdog::look);
    }

    @Override
    public void close() {
        watchdog.ending();
        status.ifPresent(StatusServer::close);
        // Before the drivers: through them the outputs go to their safe state.
        control.ifPresent(Control::close);
        loudspeaker.ifPresent(Loudspeaker::close);
        sensors.close();
        agent.close();
        new Ground(workers, keeping).close();
    }

    /** The clock is asked and the journal synced, again and again; before the first sample nothing is known of the time. */
    private void keepTime(Keeping kept) {
        workers.every(Duration.ZERO, config.clock().interval(), () -> {
            if (kept.time().check()) {
                agent.sync();
            }
        });
        workers.every(kept.config().sync(), kept.config().sync(), () -> {
            agent.sync();
            syncedNanos = monotonic.nanos();
        });
        heartbeat.watch("journal", JOURNAL_PATIENCE.plus(kept.config().sync()), () -> since(syncedNanos));
        report(
                remote.version() == 0
                        ? "tệp trên máy / file on the board"
                        : "bản " + remote.version() + " / version " + remote.version()
                                + (remote.isOnTrial() ? " (đang thử / on trial)" : ""));
    }

    private void sampleHost() {
        Clock clock = Clock.systemUTC();
        workers.every(Duration.ZERO, config.interval(), () -> agent.sample(clock.instant()));
    }

    private MeasurementSink sink(AgentConfig section) {
        MeasurementSink journal = (measurements, urgent) -> agent.accept(measurements, urgent);
        return section.mains()
                .<MeasurementSink>map(mains -> new MainsWatch(mains, journal))
                .orElse(journal);
    }

    private void reportLink(DiskJournal journal) {
        LinkMetrics metrics =
                new LinkMetrics(links::report, () -> journal.status().waiting());
        workers.every(Duration.ofSeconds(5), config.interval(), () -> {
            measured(metrics.measure(monotonic.nanos()), false);
        });
    }

    private void measured(List<Measurement> measurements, boolean urgent) {
        sink.accept(measurements, urgent);
    }

    /** Says something about the configuration in use, as an event. */
    private void report(String text) {
        if (keeping.isPresent()) {
            Value value = new Value.Text(text.replaceAll("[\\p{Cntrl}&&[^\\n]]", " "));
            measured(List.of(new Measurement(monotonic.nanos(), CONFIG_SERIES, Unit.NONE, value, Quality.GOOD)), true);
        }
    }

    private Duration samplingPatience() {
        Duration longest = config.drivers().stream()
                .map(driver -> driver.settings().interval())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return SAMPLING_PATIENCE.plus(longest.multipliedBy(2));
    }

    /** Also a value that could not be read counts: the driver is at work. */
    private long sinceSample() {
        return sensors.board().all().values().stream()
                .mapToLong(entry -> entry.ageNanos())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private long since(long nanos) {
        return nanos == Long.MIN_VALUE ? Long.MAX_VALUE : monotonic.nanos() - nanos;
    }

    /** Tells how a trial before ended, and gives the present one its time. */
    private void answerForTrial() {
        answerOutcome();
        if (remote.isOnTrial()) {
            workers.after(config.life().remote().confirmWithin(), () -> {
                if (remote.giveUp("không tới được trung tâm / the centre was not reached")) {
                    restart.run();
                }
            });
        }
    }

    private void acknowledged() {
        if (remote.isOnTrial()) {
            remote.confirm();
            answerOutcome();
        }
    }

    private void answerOutcome() {
        remote.outcome().ifPresent(answer -> {
            agent.report(answer);
            remote.answered();
        });
    }

    private Control control(ControlConfig section) {
        return new Control(
                section,
                new ControlPorts(
                        config.device(),
                        BootId.ofMachine().toString(),
                        monotonic,
                        this::trustedTime,
                        this::input,
                        sensors.outputs(),
                        this::measured));
    }

    private Loudspeaker loudspeaker(SpeakerConfig section) {
        return new Loudspeaker(
                section,
                new SpeakerPorts(
                        BootId.ofMachine(),
                        monotonic,
                        this::trustedTime,
                        this::input,
                        sensors.outputs(),
                        this::measured,
                        ROOT,
                        ZoneId.systemDefault()));
    }

    private Optional<Input> input(SeriesName series) {
        return sensors.board()
                .get(series)
                .map(Board.Entry::measurement)
                .map(measurement ->
                        new Input(measurement.value(), measurement.quality(), measurement.monotonicNanos()));
    }

    /** What time it is, if that is certain: nothing is begun or ended by a clock that may be wrong. */
    private Optional<Instant> trustedTime() {
        return keeping.map(Keeping::time).filter(Timekeeper::isTrusted).map(Timekeeper::instant);
    }

    /** On a disk that takes nothing commands are remembered as long as the process lives. */
    private static CommandMemory memory(Keeping kept) {
        try {
            Files.createDirectories(kept.config().directory());
            return CommandMemory.ofFile(kept.config().directory().resolve("commands"));
        } catch (IOException e) {
            LOG.error("Commands cannot be remembered on disk", e);
            return CommandMemory.ofProcess();
        }
    }

    private Agent agent(Profile profile) {
        return keeping.map(kept -> new Agent(
                        profile,
                        uplink,
                        new Agent.Keeping(kept.journal(), kept.config().backlogKilobits()),
                        new Agent.Commands(this::trustedTime, memory(kept), remote::isOpen),
                        workers))
                .orElseGet(() -> new Agent(
                        profile, uplink, new MemoryJournal(config.maxPendingBytes()), Clock.systemUTC(), workers));
    }

    private Profile profile(AgentConfig board) {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
        List<Sensor> declared = new ArrayList<>();
        config.host().ifPresent(host -> declared.add(new HostSensor(ROOT, host)));
        declared.add(new Declaration(this::declared));
        return new Profile(
                config.device().value(),
                "Kênh agent, " + platform,
                Main.VERSION,
                config.interval(),
                config.encoding(),
                declared,
                handlers(board, platform),
                keeping.isEmpty());
    }

    /** What is sent besides the short form's readings; events without an interval, as none of them is overdue. */
    private List<DeclaredSeries> declared() {
        List<DeclaredSeries> series = new ArrayList<>(sensors.series());
        control.ifPresent(parts -> series.addAll(parts.series()));
        loudspeaker.ifPresent(part -> series.addAll(part.series()));
        config.mains().ifPresent(mains -> series.add(event(MainsWatch.POWER)));
        if (keeping.isPresent()) {
            series.add(event(CONFIG_SERIES));
            series.addAll(DiskJournal.series());
            series.addAll(LinkMetrics.series(config.interval()));
        }
        return series;
    }

    private static DeclaredSeries event(SeriesName name) {
        return new DeclaredSeries(name, Unit.NONE, Optional.empty());
    }

    private List<CommandHandler> handlers(AgentConfig board, String platform) {
        List<CommandHandler> handlers = new ArrayList<>();
        handlers.add(trail.of(new AgentCommands(
                "Kênh agent " + Main.VERSION + ", " + platform + ", Java " + System.getProperty("java.version"))));
        control.ifPresent(parts -> handlers.add(trail.of(parts.commands())));
        loudspeaker.ifPresent(part -> handlers.add(trail.of(part.commands())));
        if (config.life().remote().enabled()) {
            handlers.add(trail.of(new ConfigCommand(
                    remote,
                    text -> AgentConfig.ofCentre(text, board),
                    this::report,
                    () -> workers.after(BEFORE_RESTART, restart))));
        }
        return handlers;
    }

    /** How it is, in one line for {@code systemctl status}. */
    private String line() {
        UplinkWatch.State state = uplink.state();
        return state.connected()
                ? "đã nối / connected: " + links.report().inUse()
                : "mất kết nối / not connected: " + state.reason();
    }

    /** What makes a new beginning: the centre's files, and how to begin. */
    private record Change(RemoteConfiguration remote, Runnable restart) {}

    /** What is open from the first moment on, and must be closed even if nothing else comes to be. */
    private record Ground(Workers workers, Optional<Keeping> keeping) {
        static Ground open(AgentConfig config) {
            Optional<Keeping> keeping = Keeping.open(config);
            return new Ground(new Workers(2), keeping);
        }

        void close() {
            workers.close();
            keeping.ifPresent(kept -> kept.journal().close());
        }
    }

    /** What is sent without being sampled by the agent, for the birth. */
    private record Declaration(Supplier<List<DeclaredSeries>> declared) implements Sensor {
        @Override
        public List<DeclaredSeries> series() {
            return declared.get();
        }

        @Override
        public List<Reading> read(Instant now) {
            return List.of();
        }
    }
}
