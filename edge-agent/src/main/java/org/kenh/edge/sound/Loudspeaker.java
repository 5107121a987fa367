package org.kenh.edge.sound;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.control.CommandHandler;
import org.kenh.edge.control.Input;
import org.kenh.edge.control.Outcome;
import org.kenh.edge.control.StateFile;
import org.kenh.edge.sensor.Measurement;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.Quality;
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
    /** An older value of the current says nothing of a play. */
    private static final long OLDEST_CURRENT = 150 * SECOND;

    private static final long CURRENT_RUN_UP = 2 * SECOND;
    private static final double IDLE_LEARNING = 0.002;
    private static final double RISEN = 0.5;
    private static final int STRANGE_SECONDS = 15;
    private static final long BETWEEN_REPORTS = 60 * SECOND;
    private static final long BETWEEN_LATCHES = 30 * SECOND;
    private static final Duration BETWEEN_TESTS = Duration.ofHours(20);
    private static final Duration OVERDUE_TEST = Duration.ofDays(7);
    private static final Duration BEFORE_SLOT = Duration.ofMinutes(2);
    private static final Logger LOG = LoggerFactory.getLogger(Loudspeaker.class);

    private final SpeakerConfig config;
    private final SpeakerPorts ports;
    private final Optional<Ear> ear;
    private final PlayerWatch watch;
    private final Bulletins bulletins;
    private final Actions actions;
    private final OwnPlayer own = new OwnPlayer();
    private final SpeakerState state;
    private final ScheduledExecutorService ticker;
    private final ScheduledExecutorService worker;

    private @Nullable PlayRun run;
    private boolean playBegunHere;
    private long begunNanos;
    private long lastActive;
    private long lastTick;
    private boolean ticked;
    private Playing playing = new Playing(true, false, Optional.empty(), Optional.empty(), Optional.empty(), 0);
    private Optional<Future<Bulletins.Known>> looking = Optional.empty();
    private Optional<StrangeEvent> strange = Optional.empty();
    private int risenSeconds;
    private long plays;
    private @Nullable SelfTest test;
    private Optional<CompletableFuture<Outcome>> testAnswer = Optional.empty();
    private Optional<Future<Optional<String>>> tone = Optional.empty();
    private OptionalLong reported = OptionalLong.empty();
    private String reportedState = "";
    private OptionalLong latchedAt = OptionalLong.empty();

    /** Nothing runs before {@link #start}. */
    public Loudspeaker(SpeakerConfig config, SpeakerPorts ports) {
        this.config = config;
        this.ports = ports;
        this.ear = config.microphone().map(SoundDriver::ear);
        this.watch = new PlayerWatch(config.player(), ports.root());
        this.bulletins = new Bulletins(config.bulletins(), config.decoder());
        this.actions = new Actions(config.actions(), ports.outputs());
        this.state = new SpeakerState(new StateFile(config.directory().resolve("state")));
        this.run = state.play().flatMap(PlayRun::of).orElse(null);
        this.ticker = thread("loudspeaker");
        this.worker = thread("loudspeaker-work");
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to look. */
    public void start() {
        Future<?> unused = ticker.scheduleAtFixedRate(
                () -> {
                    try {
                        tick();
                    } catch (RuntimeException e) {
                        LOG.error("The loudspeaker's round failed", e);
                    }
                },
                0,
                1,
                TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        own.close();
        worker.shutdownNow();
        synchronized (this) {
            keepPlay();
        }
    }

    /** What it sends, for the birth message. */
    public List<DeclaredSeries> series() {
        List<DeclaredSeries> series = new ArrayList<>();
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
        return new SpeakerCommands(this, actions, config.selfTest().isPresent());
    }

    // ---- once a second

    /** Looks once; for tests with a clock of their own also without {@link #start}. */
    synchronized void tick() {
        long now = ports.monotonic().nanos();
        double since = ticked ? (now - lastTick) / (double) SECOND : 0;
        lastTick = now;
        ticked = true;
        playing = own.now().orElseGet(watch::look);
        if (playing.active() && test == null) {
            lastActive = now;
            follow(now, Math.min(since, LONGEST_PAUSE / (double) SECOND));
        } else if (run != null && now - lastActive >= LONGEST_PAUSE) {
            endPlay();
        }
        Optional<Double> rise = currentRise(now, OptionalLong.empty());
        ear.ifPresent(part -> part.current(rise));
        learnIdle(now);
        if (run == null && test == null) {
            strange(rise);
        } else if (strange.isPresent()) {
            endStrange();
        }
        test(now);
        holdLatch(now);
        report(now);
    }

    private void follow(long now, double since) {
        PlayRun present = run;
        if (present != null && !present.continues(playing)) {
            endPlay();
            present = null;
        }
        if (present == null) {
            present = beginPlay();
        } else {
            state.addPlayed(since);
            if (!playBegunHere && ear.isPresent()) {
                begin();
            }
            present.played(since, playing, currentRise(now, OptionalLong.of(begunNanos)));
        }
        collectFile(present);
        if (!present.isTold() && present.seconds() >= FIRST_EVIDENCE_SECONDS) {
            send("play", present.heardEvent(ear.flatMap(Ear::evidence)));
        }
    }

    private PlayRun beginPlay() {
        Instant start = now();
        plays++;
        String id = "p" + Long.toString(start.toEpochMilli(), 36) + "-" + Long.toString(plays, 36);
        PlayRun begun = new PlayRun(id, start, playing);
        run = begun;
        begin();
        begun.known(Optional.empty(), state.plan());
        state.play(Optional.of(begun.state()));
        send("play", begun.startEvent());
        return begun;
    }

    private void begin() {
        playBegunHere = true;
        begunNanos = ports.monotonic().nanos();
        ear.ifPresent(part -> part.begin(Optional.empty()));
        looking = playing.file().map(file -> worker.submit(() -> bulletins.look(file)));
    }

    /** Takes over what the worker found out about the file that plays. */
    private void collectFile(PlayRun present) {
        if (looking.isPresent() && looking.get().isDone()) {
            try {
                Bulletins.Known known = looking.get().get();
                known.fingerprint().ifPresent(print -> ear.ifPresent(part -> part.expect(print)));
                present.known(known.sha256(), state.plan());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (java.util.concurrent.ExecutionException e) {
                LOG.warn("The file that plays cannot be read", e);
            }
            looking = Optional.empty();
        }
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
        Optional<Evidence> evidence = playBegunHere ? ear.flatMap(Ear::end) : Optional.empty();
        long ago = Math.max(0, lastTick - lastActive);
        // After a restart nobody knows when it ended: it is taken to have ended when it was last seen.
        Instant end = lastActive == 0
                ? Instant.parse(ended.startEvent().path("start").asText()).plusMillis((long) (ended.seconds() * 1_000))
                : now().minusNanos(ago);
        boolean failed = !playing.alive() || own.hasFailed();
        send("play", ended.endEvent(end, evidence, volume(), failed));
        run = null;
        playBegunHere = false;
        looking = Optional.empty();
        state.play(Optional.empty());
    }

    private void keepPlay() {
        PlayRun present = run;
        state.play(present == null ? Optional.empty() : Optional.of(present.state()));
    }

    // ---- sound that nobody plays

    private void strange(Optional<Double> rise) {
        boolean risen = rise.isPresent() && rise.get() >= RISEN;
        risenSeconds = risen ? risenSeconds + 1 : 0;
        Optional<StrangeSound.Heard> heard = ear.isPresent()
                ? ear.get().strange()
                : risenSeconds >= STRANGE_SECONDS
                        ? Optional.of(new StrangeSound.Heard(risenSeconds, Double.NaN, Double.NaN))
                        : Optional.empty();
        if (heard.isEmpty()) {
            if (strange.isPresent()) {
                endStrange();
            }
            return;
        }
        boolean begins = strange.isEmpty();
        StrangeEvent event = strange.orElseGet(() -> {
            Instant start = now().minusSeconds(heard.get().seconds());
            return new StrangeEvent("s" + Long.toString(start.toEpochMilli(), 36), start, heard.get(), rise);
        });
        strange = Optional.of(new StrangeEvent(event.id(), event.start(), heard.get(), rise.or(event::current)));
        if (begins) {
            send("sound", event.json("begin"));
        }
    }

    private void endStrange() {
        strange.ifPresent(event -> {
            ObjectNode node = event.json("end");
            node.put("end", PlayRun.time(now()));
            send("sound", node);
        });
        strange = Optional.empty();
    }

    // ---- the amplifier's current

    private Optional<Double> currentRise(long now, OptionalLong begun) {
        Optional<Input> input = config.current().flatMap(ports.inputs()::of).filter(Loudspeaker::isUsable);
        boolean late = input.isPresent()
                && (now - input.get().monotonicNanos() > OLDEST_CURRENT
                        || (begun.isPresent() && input.get().monotonicNanos() - begun.getAsLong() < CURRENT_RUN_UP));
        if (input.isEmpty() || late || state.idleCurrent().isEmpty()) {
            return Optional.empty();
        }
        return number(input.get()).map(ampere -> ampere - state.idleCurrent().get());
    }

    /** What it takes when nothing plays; the least counts at once, more only little by little. */
    private void learnIdle(long now) {
        Optional<Input> input = config.current().flatMap(ports.inputs()::of).filter(Loudspeaker::isUsable);
        boolean quiet = run == null && strange.isEmpty() && test == null;
        if (input.isPresent() && quiet && now - input.get().monotonicNanos() < OLDEST_CURRENT) {
            double ampere = number(input.get()).orElse(0.0);
            double idle = state.idleCurrent().orElse(ampere);
            boolean near = Math.abs(ampere - idle) < RISEN;
            state.idleCurrent(ampere < idle ? ampere : near ? idle + IDLE_LEARNING * (ampere - idle) : idle);
        }
    }

    private static boolean isUsable(Input input) {
        return input.quality() != Quality.BAD && input.value() instanceof Value.Numeric;
    }

    private static Optional<Double> number(Input input) {
        return input.value() instanceof Value.Numeric numeric ? Optional.of(numeric.value()) : Optional.empty();
    }

    private Optional<Double> number(Optional<SeriesName> series) {
        return series.flatMap(ports.inputs()::of).filter(Loudspeaker::isUsable).flatMap(Loudspeaker::number);
    }

    private Optional<Double> volume() {
        return config.volume().isPresent() ? number(config.volume()) : state.volume();
    }

    // ---- the self-test

    private void test(long now) {
        SelfTest present = test;
        if (present == null) {
            if (isTestDue()) {
                beginTest();
            }
            return;
        }
        if (playing.active()) {
            // A bulletin goes before a test.
            endTest(new Outcome.Failed("đang phát / a bulletin plays"));
            return;
        }
        switch (present.step(now)) {
            case WAIT -> {
                return;
            }
            case SOUND -> {
                double frequency = config.selfTest()
                        .map(SpeakerConfig.SelfTestConfig::frequency)
                        .orElse(0.0);
                tone = Optional.of(worker.submit(() -> sound(frequency)));
            }
            case DONE -> tested(present);
        }
    }

    private Optional<String> sound(double frequency) {
        try {
            actions.run(SpeakerConfig.TONE, 1, Optional.of(Long.toString(Math.round(frequency))));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void tested(SelfTest present) {
        Optional<Double> impedance = number(config.impedance());
        Optional<String> failure = Optional.empty();
        try {
            failure = tone.isPresent() && tone.get().isDone() ? tone.get().get() : failure;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            failure = Optional.of(String.valueOf(e.getCause()));
        }
        SelfTest.Result result = present.result(now(), impedance, state.impedance(), failure);
        if (result.ok() && state.impedance().isEmpty()) {
            impedance.ifPresent(state::impedance);
        }
        send("selftest", result.event());
        String text = result.event().toString();
        endTest(result.ok() ? new Outcome.Done(text) : new Outcome.Failed(text));
    }

    private void endTest(Outcome outcome) {
        test = null;
        tone = Optional.empty();
        state.tested(now().getEpochSecond());
        testAnswer.ifPresent(answer -> answer.complete(outcome));
        testAnswer = Optional.empty();
    }

    private void beginTest() {
        config.selfTest()
                .ifPresent(section ->
                        test = new SelfTest(section, ear, ports.monotonic().nanos()));
    }

    private boolean isTestDue() {
        Optional<Instant> wall = ports.wall().now();
        if (config.selfTest().isEmpty() || wall.isEmpty() || playing.active() || state.isMuted()) {
            return false;
        }
        ZonedDateTime local = wall.get().atZone(ports.zone());
        double hour = local.getHour() + local.getMinute() / 60.0;
        double wanted = config.selfTest().get().hour();
        Duration last = Duration.between(Instant.ofEpochSecond(state.testedAt()), wall.get());
        boolean day = local.getDayOfWeek() == config.selfTest().get().day() || last.compareTo(OVERDUE_TEST) > 0;
        return day
                && hour >= wanted
                && hour < wanted + 1
                && last.compareTo(BETWEEN_TESTS) > 0
                && !state.plan().isBusy(wall.get(), BEFORE_SLOT);
    }

    // ---- what commands ask for

    /** Begins a test; the outcome comes when it has ended. */
    synchronized Outcome selfTest(boolean newBaseline) {
        if (playing.active() || test != null) {
            return new Outcome.Refused("busy: đang phát hoặc đang thử / it plays or is being tested");
        }
        if (newBaseline) {
            state.impedance(Double.NaN);
        }
        beginTest();
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        testAnswer = Optional.of(answer);
        return new Outcome.Accepted("đang thử / testing", answer);
    }

    synchronized Outcome plan(Plan wanted) {
        if (wanted.version() < state.plan().version()) {
            return new Outcome.Refused(
                    "old: đang có bản / there is version " + state.plan().version());
        }
        state.plan(wanted);
        return new Outcome.Done(wanted.slots().size() + " slots, version " + wanted.version());
    }

    /** Mutes, or lifts the mute and its latch. */
    Outcome mute(boolean wanted, boolean latch) {
        synchronized (this) {
            // Before it is done: a power cut must not lift what somebody ordered.
            state.mute(wanted, latch);
            if (wanted) {
                boolean unused = stopOwn();
            }
        }
        return work(() -> {
            actions.run(SpeakerConfig.MUTE, wanted ? 1 : 0, Optional.of(wanted ? "1" : "0"));
            return wanted ? (latch ? "muted and latched" : "muted") : "not muted";
        });
    }

    synchronized boolean isLatched() {
        return state.isLatched();
    }

    Outcome volume(double percent) {
        return work(() -> {
            actions.run(SpeakerConfig.VOLUME, percent / 100, Optional.of(Long.toString(Math.round(percent))));
            synchronized (this) {
                state.volume(percent);
            }
            return "volume " + Math.round(percent) + " %";
        });
    }

    Outcome restart() {
        return work(() -> {
            actions.run(SpeakerConfig.RESTART, 1, Optional.empty());
            return "restarted";
        });
    }

    /** Plays at once; what the cluster's own player plays is stopped first. */
    Outcome play(PlayOrder order) {
        return work(() -> {
            Optional<Path> file = bulletins.find(order.bulletin());
            String source = file.map(Path::toString)
                    .or(order::url)
                    .orElseThrow(() -> new IOException(order.bulletin()
                            + ": không có tệp và không có địa chỉ / neither cached nor with an address"));
            if (file.isPresent() && order.sha256().isPresent()) {
                requireHash(file.get(), order.sha256().get());
            }
            if (actions.has(SpeakerConfig.STOP)) {
                actions.run(SpeakerConfig.STOP, 1, Optional.empty());
            }
            prepare(order);
            List<String> words = actions.words(SpeakerConfig.PLAY, Optional.of(source))
                    .orElseThrow(() -> new IOException("actions.play.command: còn thiếu / is missing"));
            own.play(words, order.repeats(), OwnPlayer.playing(file, order.bulletin(), order.slot()));
            return "playing " + source;
        });
    }

    private void prepare(PlayOrder order) throws IOException {
        if (order.volume().isPresent() && actions.has(SpeakerConfig.VOLUME)) {
            double percent = order.volume().get();
            actions.run(SpeakerConfig.VOLUME, percent / 100, Optional.of(Long.toString(Math.round(percent))));
        }
        boolean muted;
        synchronized (this) {
            muted = state.isMuted();
            state.mute(false, false);
        }
        if (muted) {
            actions.run(SpeakerConfig.MUTE, 0, Optional.of("0"));
        }
    }

    private void requireHash(Path file, String wanted) throws IOException {
        Optional<String> found = bulletins.look(file).sha256();
        if (!found.equals(Optional.of(wanted))) {
            throw new IOException(file + ": sai mã băm / has another hash");
        }
    }

    Outcome stop() {
        synchronized (this) {
            if (stopOwn()) {
                return new Outcome.Done("stopped");
            }
            PlayRun present = run;
            if (present != null) {
                present.stopped();
            }
        }
        if (!actions.has(SpeakerConfig.STOP)) {
            return new Outcome.Refused("không phát gì của trung tâm / plays nothing that the centre ordered");
        }
        return work(() -> {
            actions.run(SpeakerConfig.STOP, 1, Optional.empty());
            return "stopped";
        });
    }

    private boolean stopOwn() {
        boolean stopped = own.stop();
        PlayRun present = run;
        if (stopped && present != null) {
            present.stopped();
        }
        return stopped;
    }

    private Outcome work(Work work) {
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        try {
            Future<?> unused = worker.submit(() -> {
                try {
                    end.complete(new Outcome.Done(work.run()));
                } catch (IOException | RuntimeException e) {
                    end.complete(new Outcome.Failed(String.valueOf(e.getMessage())));
                }
            });
            return new Outcome.Accepted("", end);
        } catch (RejectedExecutionException e) {
            return new Outcome.Failed("đang dừng / ending");
        }
    }

    /** Somebody at the amplifier, or its restart, must not lift a latch. */
    private void holdLatch(long now) {
        boolean due = latchedAt.isEmpty() || now - latchedAt.getAsLong() >= BETWEEN_LATCHES;
        if (state.isLatched() && due && actions.has(SpeakerConfig.MUTE)) {
            latchedAt = OptionalLong.of(now);
            Outcome unused = work(() -> {
                actions.run(SpeakerConfig.MUTE, 1, Optional.of("1"));
                return "";
            });
        }
    }

    // ---- telling

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
        all.add(measurement("state", Unit.NONE, new Value.Text(word)));
        all.add(measurement("playing", Unit.NONE, new Value.Flag(run != null)));
        all.add(measurement("played", Unit.of("s"), new Value.Numeric(Math.rint(state.played()))));
        all.add(measurement("underruns", Unit.of("count"), new Value.Numeric(playing.underruns())));
        if (config.volume().isEmpty()) {
            state.volume()
                    .ifPresent(percent -> all.add(measurement("volume", Unit.of("/100"), new Value.Numeric(percent))));
        }
        ports.sink().accept(all, news);
    }

    private void send(String series, ObjectNode event) {
        ports.sink().accept(List.of(measurement(series, Unit.NONE, new Value.Text(event.toString()))), true);
    }

    private Measurement measurement(String series, Unit unit, Value value) {
        return new Measurement(ports.monotonic().nanos(), SeriesName.of(series), unit, value, Quality.GOOD);
    }

    /** The best that is known of the time: an event with a doubtful time is better than none. */
    private Instant now() {
        return ports.wall().now().orElseGet(InstantSource.system()::instant);
    }

    /** Something slow that a command asked for; answers a detail for people. */
    @FunctionalInterface
    private interface Work {
        String run() throws IOException;
    }

    /** What {@code speaker.play} says. */
    record PlayOrder(
            String slot,
            String bulletin,
            int repeats,
            Optional<Double> volume,
            Optional<String> sha256,
            Optional<String> url) {}

    private record StrangeEvent(String id, Instant start, StrangeSound.Heard heard, Optional<Double> current) {
        ObjectNode json(String kind) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("kind", kind);
            node.put("sound", id);
            node.put("start", PlayRun.time(start));
            if (!Double.isNaN(heard.level())) {
                node.put("level", PlayRun.round(heard.level(), 10));
                node.put("rise", PlayRun.round(heard.rise(), 10));
            }
            current.ifPresent(ampere -> node.put("current", PlayRun.round(ampere, 100)));
            return node;
        }
    }
}
