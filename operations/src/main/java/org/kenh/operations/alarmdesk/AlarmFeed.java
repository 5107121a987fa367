package org.kenh.operations.alarmdesk;

import java.util.function.Consumer;

/** Tells of every change of an alarm, after its commit and in the order of the commits. */
public interface AlarmFeed {
    /** The listener is called on the engine's thread and must not block; until the registration is closed. */
    Registration listen(Consumer<AlarmChange> listener);

    /** A registration that can be ended. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
