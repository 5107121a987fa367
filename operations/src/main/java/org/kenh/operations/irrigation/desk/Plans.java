package org.kenh.operations.irrigation.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.OperationsException;
import org.kenh.operations.irrigation.IrrigationNews;
import org.kenh.operations.irrigation.desk.PlanStore.Moved;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Plan;
import org.kenh.operations.irrigation.plan.PlanDifference;
import org.kenh.operations.irrigation.plan.PlanOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans from the wish to their acceptance. One is solved at a time, on a thread of its own; the others wait for people. Safe for any thread; blocks
 * on the database.
 */
public final class Plans implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Plans.class);
    private static final int MOST_LISTED = 100;
    private static final int MOST_TURNS = 5_000;
    private static final int LONGEST_NOTE = 500;
    private static final Duration MEMORY = Duration.ofDays(60);
    private static final Duration BETWEEN_TIDYING = Duration.ofHours(6);

    private final PlanStore store;
    private final Drafting drafting;
    private final Obstacles obstacles;
    private final Surroundings surroundings;
    private final IrrigationNews news;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Search> search = new AtomicReference<>();

    private volatile Instant nextTidying = Instant.MIN;

    public Plans(Stores stores, Surroundings surroundings, IrrigationNews news, InstantSource clock) {
        this.store = stores.plans();
        this.drafting = new Drafting(stores, surroundings);
        this.obstacles = new Obstacles(store, surroundings);
        this.surroundings = surroundings;
        this.news = news;
        this.clock = clock;
    }

    /** What was being solved when the server stopped has failed. To be called once, before anything else. */
    public void start() {
        int failed = store.failUnfinished(new Moved(PlanState.FAILED, step("kenh"), "restarted"));
        if (failed > 0) {
            LOG.info("{} irrigation plan was being made when the server stopped", failed);
        }
    }

    /** Begins to make a plan. */
    public Started create(Wish wish, String by) {
        Drafting.Draft draft = drafting.draft(wish, step(by));
        if (draft.ready().isEmpty()) {
            return draft.refused().orElseThrow();
        }
        Drafting.Ready ready = draft.ready().get();
        Optional<PlanHead> begun = store.begin(ready.plan());
        if (begun.isEmpty()) {
            return new Started.Busy();
        }
        PlanHead head = begun.get();
        Search started = new Search(head, ready);
        search.set(started);
        started.start(() -> solve(started));
        tell(head.id());
        return new Started.Solving(head);
    }

    /** Takes a draft, as far as it still holds. */
    public Decision accept(long id, String by) {
        Optional<PlanContent> found = store.content(id);
        if (found.isEmpty()) {
            return new Decision.Unknown();
        }
        PlanState state = found.get().head().state();
        if (state != PlanState.DRAFT) {
            return new Decision.WrongState(state);
        }
        return obstacles
                .of(found.get(), now())
                .orElseGet(() -> move(id, EnumSet.of(PlanState.DRAFT), new Moved(PlanState.ACCEPTED, step(by), "")));
    }

    /** Gives up a plan that is not published; also ends the search for one. */
    public Decision discard(long id, String by, String reason) {
        Decision decision = move(
                id,
                EnumSet.of(PlanState.SOLVING, PlanState.DRAFT, PlanState.ACCEPTED),
                new Moved(PlanState.DISCARDED, step(by), reason));
        Search running = search.get();
        if (decision instanceof Decision.Done && running != null && running.head.id() == id) {
            running.stop();
        }
        return decision;
    }

    public Optional<PlanHead> find(long id) {
        return store.find(id);
    }

    public Optional<PlanContent> content(long id) {
        return store.content(id);
    }

    public Optional<PlanHead> current() {
        return store.current();
    }

    /** The newest 100, newest first. */
    public List<PlanHead> list(Optional<PlanState> state) {
        return store.list(state, MOST_LISTED);
    }

    /** Turns of that time of all plans that stood then. */
    public List<PlanStore.StandingTurn> turns(Period period) {
        return store.turns(period, Optional.empty(), MOST_TURNS);
    }

    /** The same of these fields and pumps. */
    public List<PlanStore.StandingTurn> turns(Period period, Set<String> subjects) {
        return store.turns(period, Optional.of(subjects), MOST_TURNS);
    }

    /** What the plan changes against another one; empty while it is not solved, or when the other one never was. */
    public Optional<PlanDifference> difference(PlanContent content, long other) {
        Optional<Plan> before = store.content(other).flatMap(PlanContent::plan);
        return before.flatMap(old -> content.plan().map(plan -> PlanDifference.between(old, plan, content.problem())));
    }

    /** Forgets what old plans were made from, once in a while: it is long, and nobody compares with them any more. */
    void tidy() {
        Instant now = now();
        if (!now.isBefore(nextTidying)) {
            nextTidying = now.plus(BETWEEN_TIDYING);
            int forgotten = store.forget(now.minus(MEMORY));
            if (forgotten > 0) {
                LOG.info("what {} old irrigation plans were made from is forgotten", forgotten);
            }
        }
    }

    /** Ends a running search; its plan fails at the next start. */
    @Override
    public void close() {
        Search running = search.get();
        if (running != null) {
            running.stop();
        }
    }

    private void solve(Search running) {
        long id = running.head.id();
        try {
            PlanOutcome outcome = search(running);
            List<PlannedTurn> turns = TurnRows.of(
                    new TurnRows.Naming(id, running.head.made().at(), running.ready.standing()),
                    running.ready.plan().problem(),
                    outcome.plan());
            if (!store.solved(id, new Solved(outcome.plan(), PlanHead.Figures.of(outcome), turns))) {
                LOG.info("irrigation plan {} was given up while it was made", id);
            }
        } catch (InterruptedException e) {
            LOG.info("the search for irrigation plan {} was ended", id);
        } catch (OperationsException e) {
            LOG.error("irrigation plan {} cannot be kept", id, e);
            failed(id, e);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("irrigation plan {} cannot be made", id, e);
            failed(id, e);
        } finally {
            search.compareAndSet(running, null);
            tell(id);
        }
    }

    private PlanOutcome search(Search running) throws InterruptedException {
        try {
            return surroundings.solver().plan(running.ready.plan().problem());
        } finally {
            running.found();
        }
    }

    private void failed(long id, Throwable cause) {
        String why = String.valueOf(cause.getMessage());
        String note = why.substring(0, Math.min(why.length(), LONGEST_NOTE));
        try {
            store.move(id, EnumSet.of(PlanState.SOLVING), new Moved(PlanState.FAILED, step("kenh"), note));
        } catch (OperationsException e) {
            LOG.error("irrigation plan {} stays unfinished until the next start", id, e);
        }
    }

    private Decision move(long id, Set<PlanState> from, Moved moved) {
        Optional<PlanHead> done = store.move(id, from, moved);
        if (done.isPresent()) {
            tell(id);
            return new Decision.Done(done.get());
        }
        return store.find(id)
                .<Decision>map(head -> new Decision.WrongState(head.state()))
                .orElseGet(Decision.Unknown::new);
    }

    private void tell(long id) {
        news.tell(IrrigationNews.Kind.PLAN, String.valueOf(id), Optional.empty());
    }

    private Step step(String by) {
        return new Step(by, now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A plan that is being solved. */
    private static final class Search {
        private final PlanHead head;
        private final Drafting.Ready ready;
        private @Nullable Thread thread;
        private boolean over;

        Search(PlanHead head, Drafting.Ready ready) {
            this.head = head;
            this.ready = ready;
        }

        synchronized void start(Runnable search) {
            thread = Thread.ofVirtual().name("irrigation-plan-" + head.id()).start(search);
        }

        /** An interrupt is for the search alone: what follows writes to the database. */
        synchronized void found() {
            over = true;
            if (Thread.interrupted()) {
                LOG.debug("the search for irrigation plan {} was ended as it was over", head.id());
            }
        }

        synchronized void stop() {
            Thread started = thread;
            if (started != null && !over) {
                started.interrupt();
            }
        }
    }
}
