package org.kenh.edge;

import java.util.concurrent.LinkedBlockingQueue;

/** Waits for the signal to end (Ctrl-C, SIGTERM), and lets the process end only after what was open is closed. */
final class Ending {
    private static final long LONGEST_CLOSE_MILLIS = 4_000;

    private final LinkedBlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();

    private Ending() {}

    /** For the thread that will close what is open; once in a process. */
    static Ending ofThisThread() {
        Ending ending = new Ending();
        Thread waiting = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ending.wishes.add(Wish.END);
            joinQuietly(waiting);
        }));
        return ending;
    }

    /** Returns when the process is told to end; the caller then closes what it holds. */
    static void await() {
        Wish unused = ofThisThread().next();
    }

    /** Waits until the process is to end or its work is to begin anew. */
    Wish next() {
        try {
            return wishes.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Wish.END;
        }
    }

    /** Asks for a new beginning. */
    void restart() {
        wishes.add(Wish.RESTART);
    }

    private static void joinQuietly(Thread waiting) {
        try {
            waiting.join(LONGEST_CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is wanted of the process. */
    enum Wish {
        END,
        RESTART
    }
}
