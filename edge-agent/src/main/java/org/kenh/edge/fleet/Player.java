package org.kenh.edge.fleet;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.kenh.edge.fleet.PlayerMemory.Open;
import org.kenh.edge.fleet.SpeakerEvents.End;
import org.kenh.edge.fleet.SpeakerEvents.Evidence;
import org.kenh.edge.fleet.SpeakerEvents.Loudness;
import org.kenh.edge.fleet.SpeakerEvents.SelfTest;
import org.kenh.edge.sensor.simulated.SpeakerPanel;
import org.kenh.edge.sensor.simulated.SpeakerPanel.Look;
import org.kenh.edge.sensor.simulated.SpeakerPanel.Trouble;

/**
 * The player of a simulated cluster: it plays the slots of its plan in true time, an emergency before everything else, and
 * tells of it. What was cut short by a restart goes on while its time is not over. Not thread-safe.
 */
final class Player {
    private static final Duration HEARD_AFTER = Duration.ofSeconds(12);
    private static final Duration STRANGE_AFTER = Duration.ofSeconds(15);
    /** A slot that could not begin within this time is not played any more. */
    private static final Duration LATEST_START = Duration.ofMinutes(2);

    private static final Duration LATEST_EMERGENCY = Duration.ofHours(1);
    private static final Duration SHORTEST_REST = Duration.ofSeconds(5);
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(30);
    private static final Duration RESTART = Duration.ofSeconds(20);
    /** What ends so much after its time was stuck. */
    private static final Duration OVERDUE = Duration.ofSeconds(10);

    private static final Duration NO_END = Duration.ofDays(1);
    private static final int LEAST_DELAY = 45;
    private static final int DELAYS = 60;
    private static final double LEAST_IMPEDANCE = 8;
    private static final double MOST_IMPEDANCE = 32;

    private final String name;
    private final SpeakerPanel panel;
    private final PlayerMemory memory;
    private final BiConsumer<String, String> events;
    private Optional<PlayRun> run = Optional.empty();
    private Optional<Open> cutShort;
    private Optional<Instant> strangeSince = Optional.empty();
    private Loudness strange = new Loudness(0, 0, 0);
    private boolean strangeTold;
    private Instant before;
    private Instant written;
    private Instant pausedUntil;

    /** Tells events by series and text. */
    Player(String name, SpeakerPanel panel, PlayerMemory memory, BiConsumer<String, String> events, Instant now) {
        this.name = name;
        this.panel = panel;
        this.memory = memory;
        this.events = events;
        this.before = now;
        this.written = now;
        this.pausedUntil = now;
        this.cutShort = memory.open();
        cutShort.ifPresent(this::tellCut);
    }

    /** One look at everything. */
    void cycle(Instant now) {
        Look look = panel.look(now);
        Trouble trouble = panel.trouble(now);
        listen(now, look, trouble);
        testWeekly(now);
        if (memory.isTakenOver()) {
            goOn(now, look, trouble);
            begin(now, trouble);
            panel.feed(run.isPresent());
        }
        before = now;
    }

    boolean isPlaying() {
        return run.isPresent();
    }

    Optional<SpeakerSlot> playing() {
        return run.flatMap(PlayRun::slot);
    }

    /** Whatever plays ends; what waits behind it stays. */
    void stop(Instant now, String reason) {
        run.ifPresent(playing -> end(playing, now, "stopped", Optional.of(reason)));
        panel.feed(false);
    }

    /** Plays no more for a while, and then goes on. */
    void restart(Instant now) {
        Optional<Open> open = run.map(playing -> playing.open(now));
        stop(now, "restart");
        cutShort = open;
        pausedUntil = now.plus(RESTART);
    }

    /** Power or process are gone: what plays now is told of after the return. */
    void halt(Instant now) {
        run.ifPresent(playing -> memory.open(Optional.of(playing.open(now))));
        run = Optional.empty();
        panel.feed(false);
    }

    /** Tests amplifier, line and microphone without playing anything that people hear. */
    SelfTest test(Instant now) {
        Look look = panel.look(now);
        boolean deaf = panel.trouble(now).deaf();
        boolean sound = look.impedance() >= LEAST_IMPEDANCE && look.impedance() <= MOST_IMPEDANCE;
        Optional<String> reason = deaf
                ? Optional.of("microphone")
                : look.failed() ? Optional.of("amplifier") : sound ? Optional.empty() : Optional.of("line");
        double tone = reason.isEmpty() ? 3 + Math.floorMod(name.hashCode(), 20) / 10.0 : 0;
        SelfTest test = new SelfTest(tone, look.impedance(), look.floor(), !deaf, reason);
        events.accept(SpeakerEvents.SELFTEST, SpeakerEvents.selfTest(now, test));
        return test;
    }

    private void tellCut(Open open) {
        open.volume().ifPresent(this::setBack);
        End end = new End(
                open.until(),
                open.played(),
                open.slot().flatMap(SpeakerSlot::sha256),
                panel.look(before).volume(),
                "stopped",
                Evidence.NONE,
                0,
                Optional.of("restart"));
        events.accept(
                SpeakerEvents.PLAY, SpeakerEvents.end(PlayRun.piece(open.play(), open.slot(), open.start()), end));
        memory.open(Optional.empty());
    }

