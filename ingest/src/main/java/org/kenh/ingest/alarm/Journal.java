package org.kenh.ingest.alarm;

import java.time.Instant;
import java.util.UUID;

/** Where transitions go. Called on the thread that called the engine, in the order in which things happened. */
public interface Journal {
    /**
     * The id of a new occurrence. Best derived from alarm and time, so that what is evaluated again after a crash gets
     * the same one.
     */
    UUID occurrence(AlarmKey alarm, Instant at);

    void record(Transition transition);
}
