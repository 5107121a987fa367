package org.kenh.edge.sound;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.control.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the centre orders, one order after the other, by the actions of the site file; the answers come when that has
 * ended. What a play changed is put back after it. The state is guarded by {@code lock}. Thread-safe.
 */
final class Orders {
    private static final long BETWEEN_RESTORES = 30_000_000_000L;
    /** For a program to begin, each time. */
    private static final double START_SECONDS = 2;

    private static final double GRACE_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private final Object lock;
    private final SpeakerState state;
    private final Actions actions;
    private final Sources sources;
    private final OwnPlayer own;
    private final Hands hands;
    /** The play that is being prepared. */
    private final AtomicReference<@Nullable Order> wanted = new AtomicReference<>();

    private long restoreAt = Long.MIN_VALUE;
    /** Set for a play, until it is put back. */
    private Optional<Double> loud = Optional.empty();

    Orders(Object lock, SpeakerState state, Actions actions, Sources sources, OwnPlayer own, Hands hands) {
        this.lock = lock;
        this.state = state;
        this.actions = actions;
        this.sources = sources;
        this.own = own;
        this.hands = hands;
    }

    /** Mutes, or lifts the mute and its latch. It is kept before it is done: a power cut must not lift it. */
    Outcome mute(boolean muted, boolean latch) {
        synchronized (lock) {
            state.mute(muted, latch);
            state.owed(state.owed().withMute(false));
        }
        return work(() -> {
            set(muted);
            return muted ? (latch ? "muted and latched" : "muted") : "not muted";
        });
    }

    /** Sets the mute again, for somebody at the amplifier, or its restart, must not lift a latch. */
    void muteAgain() {
        Outcome unused = work(() -> {
            set(true);
            return "";
        });
    }

    private void set(boolean muted) throws IOException {
        actions.run(SpeakerConfig.MUTE, muted ? 1 : 0, Optional.of(muted ? "1" : "0"));
    }

    Outcome volume(double percent) {
        return work(() -> {
            setVolume(percent);
            synchronized (lock) {
                state.volume(percent);
                state.owed(state.owed().withVolume(Optional.empty()));
                loud = Optional.empty();
            }
            return "volume " + Math.round(percent) + " %";
        });
    }

    private void setVolume(double percent) throws IOException {
        actions.run(SpeakerConfig.VOLUME, percent / 100, Optional.of(Long.toString(Math.round(percent))));
    }

    Outcome restart() {
        return work(() -> {
            actions.run(SpeakerConfig.RESTART, 1, Optional.empty());
            return "restarted";
        });
    }

    /** Ends what the cluster's own player plays; the player goes on when {@code resumeAt} has come. */
    Outcome stop(long resumeAt) {
        return work(() -> {
            owe(owed -> owed.withPlayer(true));
            restoreAt(resumeAt);
            actions.run(SpeakerConfig.STOP, 1, Optional.empty());
            return "stopped";
        });
    }

    /** Gives up a play that has not begun; whether there was one of this slot, or of any when it is empty. */
    boolean cancel(String slot) {
        Order order = wanted.get();
        return order != null && (slot.isEmpty() || slot.equals(order.slot())) && wanted.compareAndSet(order, null);
    }

    /** Plays at once; what the cluster's own player plays is stopped first, and goes on afterwards. */
    Outcome play(Order order) {
        wanted.set(order);
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        return submit(hands.files(), end, () -> {
            Sound sound = sources.find(order);
            Outcome unused = submit(hands.orders(), end, () -> end.complete(new Outcome.Done(begin(order, sound))));
        });
    }

    private String begin(Order order, Sound sound) throws IOException {
        if (!wanted.compareAndSet(order, null)) {
            throw new IOException("đã dừng trước khi phát / was stopped before it began");
        }
        List<String> words = actions.words(
                        SpeakerConfig.PLAY, Optional.of(sound.file().toString()))
                .orElseThrow(() -> new IOException("actions.play.command: còn thiếu / is missing"));
        prepare(order);
        double seconds = order.repeats() * (order.seconds() + START_SECONDS) + GRACE_SECONDS;
        Playing playing = OwnPlayer.playing(Optional.of(sound.file()), order.bulletin(), order.slot());
        // Nobody knows beforehand how long a text takes to be spoken: a pause fills up what was planned for it.
        double each = sound.spoken() ? order.seconds() + START_SECONDS : 0;
        own.play(words, playing, new OwnPlayer.Times(order.repeats(), duration(each), duration(seconds)));
        return "playing " + sound.file();
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis((long) (1_000 * seconds));
    }

    /** Whether a play is being prepared. */
    boolean isPreparing() {
        return wanted.get() != null;
    }

