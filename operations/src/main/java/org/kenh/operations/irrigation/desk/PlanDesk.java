package org.kenh.operations.irrigation.desk;

import java.time.Duration;
import org.kenh.operations.background.Rounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests, plans and their publication, and the thread that follows what devices say. */
public record PlanDesk(Requests requests, Plans plans, Publishing publishing) {
    private static final Logger LOG = LoggerFactory.getLogger(PlanDesk.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Ends what was under way when the server stopped, and begins to follow; {@link #stop} ends it. */
    public Rounds start() {
        plans.start();
        return Rounds.start("irrigation-plans", PAUSE, this::tick);
    }

    /** Ends the following that {@link #start} began, and a search for a plan. */
    public void stop(Rounds following) {
        following.close();
        plans.close();
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
}
