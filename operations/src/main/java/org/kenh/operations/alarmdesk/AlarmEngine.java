package org.kenh.operations.alarmdesk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.alarm.AlarmKey;
import org.kenh.ingest.alarm.Outcome;
import org.kenh.ingest.live.CommittedBatch;
import org.kenh.ingest.live.CommittedBatch.Pack;
import org.kenh.ingest.presence.Presence;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.ingest.series.SeriesInfo;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.operations.OperationsException;
import org.kenh.operations.alarmdesk.AlarmStore.Kept;
import org.kenh.operations.alarmdesk.AlarmStore.NewAlarm;
import org.kenh.operations.alarmdesk.JournalRows.Circumstances;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
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
    /** Readings come to the database with some delay: those of the last moment are told again, which does no harm. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    /** What is told within this time after it was received is told as it comes. */
    private static final Duration PROMPT = Duration.ofSeconds(2);

    private static final Duration LONGEST_REPLAY = Duration.ofDays(1);
    private static final Duration CLOSING = Duration.ofSeconds(4);
    private static final long PAUSE_MILLIS = 500;
    private static final Duration JITTER = Duration.ofSeconds(1);

    private final Sources sources;
    private final Committing committing;
    private final Clock clock;
    private final EngineQueue queue;
    private final Queue<PendingDeed> deeds = new ConcurrentLinkedQueue<>();
    private final Map<DeviceId, Presence> presences = new ConcurrentHashMap<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private Board board = new Board();
    private CentreState centre = new CentreState();
    private final AtomicReference<@Nullable WatchOrder> ordered = new AtomicReference<>();
    private Instant now = Instant.EPOCH;
    private Instant statesSavedAt = Instant.EPOCH;
    private boolean begun;
    private volatile boolean abandoned;

    AlarmEngine(Sources sources, Committing committing, Clock clock, int mostReadings) {
        this.sources = sources;
        this.committing = committing;
        this.clock = clock;
        this.queue = new EngineQueue(mostReadings);
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

    /** What is to be watched from now on. The first call lets the engine begin. */
    void order(WatchOrder order) {
        ordered.set(order);
        queue.wake();
    }

    /** Completed after the commit. */
    CompletableFuture<Performed> perform(long alarm, Deed deed) {
        PendingDeed pending = new PendingDeed(alarm, Optional.of(deed), new CompletableFuture<>());
        deeds.add(pending);
        queue.wake();
        return pending.result;
    }

    /** Completed when all that was offered before is evaluated and committed. */
    CompletableFuture<Performed> settled() {
        PendingDeed pending = new PendingDeed(0, Optional.empty(), new CompletableFuture<>());
        deeds.add(pending);
        queue.wake();
        return pending.result;
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
        List<Pack> packs = queue.take(patience());
        try {
            pass();
            WatchOrder order = ordered.getAndSet(null);
            if (order != null) {
                boolean first = !begun;
                watch(order);
                // What the centre has told meanwhile counts as of then; what follows must be newer.
                pass();
                // What came before the beginning is in the database, and was read from there.
                packs = first ? List.of() : packs;
            }
            if (begun) {
                evaluate(packs);
                commit(false);
            }
        } catch (Clashed | RuntimeException | StackOverflowError e) {
            LOG.error("The alarms are taken up again from the database", e);
            beginAgain();
        }
    }

    private long patience() {
        if (centre.isDirty() || !deeds.isEmpty() || !presences.isEmpty()) {
            return 0;
        }
        long untilWake = board.wakeAt()
                .map(at -> Math.max(0, Duration.between(clock.instant(), at).toNanos()))
                .orElse(IDLE_NANOS);
        return Math.min(IDLE_NANOS, untilWake);
    }

    /** Time never stands still between two rounds, so that what the centre tells is always newer. */
    private void pass() {
        Instant instant = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean jitter = !instant.isAfter(now) && Duration.between(instant, now).compareTo(JITTER) < 0;
        now = jitter ? now.plus(1, ChronoUnit.MICROS) : instant;
        board.at(now);
    }

    private void evaluate(List<Pack> packs) {
        takePresences();
        centre.pass(now);
        centre.tell(board);
        board.tickGroups();
        for (Pack pack : packs) {
            evaluate(pack);
        }
        board.tick();
        closeGaps();
        perform();
    }

    private void evaluate(Pack pack) {
        if (CentreSeries.isOwn(pack.device())) {
            return;
        }
        boolean waited = Duration.between(pack.receivedAt(), now).compareTo(PROMPT) > 0;
        if (waited) {
            retell(pack);
        } else {
            board.readings(pack);
        }
        centre.readings(pack);
    }

    /** It came in time, but had to wait for the database or for us: that does not make it late. */
    private void retell(Pack pack) {
        for (Reading reading : pack.readings()) {
            board.retell(pack.device(), reading);
        }
    }

    private void takePresences() {
        for (DeviceId device : List.copyOf(presences.keySet())) {
            Presence presence = presences.remove(device);
            if (presence != null) {
                centre.presence(presence);
            }
        }
    }

    private void perform() {
        for (PendingDeed next = deeds.poll(); next != null; next = deeds.poll()) {
            committing.after(next.result, performed(next));
        }
    }

    /** The answer as it is to be given after the commit. */
    private Supplier<Performed> performed(PendingDeed pending) {
        Optional<Hosted> found = board.find(pending.alarm);
        if (found.isEmpty() || pending.deed.isEmpty()) {
            return Performed.NotFound::new;
        }
        Hosted alarm = found.get();
        return switch (pending.deed.get()) {
            case Deed.Act(var action, var actor) -> verdict(alarm, board.perform(alarm, action, actor));
            case Deed.Comment(String text, var actor) -> {
                remark(alarm, JournalRows.COMMENT, Circumstances.by(actor.name(), text, now));
                yield () -> new Performed.Done(AlarmViews.of(alarm), true);
            }
            case Deed.Assign(Optional<String> to, var actor) -> {
                boolean changes = !alarm.notes().assignee().equals(to);
                if (changes) {
                    remark(alarm, JournalRows.ASSIGN, Circumstances.by(actor.name(), to.orElse(""), now));
                }
                yield () -> new Performed.Done(AlarmViews.of(alarm), changes);
            }
        };
    }

    private static Supplier<Performed> verdict(Hosted alarm, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> () -> new Performed.Done(AlarmViews.of(alarm), true);
            case Outcome.NoOp same -> () -> new Performed.Done(AlarmViews.of(alarm), false);
            case Outcome.Conflict(var letter, String why) -> () -> new Performed.Conflict(AlarmViews.of(alarm), why);
            case Outcome.Forbidden(String why) -> () -> new Performed.Forbidden(why);
            case Outcome.Invalid(String why) -> () -> new Performed.Invalid(why);
        };
    }

    private void remark(Hosted alarm, String event, Circumstances circumstances) {
        Notes notes = event.equals(JournalRows.COMMENT)
                ? alarm.notes().withOneMoreComment()
                : alarm.notes().withAssignee(Optional.of(circumstances.reason()).filter(text -> !text.isEmpty()));
        board.write(alarm, JournalRows.remark(alarm, board.status(alarm), event, circumstances), notes);
    }

    private void closeGaps() {
        Set<DeviceId> gaps = queue.takeGaps();
        if (!gaps.isEmpty()) {
            LOG.info("Reading what {} devices have stored, because it could not be followed as it came", gaps.size());
            replay(gaps);
        }
    }

    /** Reads again what alarms have not seen, then goes on with what has come meanwhile, which may be the same. */
    private void replay(Set<DeviceId> devices) {
        Map<DeviceId, Instant> after = board.seenUntil(now.minus(LONGEST_REPLAY));
        after.keySet().retainAll(devices);
        try {
            sources.series().since(after, each -> {
                board.retell(each.device(), each.reading());
                centre.readings(new Pack(each.device(), now, List.of(each.reading())));
            });
        } catch (IngestException e) {
            LOG.warn("Stored readings cannot be read yet: {}", e.getMessage());
            queue.gap(devices);
            closedWithin(PAUSE_MILLIS);
            return;
        }
        for (Pack pack : queue.drainNow()) {
            boolean maybeSeen = devices.contains(pack.device()) && !CentreSeries.isOwn(pack.device());
            if (maybeSeen) {
                retell(pack);
                centre.readings(pack);
            } else {
                evaluate(pack);
            }
        }
        board.tick();
    }

    /** States alone may wait a second, for they can be found again; what people are told of may not. */
    private void commit(boolean states) throws Clashed {
        boolean due = Duration.between(statesSavedAt, now).abs().compareTo(STATES_EVERY) >= 0;
        if (!states && !due && !board.hasNews() && !committing.isAwaited()) {
            return;
        }
        statesSavedAt = now;
        committing.commit(board, now, this::closedWithin);
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
        if (!begun) {
            begin(order);
            return;
        }
        List<Hosted> gone = board.all().stream()
                .filter(alarm -> !order.watched().containsKey(alarm.key()))
                .toList();
        gone.forEach(alarm -> board.remove(alarm, order.reasonOf(alarm)));
        List<Watched> fresh = new ArrayList<>();
        for (Watched watched : order.watched().values()) {
            Optional<Hosted> known = board.find(watched.key());
            if (known.isEmpty()) {
                fresh.add(watched);
            } else if (!known.get().watched().sameAs(watched)) {
                board.rewatch(known.get(), watched);
            }
        }
        board.take(order.map());
        host(fresh, Map.of());
        board.regroup(true);
        meet(centre.take(order.map()));
        tellLast(fresh.stream()
                .flatMap(watched -> board.find(watched.key()).stream())
                .toList());
        commit(true);
    }

    /** What was heard of these devices while nobody knew them. */
    private void meet(Set<DeviceId> fresh) {
        if (!fresh.isEmpty()) {
            sources.presence().all().values().stream()
                    .filter(presence -> fresh.contains(presence.device()))
                    .forEach(centre::presence);
            centre.recall(sources.last(fresh));
        }
    }

    /** Takes up everything: as it was saved, then what has happened since. */
    private void begin(WatchOrder order) throws Clashed {
        AlarmStore.Loaded loaded = sources.store().load(now);
        committing.begin(loaded.batch());
        board = new Board();
        board.at(now);
        board.take(order.map());
        Map<AlarmKey, Kept> kept = new HashMap<>();
        loaded.alarms().forEach(alarm -> kept.put(alarm.key(), alarm));
        List<Watched> all = List.copyOf(order.watched().values());
        host(all, kept);
        committing.endUnwatched(loaded.alarms(), order, now);
        centre = new CentreState();
        centre.take(order.map());
        centre.restore(sources.presence().all().values(), sources.lastOfPowerAndQuality(), now);
        board.regroup(false);
        centre.tell(board);
        board.tickGroups();
        tellLast(all.stream()
                .filter(watched -> !kept.containsKey(watched.key())
                        || kept.get(watched.key()).state().isEmpty())
                .flatMap(watched -> board.find(watched.key()).stream())
                .toList());
        loaded.until().ifPresent(until -> catchUp(until.minus(OVERLAP)));
        board.regroup(true);
        board.tick();
        begun = true;
        commit(true);
        committing.showAll(board, now);
        ready.countDown();
        LOG.info("{} alarms are watched", board.all().size());
    }

    /** Recalls what was known by the moment, then takes what was stored since as if it had come in time. */
    private void catchUp(Instant moment) {
        Map<DeviceId, Instant> from = board.recalledFrom(moment);
        for (SeriesInfo series : sources.last(Set.of())) {
            series.last()
                    .filter(last -> !last.at().isAfter(from.getOrDefault(series.device(), Instant.MIN)))
                    .ifPresent(last -> board.recall(
                            series.device(),
                            Reading.of(series.name(), series.unit(), last.at(), last.value(), last.quality())));
        }
        sources.series().since(from, each -> {
            if (each.reading().at().isAfter(moment)) {
                board.retell(each.device(), each.reading());
            } else {
                board.recall(each.device(), each.reading());
            }
        });
    }

    private void host(List<Watched> fresh, Map<AlarmKey, Kept> kept) {
        List<NewAlarm> unknown = fresh.stream()
                .filter(watched -> !kept.containsKey(watched.key()))
                .map(watched -> new NewAlarm(watched.key(), watched.where()))
                .toList();
        Map<AlarmKey, Long> ids = new HashMap<>(sources.store().add(unknown, now));
        kept.forEach((key, alarm) -> ids.put(key, alarm.id()));
        for (Watched watched : fresh) {
            Long id = ids.get(watched.key());
            if (id == null) {
                throw new OperationsException("alarm " + watched.key() + " has no row");
            }
            board.host(id, watched, Optional.ofNullable(kept.get(watched.key())));
        }
    }

    /** New alarms look at what their series said last, unless that is stale: who says nothing new is in that state. */
    private void tellLast(List<Hosted> unheard) {
        Set<DeviceId> devices = new HashSet<>();
        unheard.forEach(
                alarm -> alarm.watched().binding().sources().values().forEach(source -> devices.add(source.device())));
        devices.removeIf(CentreSeries::isOwn);
        if (devices.isEmpty()) {
            return;
        }
        Map<DeviceId, Map<SeriesName, SeriesInfo>> last = new HashMap<>();
        for (SeriesInfo series : sources.last(devices)) {
            last.computeIfAbsent(series.device(), device -> new HashMap<>()).put(series.name(), series);
        }
        unheard.forEach(alarm -> board.tellLast(alarm, last));
    }

    private void beginAgain() {
        begun = false;
        refuse(new OperationsException("the alarms are being taken up again"));
        queue.drainNow();
        closedWithin(PAUSE_MILLIS);
        sources.orderAgain();
    }

    private void refuse(OperationsException why) {
        committing.refuse(why);
        for (PendingDeed next = deeds.poll(); next != null; next = deeds.poll()) {
            next.result.completeExceptionally(why);
        }
    }

    private void saveAtTheEnd() {
        if (!begun || abandoned) {
            return;
        }
        try {
            pass();
            evaluate(queue.drainNow());
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

    /** Something that a person waits for; without a deed only the commit. */
    private record PendingDeed(long alarm, Optional<Deed> deed, CompletableFuture<Performed> result) {}

    /** The database knows something that we do not. */
    static final class Clashed extends Exception {
        private static final long serialVersionUID = 1L;

        Clashed(String why) {
            super(why);
        }
    }
}
