package org.kenh.edge.sound;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.clock.Moments;
import org.kenh.edge.control.Outcome;

/** Makes self-tests once a week before dawn, and when somebody asks. Not thread-safe. */
final class SelfTests {
    private static final Duration APART = Duration.ofHours(20);
    private static final Duration OVERDUE = Duration.ofDays(7);
    private static final long FADING = 3_000_000_000L;
    private static final Duration BEFORE_SLOT = Duration.ofMinutes(2);

    private final SpeakerConfig config;
    private final SpeakerState state;
    private final Telling telling;
    private final Actions actions;
    private final ExecutorService files;
    private final Supplier<Optional<Double>> impedance;
    private @Nullable SelfTest present;
    private Optional<CompletableFuture<Outcome>> answer = Optional.empty();
    private Optional<Future<Optional<String>>> tone = Optional.empty();
    private Optional<Future<Optional<String>>> toneTask = Optional.empty();
    private OptionalLong soundedAt = OptionalLong.empty();

    SelfTests(SpeakerConfig config, SpeakerState state, Telling telling, Actions actions, ExecutorService files) {
        this.config = config;
        this.state = state;
        this.telling = telling;
        this.actions = actions;
        this.files = files;
        this.impedance =
                () -> config.impedance().flatMap(telling.ports().inputs()::of).flatMap(AmplifierCurrent::number);
    }

    /** Whether the tone is on, or was just now: the card that it is played on is busy with it then. */
    boolean isSounding(long nanos) {
        boolean sounds = toneTask.isPresent() && !toneTask.get().isDone();
        soundedAt = sounds ? OptionalLong.of(nanos) : soundedAt;
        return sounds || (soundedAt.isPresent() && nanos - soundedAt.getAsLong() <= FADING);
    }

    private void beginTone(long nanos) {
        soundedAt = OptionalLong.of(nanos);
        try {
            toneTask = Optional.of(files.submit(this::sound));
        } catch (RejectedExecutionException e) {
            toneTask = Optional.of(CompletableFuture.completedFuture(Optional.of("quá bận / too busy")));
        }
        tone = toneTask;
    }

    boolean isOn() {
        return present != null;
    }

    /** Goes on with the test that is on, or begins one that is due. A bulletin goes before a test. */
    void look(long nanos, boolean plays) {
        SelfTest test = present;
        if (test == null) {
            if (!plays && isDue()) {
                begin();
            }
            return;
        }
        if (plays) {
            end(new Outcome.Failed("đang phát / a bulletin plays"));
            return;
        }
        switch (test.step(nanos)) {
            case WAIT -> {
                return;
            }
            case SOUND -> beginTone(nanos);
            case DONE -> finish(test);
        }
    }

    private boolean isDue() {
        Optional<Instant> wall = telling.ports().wall().now();
        if (config.selfTest().isEmpty() || wall.isEmpty() || state.isMuted()) {
            return false;
        }
        SpeakerConfig.SelfTestConfig wanted = config.selfTest().get();
        ZonedDateTime local = wall.get().atZone(telling.ports().zone());
        double hour = local.getHour() + local.getMinute() / 60.0;
        Duration last = Duration.between(Instant.ofEpochSecond(state.testedAt()), wall.get());
        boolean day = local.getDayOfWeek() == wanted.day() || last.compareTo(OVERDUE) > 0;
        return day
                && hour >= wanted.hour()
                && hour < wanted.hour() + 1
                && last.compareTo(APART) > 0
                && !state.plan().isBusy(wall.get(), BEFORE_SLOT);
    }

    /** Begins a test that somebody asked for; the outcome comes when it has ended. */
    Outcome order(boolean newBaseline) {
        if (newBaseline) {
            state.impedance(Double.NaN);
        }
        begin();
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        answer = Optional.of(end);
        return new Outcome.Accepted("đang thử / testing", end);
    }

    private void begin() {
        Optional<Ear> ear = config.microphone().map(SoundDriver::ear);
        config.selfTest()
                .ifPresent(section -> present =
                        new SelfTest(section, ear, telling.ports().monotonic().nanos()));
    }

    private Optional<String> sound() {
        double frequency =
                config.selfTest().map(SpeakerConfig.SelfTestConfig::frequency).orElse(0.0);
        try {
            actions.run(SpeakerConfig.TONE, 1, Optional.of(Long.toString(Math.round(frequency))));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void finish(SelfTest test) {
        Optional<Double> ohm = impedance.get();
        SelfTest.Result result = test.result(Moments.mark(telling.nanos()), ohm, state.impedance(), failure());
        if (result.ok() && state.impedance().isEmpty()) {
            ohm.ifPresent(state::impedance);
        }
        telling.event("selftest", result.event());
        // An answer goes as it is, not by way of the journal that knows the time in the end.
        String text = result.event().put("at", PlayRun.time(telling.now())).toString();
        state.tested(telling.now().getEpochSecond());
        end(result.ok() ? new Outcome.Done(text) : new Outcome.Failed(text));
    }

    /** What the tone's program complained of; it may still be sounding. */
    private Optional<String> failure() {
        try {
            return tone.isPresent() && tone.get().isDone() ? tone.get().get() : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getCause()));
        }
    }

    private void end(Outcome outcome) {
        present = null;
        tone = Optional.empty();
        answer.ifPresent(end -> end.complete(outcome));
        answer = Optional.empty();
    }
}