    private void goOn(Instant now, Look look, Trouble trouble) {
        if (run.isEmpty()) {
            return;
        }
        PlayRun playing = run.get();
        double passed = PlayRun.seconds(before, now.isBefore(playing.due()) || trouble.stuck() ? now : playing.due());
        playing.pass(Math.max(0, passed), look, trouble.deaf());
        boolean over = playing.slot().isEmpty() ? !trouble.unplanned() : !now.isBefore(playing.due());
        if (look.failed()) {
            end(playing, now, "failed", Optional.of("amplifier"));
        } else if (over && !trouble.stuck()) {
            boolean late = playing.slot().isEmpty() || now.isAfter(playing.due().plus(OVERDUE));
            end(playing, late ? now : playing.due(), isRepeated(playing) ? "stopped" : "done", Optional.empty());
        } else if (playing.isToBeHeard(now, HEARD_AFTER)) {
            events.accept(SpeakerEvents.PLAY, SpeakerEvents.heard(playing.piece(), playing.evidence()));
        }
        if (run.isPresent() && !now.isBefore(written.plus(BETWEEN_WRITES))) {
            written = now;
            memory.open(Optional.of(playing.open(now)));
        }
    }

    /** Whether another repetition of it waits: only the last one ends the whole. */
    private boolean isRepeated(PlayRun playing) {
        Optional<String> slot = playing.slot().map(SpeakerSlot::slot);
        return memory.waiting().stream().anyMatch(next -> slot.equals(Optional.of(next.slot())));
    }

    private void end(PlayRun playing, Instant at, String result, Optional<String> reason) {
        End end = playing.end(at, panel.look(at), result, reason);
        events.accept(SpeakerEvents.PLAY, SpeakerEvents.end(playing.piece(), end));
        playing.volumeBefore().ifPresent(this::setBack);
        run = Optional.empty();
        memory.open(Optional.empty());
    }

    private void setBack(double volume) {
        double unused = panel.volume(volume);
    }

    private void begin(Instant now, Trouble trouble) {
        if (now.isBefore(pausedUntil)) {
            return;
        }
        Optional<SpeakerSlot> next = next(now, trouble);
        if (next.isPresent()) {
            if (run.isPresent() && run.get().rank() >= next.get().rank()) {
                return;
            }
            run.ifPresent(playing -> end(playing, now, "stopped", Optional.of("preempted")));
            cutShort = Optional.empty();
            memory.waiting().remove(next.get());
            start(next, now, now.plusMillis((long) (1e3 * next.get().seconds())), trouble);
        } else if (run.isEmpty()) {
            resume(now, trouble);
        }
    }

    private void resume(Instant now, Trouble trouble) {
        Optional<Open> open = cutShort;
        cutShort = Optional.empty();
        if (open.isPresent()
                && open.get().slot().isPresent()
                && now.plus(SHORTEST_REST).isBefore(open.get().due())) {
            start(open.get().slot(), now, open.get().due(), trouble);
        } else if (trouble.unplanned()) {
            start(Optional.empty(), now, now.plus(NO_END), trouble);
        }
    }

    private void start(Optional<SpeakerSlot> slot, Instant now, Instant due, Trouble trouble) {
        OptionalDouble wanted = slot.map(SpeakerSlot::volume).orElse(OptionalDouble.empty());
        OptionalDouble earlier =
                wanted.isPresent() ? OptionalDouble.of(panel.volume(wanted.getAsDouble())) : OptionalDouble.empty();
        PlayRun fresh = new PlayRun(slot, now, due, trouble.wrongFile(), earlier);
        run = Optional.of(fresh);
        written = now;
        memory.open(Optional.of(fresh.open(now)));
        events.accept(SpeakerEvents.PLAY, SpeakerEvents.start(fresh.piece()));
    }

    /** What should begin now: an emergency, else the most important slot that is due and was not begun. */
    private Optional<SpeakerSlot> next(Instant now, Trouble trouble) {
        memory.waiting().removeIf(slot -> now.isAfter(slot.start().plus(LATEST_EMERGENCY)));
        if (!memory.waiting().isEmpty()) {
            return Optional.of(memory.waiting().getFirst());
        }
        return memory.slots().stream()
                .filter(slot -> !memory.hasBegun(slot) && isDue(slot, now, trouble))
                .min(Comparator.comparingInt((SpeakerSlot slot) -> -slot.rank()).thenComparing(SpeakerSlot::start));
    }

    private boolean isDue(SpeakerSlot slot, Instant now, Trouble trouble) {
        int delay = trouble.late() ? LEAST_DELAY + Math.floorMod(slot.slot().hashCode(), DELAYS) : 0;
        return !now.isBefore(slot.start().plusSeconds(delay))
                && now.isBefore(slot.start().plus(LATEST_START));
    }

    private void listen(Instant now, Look look, Trouble trouble) {
        if (!trouble.strange()) {
            if (strangeSince.isPresent() && strangeTold) {
                Instant since = strangeSince.get();
                events.accept(SpeakerEvents.SOUND, SpeakerEvents.soundEnd(sound(since), since, now, strange));
            }
            strangeSince = Optional.empty();
            strangeTold = false;
            return;
        }
        strange = new Loudness(look.level(), look.rise(), look.current());
        Instant since = strangeSince.orElse(now);
        strangeSince = Optional.of(since);
        if (!strangeTold && !now.isBefore(since.plus(STRANGE_AFTER))) {
            strangeTold = true;
            events.accept(SpeakerEvents.SOUND, SpeakerEvents.soundBegin(sound(since), since, strange));
        }
    }

    private static String sound(Instant since) {
        return "s" + Long.toString(since.toEpochMilli(), Character.MAX_RADIX);
    }

    /** On Sundays between 3:00 and 3:30 at night, each cluster at a minute of its own. */
    private void testWeekly(Instant now) {
        Instant planned = now.atOffset(ZoneOffset.ofHours(7))
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY))
                .toLocalDate()
                .atTime(3, Math.floorMod(name.hashCode(), 30))
                .toInstant(ZoneOffset.ofHours(7));
        if (before.isBefore(planned) && !now.isBefore(planned) && run.isEmpty()) {
            SelfTest unused = test(now);
        }
    }
}
