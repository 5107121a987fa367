package org.kenh.operations.alarmdesk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.live.CommittedBatch;
import org.kenh.ingest.presence.Presence;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.ingest.series.SeriesInfo;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.operations.OperationsException;
import org.kenh.operations.alarmdesk.EngineQueue.Taken;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that evaluates all alarms. It takes what was committed, what became of links, what people do and the
 * passing of time, saves what follows in one transaction, and only then tells of it. Offering never blocks and loses
 * nothing: what does not fit the queue is read from the database afterwards, as after a restart. While the database is
 * away it waits with what it has.
 */
final class AlarmEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmEngine.class);
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Duration STATES_EVERY = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(4);
    private static final long PAUSE_MILLIS = 500;

    private final Sources sources;
    private final Committing committing;
    private final Clock clock;
    private final EngineQueue queue;
    private final Deeds deeds = new Deeds();
    private final Evaluation evaluation;
    private final TakingUp takingUp;
    private final Map<DeviceId, Presence> presences = new ConcurrentHashMap<>();
    private final FlagBoard flags;
    private final AtomicReference<@Nullable WatchOrder> ordered = new AtomicReference<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private Instant statesSavedAt = Instant.EPOCH;
    private boolean begun;
    private volatile boolean abandoned;

    AlarmEngine(Sources sources, Committing committing, Clock clock, int mostReadings) {
        this.sources = sources;
        this.committing = committing;
        this.clock = clock;
        this.queue = new EngineQueue(mostReadings);
        this.flags = new FlagBoard(queue::wake);
        this.evaluation = new Evaluation(clock);
        this.takingUp = new TakingUp(sources, committing, evaluation);
        this.thread = Thread.ofPlatform().name("kenh-alarms").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** From {@link org.kenh.ingest.live.CommittedFeed}. */
    void offer(CommittedBatch batch) {
        queue.offer(batch);
    }

    /** The newest presence of a device counts. */
    void presence(Presence presence) {
        presences.put(presence.device(), presence);
        queue.wake();
    }

    /** What other desks say of devices. */
    DeviceFlags flags() {
        return flags;
    }

    /** What is to be watched from now on. The first call lets the engine begin. */
    void order(WatchOrder order) {
        ordered.set(order);
        queue.wake();
    }

    /** Completed after the commit. */
    CompletableFuture<Performed> perform(long alarm, Deed deed) {
        return ask(alarm, Optional.of(deed));
    }

    /** Completed when all that was offered before is evaluated and committed. */
    CompletableFuture<Performed> settled() {
        return ask(0, Optional.empty());
    }

    /** Whether it has taken up all alarms within the time given. */
    boolean awaitReady(Duration longest) {
        try {
            return ready.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Evaluates what has come, saves, and stops. */
    @Override
    public void close() {
        closing.countDown();
        queue.wake();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("The alarms could not be saved in time; what is missing is evaluated again at the next start");
            thread.interrupt();
        }
    }

    /** Stops at once, without evaluating or saving anything more. */
    void abandon() {
        abandoned = true;
        close();
    }

    private CompletableFuture<Performed> ask(long alarm, Optional<Deed> deed) {
        CompletableFuture<Performed> result = deeds.ask(alarm, deed);
        queue.wake();
        return result;
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run() {
        try {
            while (!isClosing()) {
                step();
            }
            saveAtTheEnd();
        } catch (InterruptedException e) {
            LOG.debug("Interrupted while closing");
        } finally {
            refuse(new OperationsException("the alarm desk is closed"));
        }
    }

    /** One round; whatever goes wrong in it costs this round only: everything is taken up again from the database. */
    private void step() throws InterruptedException {
        Taken taken = queue.take(patience());
        try {
            evaluation.pass();
            WatchOrder order = ordered.getAndSet(null);
            if (order != null) {
                watch(order);
                // What the centre has told meanwhile counts as of then; what follows must be newer.
                evaluation.pass();
            }
            if (begun) {
                evaluate(taken);
                commit(false);
            }
        } catch (Clashed | RuntimeException | StackOverflowError e) {
            LOG.error("The alarms are taken up again from the database", e);
            beginAgain();
        }
    }

    private long patience() {
        if (evaluation.centre().isDirty() || !deeds.isEmpty() || !presences.isEmpty()) {
            return 0;
        }
        long untilWake = evaluation
                .wakeAt()
                .map(at -> Math.max(0, Duration.between(clock.instant(), at).toNanos()))
                .orElse(IDLE_NANOS);
        return Math.min(IDLE_NANOS, untilWake);
    }

    private void evaluate(Taken taken) {
        flags.take().ifPresent(evaluation::flags);
        for (DeviceId device : List.copyOf(presences.keySet())) {
            Presence presence = presences.remove(device);
            if (presence != null) {
                evaluation.centre().presence(presence);
            }
        }
        if (!evaluation.take(taken, sources.series())) {
            queue.gap(taken.gaps());
            closedWithin(PAUSE_MILLIS);
        }
        deeds.perform(evaluation.board(), evaluation.now(), committing);
    }

    /** States alone may wait a second, for they can be found again; what people are told of may not. */
    private void commit(boolean states) throws Clashed {
        Instant now = evaluation.now();
        boolean due = Duration.between(statesSavedAt, now).abs().compareTo(STATES_EVERY) >= 0;
        if (!states && !due && !evaluation.board().hasNews() && !committing.isAwaited()) {
            return;
        }
        statesSavedAt = now;
        long began = System.nanoTime();
        committing.commit(evaluation.board(), evaluation.toldUntil(), now, this::closedWithin);
        evaluation.wasAway(Duration.ofNanos(System.nanoTime() - began));
    }

    private boolean closedWithin(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void watch(WatchOrder order) throws Clashed {
        if (begun) {
            takingUp.follow(order);
            commit(true);
            return;
        }
        takingUp.begin(order);
        begun = true;
        commit(true);
        committing.showAll(evaluation.board(), evaluation.now());
        ready.countDown();
        LOG.info("{} alarms are watched", evaluation.board().all().size());
    }

    private void beginAgain() {
        begun = false;
        refuse(new OperationsException("the alarms are being taken up again"));
        closedWithin(PAUSE_MILLIS);
        sources.orderAgain();
    }

    private void refuse(OperationsException why) {
        committing.refuse(why);
        deeds.refuse(why);
    }

    private void saveAtTheEnd() {
        if (!begun || abandoned) {
            return;
        }
        try {
            evaluation.pass();
            evaluate(queue.takeNow());
            commit(true);
        } catch (Clashed | RuntimeException e) {
            LOG.warn("The alarms could not be saved at the end: {}", e.toString());
        }
    }

    /** Where the engine reads from; all of it blocks. */
    interface Sources {
        AlarmStore store();

        SeriesReader series();

        PresenceBoard presence();

        /** The newest readings of all series of these devices; of all devices if none is named. */
        List<SeriesInfo> last(Set<DeviceId> devices);

        /** The newest readings that say something of power, and those that are bad. */
        List<SeriesInfo> lastOfPowerAndQuality();

        /** Has {@link AlarmEngine#order} called soon. */
        void orderAgain();
    }

    /** The database knows something that we do not. */
    static final class Clashed extends Exception {
        private static final long serialVersionUID = 1L;

        Clashed(String why) {
            super(why);
        }
    }
}
