package org.kenh.ingest.alarm;

import java.time.Instant;
import java.util.UUID;

/** Where transitions go. Called on the thread that called the engine, in the order in which things happened. */
public interface Journal {
    /**
     * The id of a new occurrence. It must never have been given before, also if the alarm was removed and begun anew
     * since; for the same alarm and time in one life it is best the same.
     */
    UUID occurrence(AlarmKey alarm, Instant at);

    void record(Transition transition);
}
