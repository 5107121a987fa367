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

    /** Begins; what was on before ends. Fails when the program cannot be started. */
    synchronized void play(List<String> words, Playing playing, Times times) throws IOException {
        boolean unused = stop();
        Turn begun = new Turn(words, playing, times, clock.nanos(), Child.start(words));
        turn = begun;
        follow(begun);
    }

    private void follow(Turn begun) {
        Thread thread = new Thread(() -> once(begun), "loudspeaker-play");
        thread.setDaemon(true);
        thread.start();
    }

    private void once(Turn begun) {
        boolean good = false;
        try {
            good = awaitEnd(begun);
        } catch (IOException e) {
            // It cannot be followed any more, as one that was ended by us.
            good = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (begun.ended) {
                // Its program was ended by us: it neither failed nor came to its end.
                return;
            }
            begun.failed |= !good;
            begun.left--;
            begun.pausing = true;
            goOn(begun, clock.nanos());
        }
    }

    /** Begins the next repetition or ends, when the time of the one before is over. */
    private void goOn(Turn present, long nanos) {
        if (present.ended
                || !present.pausing
                || (!present.failed && nanos < present.begunNanos + present.times.eachNanos())) {
            return;
        }
        if (present.failed || present.left == 0) {
            present.ended = true;
            return;
        }
        present.pausing = false;
        present.begunNanos = nanos;
        try {
            present.child = Child.start(present.words);
            follow(present);
        } catch (IOException e) {
            present.failed = true;
            present.ended = true;
        }
    }

    private static boolean awaitEnd(Turn begun) throws IOException, InterruptedException {
        begun.child.readLines(line -> {});
        // Where its output goes elsewhere that ends at once, and the program plays on.
        boolean good = begun.child.await(begun.times.longest().toMillis()).orElse(1) == 0;
        if (!good) {
            begun.child.close();
        }
        return good;
    }

    /** What it plays; empty when it does not. */
    Optional<Playing> now() {
        return turn().map(Turn::playing);
    }

    /** The order that it plays; empty when it does not. */
    synchronized Optional<Turn> turn() {
        return Optional.ofNullable(turn).filter(present -> !present.ended);
    }

    /** Goes on after a pause; ends what has been on for too long, as a program that hangs. To be called once a second. */
    synchronized void look(long nanos) {
        Turn present = turn;
        if (present == null || present.ended) {
            return;
        }
        if (nanos >= present.deadline) {
            present.failed = true;
            boolean unused = stop();
        } else {
            goOn(present, nanos);
        }
    }

    synchronized boolean isPausing() {
        return turn != null && turn.pausing && !turn.ended;
    }

    /** How an order went that is over, be it the present one or one that was replaced: done only after its last repetition. */
    synchronized PlayResult result(Turn over) {
        return over.failed ? PlayResult.FAILED : over.left == 0 ? PlayResult.DONE : PlayResult.STOPPED;
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

    /**
     * How often and how long.
     *
     * @param each that a repetition lasts at least, with the pause after it
     * @param longest after which all of it is ended
     */
    record Times(int repeats, Duration each, Duration longest) {
        long eachNanos() {
            return each.toNanos();
        }
    }

    /** One order; what becomes of it is guarded by its player. */
    static final class Turn {
        private final List<String> words;
        private final Playing playing;
        private final Times times;
        private final long deadline;
        private long begunNanos;
        private int left;
        private boolean pausing;
        private volatile Child child;
        private boolean failed;
        private boolean ended;

        private Turn(List<String> words, Playing playing, Times times, long nanos, Child child) {
            this.words = words;
            this.playing = playing;
            this.times = times;
            this.begunNanos = nanos;
            this.deadline = nanos + times.longest().toNanos();
            this.left = times.repeats();
            this.child = child;
        }

        Playing playing() {
            return playing;
        }
    }
}
