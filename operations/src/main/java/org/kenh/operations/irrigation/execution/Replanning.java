package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.desk.PlanHead;
import org.kenh.operations.irrigation.desk.PlanState;
import org.kenh.operations.irrigation.desk.Plans;
import org.kenh.operations.irrigation.desk.Started;
import org.kenh.operations.irrigation.desk.Wish;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proposes a new plan when water did not come, or when something was locked, stopped or let go: a draft, which people accept and
 * publish or leave. At most one in ten minutes, for all that has happened until then, and only while a plan stands.
 */
final class Replanning {
    static final Duration PAUSE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Replanning.class);

    private final ReplanStore store;
    private final Plans plans;
    private final InstantSource clock;

    Replanning(ReplanStore store, Plans plans, InstantSource clock) {
        this.store = store;
        this.plans = plans;
        this.clock = clock;
    }

    void tick() {
        List<ReplanStore.Cause> waiting = store.waiting();
        Instant now = clock.instant();
        boolean tooSoon =
                store.lastTried().filter(at -> now.isBefore(at.plus(PAUSE))).isPresent();
        if (waiting.isEmpty() || tooSoon) {
            return;
        }
        long last = waiting.getLast().id();
        if (plans.current().isEmpty()) {
            store.tried(last, Optional.empty(), now);
            return;
        }
        List<PlanHead> before = plans.list(Optional.of(PlanState.DRAFT)).stream()
                .filter(draft -> draft.made().by().equals(Lockouts.SELF))
                .toList();
        switch (plans.create(Wish.fresh(Optional.empty(), Optional.empty()), Lockouts.SELF)) {
            case Started.Solving(PlanHead head) -> {
                LOG.info("a new irrigation plan is proposed, {}, for {} causes", head.id(), waiting.size());
                store.tried(last, Optional.of(head.id()), now);
                before.forEach(draft -> plans.discard(draft.id(), Lockouts.SELF, "plan " + head.id()));
            }
            case Started.Busy busy -> LOG.debug("another plan is being made, this one waits");
            case Started.UnknownParent refused -> refused(last, refused, now);
            case Started.WrongState refused -> refused(last, refused, now);
            case Started.NoSuch refused -> refused(last, refused, now);
            case Started.OutsideHorizon refused -> refused(last, refused, now);
            case Started.Unfit refused -> refused(last, refused, now);
        }
    }

    private void refused(long last, Started why, Instant now) {
        LOG.warn("no new irrigation plan can be proposed: {}", why);
        store.tried(last, Optional.empty(), now);
    }
}