    private void prepare(Order order) throws IOException {
        boolean muted;
        synchronized (lock) {
            if (state.isLatched()) {
                throw new IOException("loa đang bị khóa / the loudspeaker is latched");
            }
            muted = state.isMuted();
            state.mute(false, false);
            // It is kept before it is done: a power cut must not leave the player stopped.
            owe(owed -> owed.withMute(owed.mute() || muted));
        }
        boolean hasVolume = order.volume().isPresent() && actions.has(SpeakerConfig.VOLUME);
        owe(owed -> new Owed(
                owed.player() || actions.has(SpeakerConfig.STOP),
                owed.volume().or(() -> hasVolume ? sources.volume() : Optional.empty()),
                owed.mute()));
        if (actions.has(SpeakerConfig.STOP)) {
            actions.run(SpeakerConfig.STOP, 1, Optional.empty());
        }
        if (hasVolume) {
            setVolume(order.volume().get());
            loud(order.volume());
        }
        if (muted) {
            set(false);
        }
    }

    private void owe(UnaryOperator<Owed> change) {
        synchronized (lock) {
            state.owed(change.apply(state.owed()));
        }
    }

    private void loud(Optional<Double> percent) {
        synchronized (lock) {
            loud = percent;
        }
    }

    /** The volume that an order has set for its play, in percent; empty: none has, or it is put back. */
    Optional<Double> loud() {
        synchronized (lock) {
            return loud;
        }
    }

    private void restoreAt(long nanos) {
        synchronized (lock) {
            restoreAt = nanos;
        }
    }

    /** Puts back what is owed when the play that changed it is over; once a second. What fails is tried again. */
    void look(long now) {
        synchronized (lock) {
            if (state.owed().isNothing() || own.now().isPresent() || now < restoreAt) {
                return;
            }
            restoreAt = now + BETWEEN_RESTORES;
        }
        Outcome unused = work(() -> {
            restore();
            return "";
        });
    }

    private void restore() {
        Owed owed = state();
        if (own.now().isPresent()) {
            return;
        }
        if (owed.volume().isPresent()) {
            attempt(
                    () -> {
                        setVolume(owed.volume().get());
                        loud(Optional.empty());
                    },
                    part -> part.withVolume(Optional.empty()));
        }
        if (owed.mute()) {
            synchronized (lock) {
                state.mute(true, false);
            }
            attempt(() -> set(true), part -> part.withMute(false));
        }
        if (owed.player()) {
            String name = actions.has(SpeakerConfig.RESUME) ? SpeakerConfig.RESUME : SpeakerConfig.RESTART;
            attempt(() -> actions.run(name, 1, Optional.empty()), part -> part.withPlayer(false));
        }
    }

    private Owed state() {
        synchronized (lock) {
            return state.owed();
        }
    }

    private void attempt(Step step, UnaryOperator<Owed> paid) {
        try {
            step.run();
            owe(paid);
        } catch (IOException e) {
            LOG.warn("The cluster could not be put back as it was: {}", e.getMessage());
        }
    }

    private Outcome work(Work work) {
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        return submit(hands.orders(), end, () -> end.complete(new Outcome.Done(work.run())));
    }

    private static Outcome submit(ExecutorService on, CompletableFuture<Outcome> end, Step step) {
        try {
            on.execute(() -> {
                try {
                    step.run();
                } catch (IOException | RuntimeException e) {
                    end.complete(new Outcome.Failed(String.valueOf(e.getMessage())));
                }
            });
            return new Outcome.Accepted("", end);
        } catch (RejectedExecutionException e) {
            Outcome failed = new Outcome.Failed("quá bận hoặc đang dừng / too busy, or ending");
            end.complete(failed);
            return failed;
        }
    }

    /** Something slow; answers a detail for people. */
    @FunctionalInterface
    private interface Work {
        String run() throws IOException;
    }

    /** Something slow. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /**
     * What is to be played.
     *
     * @param seconds that one repetition lasts
     * @param volume in percent; empty: as it is
     * @param sha256 that the file must have, in small letters
     * @param url where it is when it is not cached; only with a hash
     * @param text to be spoken if there is no file
     */
    record Order(
            String slot,
            String bulletin,
            boolean emergency,
            int repeats,
            double seconds,
            Optional<Double> volume,
            Optional<String> sha256,
            Optional<String> url,
            Optional<String> text) {}

    /** What is there to be played; {@code spoken} if it was made of a text. */
    record Sound(Path file, boolean spoken) {}

    /** Where an order gets what it needs. */
    interface Sources {
        /** What is to be played, its hash checked; slow. */
        Sound find(Order order) throws IOException;

        /** The volume as it is set, in percent. */
        Optional<Double> volume();
    }
}
