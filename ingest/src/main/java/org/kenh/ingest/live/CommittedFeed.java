package org.kenh.ingest.live;

import java.util.function.Consumer;

/** Hands out every reading that is stored for the first time, after its commit; what is delivered again is left out. */
public interface CommittedFeed {
    /**
     * Calls the listener until the registration is closed. It is called before the devices are answered, on several
     * threads, of one device always in the order of its commits; it must not block.
     */
    LiveFeed.Registration listen(Consumer<CommittedBatch> listener);
}
