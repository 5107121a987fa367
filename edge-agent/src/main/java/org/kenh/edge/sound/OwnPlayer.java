package org.kenh.edge.sound;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.edge.sensor.exec.Child;

/** Plays one bulletin for the centre by a program of the site file, once or several times. Thread-safe. */
final class OwnPlayer implements AutoCloseable {
    private final MonotonicClock clock;
    private @Nullable Turn turn;

    OwnPlayer(MonotonicClock clock) {
        this.clock = clock;
    }

    /** Begins; what was on before ends, and this at the latest after {@code longest}. Fails when the program cannot be started. */
    synchronized void play(List<String> words, int repeats, Playing playing, Duration longest) throws IOException {
        boolean unused = stop();
        long deadline = clock.nanos() + longest.toNanos();
        Turn begun = new Turn(words, repeats, playing, deadline, Child.start(words));
        turn = begun;
        Thread thread = new Thread(() -> follow(begun), "loudspeaker-play");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow(Turn begun) {
        int left = begun.repeats - 1;
        try {
            awaitEnd(begun);
            while (left > 0 && again(begun)) {
                left--;
                awaitEnd(begun);
            }
        } catch (IOException e) {
            begun.failed = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            begun.ended = true;
        }
    }

    private static void awaitEnd(Turn begun) throws IOException, InterruptedException {
        begun.child.readLines(line -> {});
        if (begun.child.await(5_000).orElse(1) != 0) {
            begun.failed = true;
            begun.child.close();
        }
    }

    private synchronized boolean again(Turn begun) throws IOException {
        if (begun.ended || begun.failed) {
            return false;
        }
        begun.child = Child.start(begun.words);
        return true;
    }

    /** What it plays; empty when it does not. */
    synchronized Optional<Playing> now() {
        Turn present = turn;
        return present == null || present.ended ? Optional.empty() : Optional.of(present.playing);
    }

    /** Ends what has been on for too long, as a program that hangs. */
    synchronized void look(long nanos) {
        Turn present = turn;
        if (present != null && !present.ended && nanos >= present.deadline) {
            present.failed = true;
            boolean unused = stop();
        }
    }

    /** Whether the last one ended by an error of its program. */
    synchronized boolean hasFailed() {
        return turn != null && turn.failed;
    }

    /** Ends what it plays; whether it did play. */
    synchronized boolean stop() {
        Turn present = turn;
        if (present == null || present.ended) {
            return false;
        }
        present.ended = true;
        present.child.close();
        return true;
    }

    @Override
    public void close() {
        boolean unused = stop();
    }

    /** What a play of a file looks like to the rest. */
    static Playing playing(Optional<Path> file, String bulletin, String slot) {
        return new Playing(true, true, file, Optional.of(bulletin), Optional.of(slot), 0);
    }

    private static final class Turn {
        private final List<String> words;
        private final int repeats;
        private final Playing playing;
        private final long deadline;
        private volatile Child child;
        private volatile boolean failed;
        private volatile boolean ended;

        Turn(List<String> words, int repeats, Playing playing, long deadline, Child child) {
            this.words = words;
            this.repeats = repeats;
            this.playing = playing;
            this.deadline = deadline;
            this.child = child;
        }
    }
}
