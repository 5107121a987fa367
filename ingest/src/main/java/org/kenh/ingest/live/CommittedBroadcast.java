package org.kenh.ingest.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The committed feed: every listener gets the batch itself, no copy. */
public final class CommittedBroadcast implements CommittedFeed {
    private static final Logger LOG = LoggerFactory.getLogger(CommittedBroadcast.class);

    private final List<Consumer<CommittedBatch>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public LiveFeed.Registration listen(Consumer<CommittedBatch> listener) {
        // Wrapped, so that the same listener may be registered twice and each registration ends only itself.
        Consumer<CommittedBatch> registered = batch -> listener.accept(batch);
        listeners.add(registered);
        return () -> listeners.remove(registered);
    }

    /** Tells all listeners; one that fails does not keep the batch from the others. */
    public void publish(CommittedBatch batch) {
        for (Consumer<CommittedBatch> listener : listeners) {
            try {
                listener.accept(batch);
            } catch (RuntimeException e) {
                LOG.error(
                        "A listener failed on a batch of {} packs",
                        batch.packs().size(),
                        e);
            }
        }
    }
}
