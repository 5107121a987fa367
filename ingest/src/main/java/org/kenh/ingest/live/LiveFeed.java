package org.kenh.ingest.live;

import java.util.function.Consumer;

/** Hands out live events in the order of their commit. */
public interface LiveFeed {
    /** Calls the listener, which must not block, until the registration is closed. */
    Registration listen(Consumer<LiveEvent> listener);

    /** A registration that can be ended. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
