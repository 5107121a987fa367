package org.kenh.operations.api;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.live.LiveEvent;
import org.kenh.ingest.live.LiveFeed;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.operations.OperationsException;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.account.Principal;
import org.kenh.operations.account.Sessions;
import org.kenh.operations.alarmdesk.AlarmChange;
import org.kenh.operations.alarmdesk.AlarmFeed;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.background.Listeners;
import org.kenh.operations.irrigation.IrrigationNews;
import org.kenh.operations.loudspeaker.LoudspeakerNews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands live events to the streams of people. Whoever feeds it is never held up; people whose session or rights end
 * lose their stream, at once when that was done here, else within 15 seconds.
 */
final class LiveHub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveHub.class);
    private static final int MOST_WAITING = 10_000;
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Registry registry;
    private final Sessions sessions;
    private final LiveRing ring;
    private final ExecutorService blocking;
    private final Placements placements;
    private final String epoch = Long.toString(System.currentTimeMillis(), 36);
    private final BlockingQueue<LiveItem> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean lost = new AtomicBoolean();
    private final Map<LiveStream, Subscription> streams = new ConcurrentHashMap<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live-ticker").factory());
    private final Future<?> ticks;
    private final LiveFeed.Registration registration;
    private final AlarmFeed.Registration alarms;
    private final Listeners.Registration irrigation;
    private final Listeners.Registration loudspeakers;
    private final Thread worker;
    private volatile boolean closed;

    LiveHub(Backend backend, LiveRing ring, ExecutorService blocking, Duration keepAlive) {
        this.registry = backend.telemetry().registry();
        this.sessions = backend.people().sessions();
        this.ring = ring;
        this.blocking = blocking;
        this.placements = new Placements(registry, () -> closed);
        this.worker = Thread.ofVirtual().name("live-hub").start(this::work);
        this.registration = backend.telemetry().live().listen(event -> offer(new LiveItem.OfDevice(event)));
        this.alarms = backend.alarms().feed().listen(change -> offer(new LiveItem.OfAlarm(change)));
        this.irrigation = backend.irrigation().news().listen(item -> offer(new LiveItem.OfIrrigation(item)));
        this.loudspeakers = backend.loudspeakers().news().listen(item -> offer(new LiveItem.OfLoudspeakers(item)));
        sessions.onChange(this::accountChanged);
        this.ticks = ticker.scheduleAtFixedRate(
                () -> submit(this::tick), keepAlive.toMillis(), keepAlive.toMillis(), TimeUnit.MILLISECONDS);
    }

    String epoch() {
        return epoch;
    }

    int streams() {
        return streams.size();
    }

    long streamsOf(String username) {
        return streams.values().stream()
                .filter(subscription -> subscription.isOf(username))
                .count();
    }

    /** Begins a stream; on the client's event loop. */
    void open(LiveStream.Client client, Optional<String> area, Optional<String> lastEventId) {
        if (client.response().closed()) {
            return; // gone already: nobody would tell us so again
        }
        LiveStream stream = new LiveStream(ring, epoch, client);
        client.response().closeHandler(nothing -> streams.remove(stream));
        client.response().exceptionHandler(nothing -> streams.remove(stream));
        streams.put(stream, new Subscription(client.view(), area));
        stream.begin(lastEventId.map(this::resumeFrom).orElseGet(ring::newest));
    }

    @Override
    public void close() {
        registration.close();
        alarms.close();
        irrigation.close();
        loudspeakers.close();
        ticks.cancel(false);
        ticker.shutdown();
        endWork();
        streams.keySet().forEach(LiveStream::end);
        streams.clear();
    }

    /** Not interrupted unless it hangs: that would break the connection to the database that it may be using. */
    private void endWork() {
        closed = true;
        waiting.clear();
        offer(new LiveItem.End());
        try {
            if (!worker.join(CLOSING)) {
                worker.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The number to go on after, or -1. */
    private long resumeFrom(String lastEventId) {
        String prefix = epoch + "-";
        if (!lastEventId.startsWith(prefix)) {
            return -1;
        }
        try {
            long number = Long.parseLong(lastEventId.substring(prefix.length()));
            return number < 0 || ring.after(number) instanceof LiveRing.Next.Missed ? -1 : number;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void offer(LiveItem item) {
        if (!waiting.offer(item)) {
            lost.set(true);
        }
    }

    private void work() {
        try {
            while (!closed) {
                take(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void take(LiveItem item) {
        try {
            if (lost.compareAndSet(true, false)) {
                LOG.warn("live events came faster than they could be handed on; every client fetches afresh");
                waiting.clear();
                ring.interrupt();
            } else {
                append(item);
            }
            streams.keySet().forEach(LiveStream::wake);
        } catch (RuntimeException e) {
            LOG.error("a live event could not be handed on: {}", item, e);
        }
    }

    private void append(LiveItem item) {
        switch (item) {
            case LiveItem.OfDevice(LiveEvent event) ->
                placements.of(event.device()).ifPresent(site -> append(event, site));
            case LiveItem.End() -> {}
            case LiveItem.OfAlarm(AlarmChange change) -> {
                change.leaves()
                        .ifPresent(
                                gone -> append(gone, Optional.of(change.after().area())));
                append(change.after(), Optional.empty());
            }
            case LiveItem.OfIrrigation(IrrigationNews.Item news) -> {
                long number = ring.nextNumber();
                byte[] frame = LiveFrames.of(news, epoch + "-" + number);
                String area = news.area().orElse(LiveRing.EVERYWHERE);
                ring.append(new LiveRing.Event(number, LiveTopic.IRRIGATION, area, frame));
            }
            case LiveItem.OfLoudspeakers(LoudspeakerNews.Item news) -> {
                long number = ring.nextNumber();
                byte[] frame = LiveFrames.of(news, epoch + "-" + number);
                String area = news.area().orElse(LiveRing.EVERYWHERE);
                ring.append(new LiveRing.Event(number, LiveTopic.LOUDSPEAKERS, area, frame));
            }
        }
    }

    private void append(AlarmView alarm, Optional<String> notFor) {
        long number = ring.nextNumber();
        byte[] frame = LiveFrames.of(alarm, epoch + "-" + number);
        ring.append(new LiveRing.Event(number, LiveTopic.ALARMS, alarm.area(), notFor, frame));
    }

    private void append(LiveEvent event, Site site) {
        long number = ring.nextNumber();
        byte[] frame = LiveFrames.of(event, site.id(), epoch + "-" + number);
        ring.append(new LiveRing.Event(number, LiveFrames.topic(event), site.area(), frame));
    }

    private void accountChanged(String username) {
        streams.forEach((stream, subscription) -> {
            if (subscription.isOf(username)) {
                submit(() -> check(stream, subscription));
            }
        });
    }

    private void tick() {
        streams.forEach(this::check);
    }

    private void check(LiveStream stream, Subscription subscription) {
        try {
            Optional<Principal> principal =
                    sessions.stillOpen(subscription.view().principal());
            if (principal.isEmpty()) {
                streams.remove(stream);
                stream.end();
            } else {
                stream.tick(viewOf(principal.get(), subscription));
            }
        } catch (OperationsException | IngestException e) {
            LOG.warn("cannot check the session of a live stream, will try again: {}", e.getMessage());
        }
    }

    private LiveStream.View viewOf(Principal principal, Subscription subscription) {
        return new LiveStream.View(principal, subscription.view().topics(), scopeOf(principal, subscription.area()));
    }

    private AreaScope scopeOf(Principal principal, Optional<String> area) {
        AreaScope own = AreaScope.of(principal.account().area(), registry.areas());
        return area.isEmpty() ? own : AreaScope.of(area, registry.areas()).within(own);
    }

    private void submit(Runnable task) {
        try {
            blocking.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("no more checks of live streams: stopping");
        }
    }

    /** What waits to be handed on. */
    private sealed interface LiveItem {
        record OfDevice(LiveEvent event) implements LiveItem {}

        /** Wakes the worker, which finds that there is nothing more to do. */
        record End() implements LiveItem {}

        record OfAlarm(AlarmChange change) implements LiveItem {}

        record OfIrrigation(IrrigationNews.Item news) implements LiveItem {}

        record OfLoudspeakers(LoudspeakerNews.Item news) implements LiveItem {}
    }

    private record Subscription(LiveStream.View view, Optional<String> area) {
        private boolean isOf(String username) {
            return view.principal().account().username().equals(username);
        }
    }
}
