package org.kenh.edge.sound;

/**
 * Underruns within the last minute, out of a counter that a player counts up since it was started. Looked at once a second.
 * Not thread-safe.
 */
final class UnderrunMinute {
    private static final int SECONDS = 60;

    private final long[] seconds = new long[SECONDS];
    private int next;
    private long last = -1;

    /** A second in which the player said so much; less than before is a restart of it. */
    void second(long counter) {
        put(last >= 0 && counter > last ? counter - last : 0);
        last = counter;
    }

    /** A second in which another player was on. */
    void pause() {
        put(0);
    }

    private void put(long more) {
        seconds[next] = more;
        next = (next + 1) % SECONDS;
    }

    long sum() {
        long sum = 0;
        for (long part : seconds) {
            sum += part;
        }
        return sum;
    }
}
