package org.kenh.operations;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on other threads. */
public final class Eventually {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private Eventually() {}

    public static void isTrue(String what, BooleanSupplier condition) {
        isTrue(what, DEADLINE, Duration.ofMillis(5), condition);
    }

    /** For what takes long on a busy machine, or costs something to ask. */
    public static void isTrue(String what, Duration deadline, Duration pause, BooleanSupplier condition) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + deadline + ": " + what);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
