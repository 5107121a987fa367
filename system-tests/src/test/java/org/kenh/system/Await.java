package org.kenh.system;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions of other processes, always with a deadline. */
final class Await {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private Await() {}

    /** Returns when the condition holds; fails when it does not by then. */
    static void until(String what, Duration patience, Callable<Boolean> condition) {
        value(what, patience, () -> condition.call() ? Optional.of(true) : Optional.empty());
    }

    /** Returns the value as soon as there is one; fails when there is none by then. */
    static <T> T value(String what, Duration patience, Callable<Optional<T>> source) {
        Instant deadline = Instant.now().plus(patience);
        while (true) {
            Optional<T> value = look(what, source);
            if (value.isPresent()) {
                return value.get();
            }
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within " + patience + ": " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            if (Thread.interrupted()) {
                throw new IllegalStateException("interrupted while waiting: " + what);
            }
        }
    }

    private static <T> Optional<T> look(String what, Callable<Optional<T>> source) {
        try {
            return source.call();
        } catch (Exception failure) {
            throw new IllegalStateException("cannot look whether " + what, failure);
        }
    }
}
