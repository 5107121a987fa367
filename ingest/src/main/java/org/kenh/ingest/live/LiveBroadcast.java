package org.kenh.ingest.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The live feed: one event at a time to every listener. */
public final class LiveBroadcast implements LiveFeed {
    private static final Logger LOG = LoggerFactory.getLogger(LiveBroadcast.class);

    private final List<Consumer<LiveEvent>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock oneAtATime = new ReentrantLock();

    @Override
    public Registration listen(Consumer<LiveEvent> listener) {
        // Wrapped, so that the same listener may be registered twice and each registration ends only itself.
        Consumer<LiveEvent> registered = event -> listener.accept(event);
        listeners.add(registered);
        return () -> listeners.remove(registered);
    }

    /** Tells all listeners; one that fails does not keep the event from the others. */
    public void publish(LiveEvent event) {
        oneAtATime.lock();
        try {
            for (Consumer<LiveEvent> listener : listeners) {
                tell(listener, event);
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    private static void tell(Consumer<LiveEvent> listener, LiveEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.error("A live listener failed on an event of device {}", event.device(), e);
        }
    }
}
