package org.kenh.operations.irrigation.desk;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests, plans and their publication, and the thread that follows what devices say. */
public record PlanDesk(Requests requests, Plans plans, Publishing publishing) {
    private static final Logger LOG = LoggerFactory.getLogger(PlanDesk.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Ends what was under way when the server stopped, and begins to follow; ends when the registration is closed. */
    public Running start() {
        plans.start();
        Thread thread = Thread.ofVirtual().name("irrigation-plans").start(this::work);
        return () -> {
            thread.interrupt();
            plans.close();
        };
    }

    /** Does what is due now. What fails is done again at the next time. */
    public void tick() {
        try {
            publishing.follow();
            requests.served();
            requests.lapse();
            plans.tidy();
        } catch (RuntimeException e) {
            LOG.warn("could not follow the irrigation plan: {}", e.getMessage());
        }
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                tick();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** Ends the following when closed. */
    @FunctionalInterface
    public interface Running extends AutoCloseable {
        @Override
        void close();
    }
}
