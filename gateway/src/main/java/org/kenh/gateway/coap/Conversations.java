package org.kenh.gateway.coap;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.californium.core.network.Exchange;

/** The requests that have not been answered yet. Safe for any thread. */
final class Conversations {
    private final ScheduledExecutorService timer;
    private int open;
    private boolean closing;

    Conversations(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Empty when no more requests are taken. */
    synchronized Optional<Conversation> open(Exchange exchange) {
        if (closing) {
            return Optional.empty();
        }
        open++;
        return Optional.of(Conversation.start(exchange, timer, this::ended));
    }

    /** Takes no more requests, and waits until those taken have been answered, but no longer than this. */
    synchronized void drain(Duration patience) throws InterruptedException {
        closing = true;
        long deadline = System.nanoTime() + patience.toNanos();
        long left = patience.toMillis();
        while (open > 0 && left > 0) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
    }

    private synchronized void ended() {
        open--;
        notifyAll();
    }
}
