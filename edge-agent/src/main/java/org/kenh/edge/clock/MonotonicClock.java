package org.kenh.edge.clock;

/** Time that only goes forward while the machine runs, whatever happens to the wall clock. Thread-safe. */
@FunctionalInterface
public interface MonotonicClock {
    /** Nanoseconds since the machine was started; comparable between processes of one boot. */
    long nanos();

    /** That of this machine: on Linux {@link System#nanoTime} is {@code CLOCK_MONOTONIC}. */
    static MonotonicClock system() {
        return System::nanoTime;
    }
}
