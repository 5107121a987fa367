package org.kenh.edge.sound;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.clock.Moments;
import org.kenh.edge.control.CommandHandler;
import org.kenh.edge.control.Outcome;
import org.kenh.edge.control.StateFile;
import org.kenh.edge.sensor.Measurement;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Supervises the player of a loudspeaker cluster and tells what it played, what was heard of it, and what was heard while
 * nothing played. Looks once a second on a thread of its own; programs and files are dealt with on another. Thread-safe.
 */
public final class Loudspeaker implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;
    private static final int FIRST_EVIDENCE_SECONDS = 12;
    /** A pause between two pieces of one play, or an underrun. */
    private static final long LONGEST_PAUSE = 3 * SECOND;

    private static final long BETWEEN_REPORTS = 60 * SECOND;
    private static final long BETWEEN_LATCHES = 30 * SECOND;
    /** After so long a stopped player goes on, when the rest of its slot is not known or absurd. */
    private static final Duration SHORTEST_STOP = Duration.ofMinutes(1);

    private static final Duration LONGEST_STOP = Duration.ofHours(1);
    /** The milliseconds of the year 2100: for a cluster that does not know what time it is. */
    private static final long GREATEST_UNKNOWN_VERSION = 4_102_444_800_000L;

    private static final Logger LOG = LoggerFactory.getLogger(Loudspeaker.class);

    private final SpeakerConfig config;
    private final SpeakerPorts ports;
    private final Telling telling;
    private final Optional<Ear> ear;
    private final PlayerWatch watch;
    private final Bulletins bulletins;
    private final Actions actions;
    private final OwnPlayer own;
    private final SpeakerState state;
    private final AmplifierCurrent current;
    private final StrangeWatch strange;
    private final SelfTests tests;
    private final Orders orders;
    private final ScheduledExecutorService ticker = Hands.thread("loudspeaker");
    private final Hands hands = Hands.open();
    private final UnderrunMinute underruns = new UnderrunMinute();

    private @Nullable PlayRun run;
    private boolean isListening;
    private Optional<OwnPlayer.Turn> turn = Optional.empty();
    private final Wholeness wholeness = new Wholeness();
    private long begunNanos;
    private long plays;
    private OptionalLong lastActive = OptionalLong.empty();
    private OptionalLong lastTick = OptionalLong.empty();
    private Playing playing = new Playing(true, false, Optional.empty(), Optional.empty(), Optional.empty(), 0);
    private Optional<Future<Bulletins.Known>> looking = Optional.empty();
    private OptionalLong reported = OptionalLong.empty();
    private String reportedState = "";
    private OptionalLong latchedAt = OptionalLong.empty();

    /** Nothing runs before {@link #start}. */
    public Loudspeaker(SpeakerConfig config, SpeakerPorts ports) {
        this.config = config;
        this.ports = ports;
        this.telling = new Telling(ports);
        this.ear = config.microphone().map(SoundDriver::ear);
        this.watch = new PlayerWatch(config.player(), ports.root());
        this.bulletins = new Bulletins(config.bulletins(), config.decoder());
        this.actions = new Actions(config.actions(), ports.outputs());
        this.state = new SpeakerState(new StateFile(config.directory().resolve("state")));
        this.current = new AmplifierCurrent(config.current(), ports.inputs(), state);
        this.strange = new StrangeWatch(ear, telling);
        this.tests = new SelfTests(config, state, telling, actions, hands.files());
        this.own = new OwnPlayer(ports.monotonic());
        Download download = new Download(config.directory());
        Speech speech = new Speech(actions, config.directory());
        this.orders = new Orders(
                this, state, actions, new OrderSources(bulletins, download, speech, this::volume), own, hands);
        this.run = state.play().flatMap(node -> PlayRun.of(node, ports.boot())).orElse(null);
    }

    /** Begins to look. */
    public void start() {
        if (actions.has(SpeakerConfig.PLAY) && !actions.has(SpeakerConfig.SPEAK)) {
            LOG.warn(
                    "Bản tin khẩn đến bằng lời, cần actions.speak / emergencies come as texts, actions.speak is missing");
        }
        Future<?> unused = ticker.scheduleAtFixedRate(this::tickSafely, 0, 1, TimeUnit.SECONDS);
    }

    private void tickSafely() {
        try {
            tick();
        } catch (RuntimeException e) {
            // The next round may go well, and nobody else would begin it.
            LOG.error("The loudspeaker's round failed", e);
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        own.close();
        hands.close();
        bulletins.close();
        synchronized (this) {
            keepPlay();
        }
    }

    /** What it sends, for the birth message. */
    public List<DeclaredSeries> series() {
        List<DeclaredSeries> series = new ArrayList<>();
        // Without an interval: an event is not missed when it does not come.
        for (String name : List.of("play", "sound", "selftest")) {
            series.add(new DeclaredSeries(SeriesName.of(name), Unit.NONE, Optional.empty()));
        }
        Optional<Duration> interval = Optional.of(Duration.ofNanos(BETWEEN_REPORTS));
        series.add(new DeclaredSeries(SeriesName.of("state"), Unit.NONE, interval));
        series.add(new DeclaredSeries(SeriesName.of("playing"), Unit.NONE, interval));
        series.add(new DeclaredSeries(SeriesName.of("played"), Unit.of("s"), interval));
        series.add(new DeclaredSeries(SeriesName.of("underruns"), Unit.of("count"), interval));
        if (config.volume().isEmpty()) {
            series.add(new DeclaredSeries(SeriesName.of("volume"), Unit.of("/100"), interval));
        }
        return series;
    }

    /** The commands that the site file makes possible. */
    public CommandHandler commands() {
        return new SpeakerCommands(this, orders, actions, config.selfTest().isPresent());
    }

    /** Looks once; for tests with a clock of their own also without {@link #start}. */
    synchronized void tick() {
        long now = ports.monotonic().nanos();
        double since = lastTick.isPresent() ? (now - lastTick.getAsLong()) / (double) SECOND : 0;
        lastTick = OptionalLong.of(now);
        own.look(now);
        boolean sounding = tests.isSounding(now);
        turn = own.turn();
        playing = turn.map(OwnPlayer.Turn::playing).orElseGet(() -> watch.look(!sounding));
        if (turn.isPresent()) {
            underruns.pause();
        } else {
            underruns.second(playing.underruns());
        }
        boolean paused = lastActive.isPresent() && now - lastActive.getAsLong() < LONGEST_PAUSE;
        if (playing.active() && !tests.isOn()) {
            lastActive = OptionalLong.of(now);
            follow(now, Math.min(since, LONGEST_PAUSE / (double) SECOND));
        } else if (run != null && !paused) {
            endPlay();
        } else if (run == null) {
            wholeness.idle();
        }
        lookForStrange(now);
        tests.look(now, playing.active());
        orders.look(now);
        holdLatch(now);
        report(now);
    }

    private void lookForStrange(long now) {
        Optional<Double> rise = current.rise(now, OptionalLong.empty());
        ear.ifPresent(part -> part.current(rise));
        if (run != null || tests.isOn() || tests.isSounding(now)) {
            strange.end();
            return;
        }
        strange.second(rise);
        if (!strange.isOn()) {
            current.idle(now);
        }
    }

    private void follow(long now, double since) {
        PlayRun present = run;
        if (present != null && !present.continues(playing, turn)) {
            endPlay();
            present = null;
        }
        if (present == null) {
            present = beginPlay();
        } else {
            if (!isListening) {
                // It was begun before a restart of the agent.
                listen();
            }
            state.addPlayed(since);
            present.played(since, playing, current.rise(now, OptionalLong.of(begunNanos)));
        }
        present.loud(orders.loud().or(this::volume));
        collectFile(present);
        if (!present.isTold() && present.seconds() >= FIRST_EVIDENCE_SECONDS) {
            telling.event("play", present.heardEvent(ear.flatMap(Ear::evidence)));
        }
    }

    private PlayRun beginPlay() {
        plays++;
        String id = "p" + Long.toString(telling.now().toEpochMilli(), 36) + "-" + Long.toString(plays, 36);
        PlayRun begun = new PlayRun(id, telling.nanos(), playing, turn);
        run = begun;
        wholeness.begin(playing.file(), ports.monotonic().nanos());
        listen();
        begun.place(state.plan(), telling);
        state.play(Optional.of(begun.state(telling)));
        telling.event("play", begun.startEvent());
        return begun;
    }

    private void listen() {
        isListening = true;
        begunNanos = ports.monotonic().nanos();
        ear.ifPresent(part -> part.begin(Optional.empty()));
        looking = playing.file().flatMap(this::look);
    }

    private Optional<Future<Bulletins.Known>> look(Path file) {
        try {
            return Optional.of(hands.files().submit(() -> bulletins.look(file)));
        } catch (RejectedExecutionException e) {
            LOG.warn("{} is not looked at: earlier ones are still being read", file);
            return Optional.empty();
        }
    }

    /** Takes over what the worker found out about the file that plays. */
    private void collectFile(PlayRun present) {
        if (looking.isEmpty() || !looking.get().isDone()) {
            return;
        }
        try {
            Bulletins.Known known = looking.get().get();
            known.fingerprint()
                    .filter(print -> wholeness.isWhole(print.seconds()))
                    .ifPresent(print -> ear.ifPresent(part -> part.expect(print)));
            present.known(known.sha256(), state.plan(), telling);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.warn("The file that plays cannot be read", e);
        }
        looking = Optional.empty();
    }

    /** Whether something has to be put back after a play. */
    synchronized boolean owes() {
        return !state.owed().isNothing();
    }

    /** Whether a repetition of the centre's play is over and the next one is waited for. */
    boolean isPausing() {
        return own.isPausing();
    }

    /** Whether the file that plays is still being read. */
    synchronized boolean isLooking() {
        return looking.isPresent();
    }

    private void endPlay() {
        PlayRun ended = run;
        if (ended == null) {
            return;
        }
        collectFile(ended);
        Optional<Evidence> evidence = isListening ? ear.flatMap(Ear::end) : Optional.empty();
        // After a restart nobody knows when it ended: it is taken to have ended when it was last seen.
        String end = lastActive.isEmpty() ? ended.lastSeen() : Moments.mark(lastActive.getAsLong());
        ended.place(state.plan(), telling);
        telling.event("play", ended.endEvent(end, evidence, result(ended)));
        wholeness.end(ended.seconds(), lastTick.orElse(0));
        run = null;
        isListening = false;
        looking.ifPresent(task -> task.cancel(false));
        looking = Optional.empty();
        state.play(Optional.empty());
    }

    /** An order is done when all of it was played, which a restart cuts short; the cluster's own player is not looked into. */
    private PlayResult result(PlayRun ended) {
        PlayResult other =
                ended.isOrdered() ? PlayResult.STOPPED : playing.alive() ? PlayResult.DONE : PlayResult.FAILED;
        return ended.turn().map(own::result).orElse(other);
    }

    private void keepPlay() {
        PlayRun present = run;
        state.play(present == null ? Optional.empty() : Optional.of(present.state(telling)));
    }

    private synchronized Optional<Double> volume() {
        return config.volume().isPresent()
                ? config.volume().flatMap(ports.inputs()::of).flatMap(AmplifierCurrent::number)
                : state.volume();
    }

    private void holdLatch(long now) {
        boolean due = latchedAt.isEmpty() || now - latchedAt.getAsLong() >= BETWEEN_LATCHES;
        if (state.isLatched() && due && actions.has(SpeakerConfig.MUTE)) {
            latchedAt = OptionalLong.of(now);
            orders.muteAgain();
        }
    }

    private void report(long now) {
        String word = !playing.alive() ? "FAULT" : state.isMuted() ? "MUTED" : run != null ? "PLAYING" : "IDLE";
        boolean news = !word.equals(reportedState);
        if (!news && reported.isPresent() && now - reported.getAsLong() < BETWEEN_REPORTS) {
            return;
        }
        reported = OptionalLong.of(now);
        reportedState = word;
        if (run != null) {
            keepPlay();
        }
        List<Measurement> all = new ArrayList<>();
        all.add(telling.measurement("state", Unit.NONE, new Value.Text(word)));
        all.add(telling.measurement("playing", Unit.NONE, new Value.Flag(run != null)));
        all.add(telling.measurement("played", Unit.of("s"), new Value.Numeric(Math.rint(state.played()))));
        all.add(telling.measurement("underruns", Unit.of("count"), new Value.Numeric(underruns.sum())));
        if (config.volume().isEmpty()) {
            state.volume()
                    .ifPresent(percent ->
                            all.add(telling.measurement("volume", Unit.of("/100"), new Value.Numeric(percent))));
        }
        ports.sink().accept(all, news);
    }

    /** Begins a test; the outcome comes when it has ended. */
    synchronized Outcome selfTest(boolean newBaseline) {
        return playing.active() || tests.isOn()
                ? new Outcome.Refused("busy: đang phát hoặc đang thử / it plays or is being tested")
                : tests.order(newBaseline);
    }

    /** Takes a plan, if it is no older one. A version that no centre counts up to would shut out all that come after it. */
    synchronized Outcome plan(Plan wanted) {
        long greatest = ports.wall()
                .now()
                .map(now -> now.plus(Duration.ofDays(1)).toEpochMilli())
                .orElse(GREATEST_UNKNOWN_VERSION);
        if (wanted.version() > greatest) {
            return new Outcome.Refused("version: lớn quá mức / is absurdly great");
        }
        long version = state.plan().version();
        if (wanted.version() < version && version <= greatest) {
            return new Outcome.Refused("old-plan: đang có bản mới hơn / there is a newer version " + version);
        }
        state.plan(wanted);
        return new Outcome.Done(wanted.slots().size() + " slots, version " + wanted.version());
    }

    /** Plays for the centre. Only an emergency preempts what plays and lifts a plain mute, and nothing lifts a latch. */
    synchronized Outcome play(Orders.Order order) {
        if (state.isLatched()) {
            return new Outcome.Refused("latched: loa đang bị khóa / the loudspeaker is latched");
        }
        if (!order.emergency() && state.isMuted()) {
            return new Outcome.Refused("muted: loa đang tắt tiếng / the loudspeaker is muted");
        }
        if (!order.emergency() && (playing.active() || own.now().isPresent() || orders.isPreparing())) {
            return new Outcome.Refused(
                    "busy: đang phát, chỉ bản tin khẩn được chen / it plays; only an emergency preempts");
        }
        return orders.play(order);
    }

    /** Ends what it plays, if that is this slot; an empty one stands for whatever it plays. */
    synchronized Outcome stop(String slot) {
        if (orders.cancel(slot)) {
            return new Outcome.Done("stopped");
        }
        Optional<String> present = own.now()
                .flatMap(Playing::slot)
                .or(() -> Optional.ofNullable(run).flatMap(PlayRun::slot));
        if (!slot.isEmpty() && !present.equals(Optional.of(slot))) {
            return new Outcome.Refused("không phát lượt này / it does not play " + slot);
        }
        if (stopPlay()) {
            return new Outcome.Done("stopped");
        }
        if (!actions.has(SpeakerConfig.STOP)) {
            return new Outcome.Refused("không phát gì của trung tâm / plays nothing that the centre ordered");
        }
        Duration rest = present.flatMap(name -> state.plan().rest(name, telling.now()))
                .filter(part -> part.compareTo(LONGEST_STOP) <= 0)
                .orElse(SHORTEST_STOP);
        return orders.stop(ports.monotonic().nanos() + rest.toNanos());
    }

    synchronized boolean isLatched() {
        return state.isLatched();
    }

    /** Ends a play that the centre ordered; whether there was one. What plays now counts as stopped. */
    synchronized boolean stopPlay() {
        boolean cancelled = orders.cancel("");
        PlayRun present = run;
        if (present != null) {
            present.stopped();
        }
        return own.stop() || cancelled;
    }
}
