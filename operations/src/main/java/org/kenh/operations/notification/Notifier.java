package org.kenh.operations.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.kenh.operations.OperationsException;
import org.kenh.operations.alarmdesk.AlarmFeed;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.operations.alarmdesk.JournalRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the alarm journal and tells people. What it has read and what came of it are committed together, so after any
 * stop it goes on where it was: no row is missed and none counts twice. The feed only wakes it, so nothing waits in
 * memory. A message whose sending was cut short by a crash is sent again, with the same key.
 */
public final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final int ROWS_AT_ONCE = 500;
    private static final int STEPS_AT_ONCE = 500;
    private static final Duration PULSE = Duration.ofSeconds(1);
    private static final Duration PURGING = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(365);
    private static final Duration LAST_SENDINGS = Duration.ofSeconds(3);

    private final AlarmJournal journal;
    private final Outbox outbox;
    private final Escalations escalations;
    private final Tellings tellings;
    private final List<Lane> lanes;
    private final InstantSource clock;
    private final ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("notifications").unstarted(this::run);
    private volatile boolean closed;
    private Instant purged = Instant.MIN;

    /** Does nothing before {@link #start}; the senders are asked for by channel, all channels must be there. */
    public Notifier(Stores stores, World world, Map<Channel, Sender> senders, NotificationRules rules) {
        this.journal = stores.journal();
        this.outbox = stores.outbox();
        this.clock = world.clock();
        this.escalations = new Escalations(stores.settings(), world.alarms(), world.audience(), clock);
        this.tellings = new Tellings(outbox, stores.settings(), rules, clock);
        this.lanes = senders.entrySet().stream()
                .map(entry -> new Lane(entry.getKey(), entry.getValue(), outbox, stores.settings(), clock))
                .toList();
    }

    /** From now on it works by itself; the registration with the feed is the caller's to end. */
    public AlarmFeed.Registration start(AlarmFeed feed) {
        thread.start();
        return feed.listen(change -> wake());
    }

    /** Sends a test message; it is in the log at once. Empty budget: false, and nothing is sent. */
    public boolean tryOut(Contact contact, Channel channel) {
        boolean may = tellings.mayTell(contact, true, clock.instant());
        if (may) {
            tellings.tryOut(contact.username(), channel);
            wake();
        }
        return may;
    }

    /** Ends within some seconds; what is being sent is ended if it ends soon. */
    @Override
    public void close() {
        closed = true;
        wake();
        try {
            thread.join(LAST_SENDINGS.toMillis());
            sending.shutdown();
            if (!sending.awaitTermination(LAST_SENDINGS.toMillis(), TimeUnit.MILLISECONDS)) {
                sending.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sending.shutdownNow();
        }
    }

    /** One round: reads the journal to its end, raises what is due, and begins to send. */
    void round() {
        followJournal();
        raiseDueSteps();
        tellings.tell();
        lanes.forEach(lane -> lane.send(sending, this::wake));
        purge();
    }

    boolean isIdle() {
        return lanes.stream().allMatch(Lane::isIdle);
    }

    private void run() {
        while (!closed) {
            try {
                round();
            } catch (OperationsException e) {
                LOG.warn("notifications wait: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("a round of notifications failed; it is tried again", e);
            }
            pause();
        }
    }

    private void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    private void pause() {
        try {
            if (woken.tryAcquire(PULSE.toMillis(), TimeUnit.MILLISECONDS)) {
                woken.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void followJournal() {
        OptionalLong known = outbox.position();
        if (known.isEmpty()) {
            outbox.begin(journal.newest()); // the past of an alarm desk that ran without notifications is not told
            return;
        }
        long position = known.getAsLong();
        List<JournalRow> rows = journal.after(position, ROWS_AT_ONCE);
        while (!rows.isEmpty()) {
            long last = rows.getLast().id();
            if (!outbox.advance(position, last, escalations.changes(rows))) {
                throw new OperationsException("somebody else follows the alarm journal of this database too");
            }
            position = last;
            rows = journal.after(position, ROWS_AT_ONCE);
        }
    }

    private void raiseDueSteps() {
        List<Outbox.DueStep> due = outbox.dueSteps(clock.instant(), STEPS_AT_ONCE);
        while (!due.isEmpty()) {
            due.forEach(step -> escalations.raise(step, outbox));
            due = outbox.dueSteps(clock.instant(), STEPS_AT_ONCE);
        }
    }

    private void purge() {
        Instant now = clock.instant();
        if (purged.isBefore(now.minus(PURGING))) {
            outbox.purge(now.minus(KEPT));
            purged = now;
        }
    }

    /** What it reads and writes. */
    public record Stores(AlarmJournal journal, Outbox outbox, NotificationSettings settings) {}

    /** What it asks. */
    public record World(Alarms alarms, Audience audience, InstantSource clock) {}
}
