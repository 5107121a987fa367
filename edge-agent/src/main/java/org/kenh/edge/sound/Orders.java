package org.kenh.edge.sound;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.kenh.edge.control.Outcome;

/**
 * Does what the centre orders, one order after the other, by the actions of the site file; the answers come when that has
 * ended. The state is guarded by {@code lock}. Thread-safe.
 */
final class Orders {
    private final Object lock;
    private final SpeakerState state;
    private final Actions actions;
    private final Bulletins bulletins;
    private final OwnPlayer own;
    private final ExecutorService worker;

    Orders(
            Object lock,
            SpeakerState state,
            Actions actions,
            Bulletins bulletins,
            OwnPlayer own,
            ExecutorService worker) {
        this.lock = lock;
        this.state = state;
        this.actions = actions;
        this.bulletins = bulletins;
        this.own = own;
        this.worker = worker;
    }

    /** Mutes, or lifts the mute and its latch. It is kept before it is done: a power cut must not lift it. */
    Outcome mute(boolean wanted, boolean latch) {
        synchronized (lock) {
            state.mute(wanted, latch);
        }
        return work(() -> {
            set(wanted);
            return wanted ? (latch ? "muted and latched" : "muted") : "not muted";
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

    /** Ends what the cluster's own player plays. */
    Outcome stop() {
        return work(() -> {
            actions.run(SpeakerConfig.STOP, 1, Optional.empty());
            return "stopped";
        });
    }

    /** Plays at once; what the cluster's own player plays is stopped first. */
    Outcome play(Order order) {
        return work(() -> {
            Optional<Path> file = bulletins.find(order.bulletin());
            String source = file.map(Path::toString)
                    .or(order::url)
                    .orElseThrow(() -> new IOException(order.bulletin()
                            + ": không có tệp và không có địa chỉ / neither cached nor with an address"));
            if (file.isPresent() && order.sha256().isPresent()) {
                requireHash(file.get(), order.sha256().get());
            }
            prepare(order);
            List<String> words = actions.words(SpeakerConfig.PLAY, Optional.of(source))
                    .orElseThrow(() -> new IOException("actions.play.command: còn thiếu / is missing"));
            own.play(words, order.repeats(), OwnPlayer.playing(file, order.bulletin(), order.slot()));
            return "playing " + source;
        });
    }

    private void prepare(Order order) throws IOException {
        if (actions.has(SpeakerConfig.STOP)) {
            actions.run(SpeakerConfig.STOP, 1, Optional.empty());
        }
        if (order.volume().isPresent() && actions.has(SpeakerConfig.VOLUME)) {
            setVolume(order.volume().get());
        }
        boolean muted;
        synchronized (lock) {
            if (state.isLatched()) {
                throw new IOException("loa đang bị khóa / the loudspeaker is latched");
            }
            muted = state.isMuted();
            state.mute(false, false);
        }
        if (muted) {
            set(false);
        }
    }

    private void requireHash(Path file, String wanted) throws IOException {
        if (!bulletins.look(file).sha256().equals(Optional.of(wanted))) {
            throw new IOException(file + ": sai mã băm / has another hash");
        }
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

    /** Something slow; answers a detail for people. */
    @FunctionalInterface
    private interface Work {
        String run() throws IOException;
    }

    /**
     * What is to be played.
     *
     * @param volume in percent; empty: as it is
     * @param sha256 that the cached file must have
     * @param url where it is when it is not cached
     */
    record Order(
            String slot,
            String bulletin,
            int repeats,
            Optional<Double> volume,
            Optional<String> sha256,
            Optional<String> url) {}
}
