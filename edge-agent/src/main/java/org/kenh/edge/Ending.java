package org.kenh.edge;

import java.util.concurrent.CountDownLatch;

/** Waits for the signal to end (Ctrl-C, SIGTERM), and lets the process end only after what was open is closed. */
final class Ending {
    private static final long LONGEST_CLOSE_MILLIS = 4_000;

    private Ending() {}

    /** Returns when the process is told to end; the caller then closes what it holds. */
    static void await() {
        CountDownLatch told = new CountDownLatch(1);
        Thread waiting = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            told.countDown();
            joinQuietly(waiting);
        }));
        try {
            told.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void joinQuietly(Thread waiting) {
        try {
            waiting.join(LONGEST_CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
