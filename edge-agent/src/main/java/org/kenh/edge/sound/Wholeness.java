package org.kenh.edge.sound;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a play began at the beginning of its file: one that was on when the agent started, or that goes on after a pause
 * or an emergency, would be compared with the wrong part and look like a wrong programme. Not thread-safe.
 */
final class Wholeness {
    /** After such a pause a file is played anew. */
    private static final long LONGEST_PAUSE = 600_000_000_000L;

    private static final double NEARLY_ALL = 0.9;

    private boolean watching;
    private boolean begunInSight;
    private boolean mayContinue;
    private Optional<Path> file = Optional.empty();
    private double lastSeconds;
    private long lastEnd;

    /** Nothing plays: what plays next begins in sight. */
    void idle() {
        watching = true;
    }

    void begin(Optional<Path> played, long nanos) {
        begunInSight = watching;
        mayContinue = lastSeconds > 0 && played.equals(file) && nanos - lastEnd < LONGEST_PAUSE;
        file = played;
    }

    void end(double seconds, long nanos) {
        watching = true;
        lastSeconds = mayContinue ? lastSeconds + seconds : seconds;
        lastEnd = nanos;
        begunInSight = false;
    }

    /** Of a file of that length. */
    boolean isWhole(double seconds) {
        if (mayContinue && lastSeconds >= NEARLY_ALL * seconds) {
            // The one before came to its end: this is a repetition.
            mayContinue = false;
        }
        return begunInSight && !mayContinue;
    }
}
