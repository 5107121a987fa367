package org.kenh.operations.alarmdesk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.kenh.ingest.alarm.AlarmKey;
import org.kenh.ingest.alarm.Letter;

/** Where alarms, their occurrences and the journal are kept. All calls block; a store that is away throws. */
public interface AlarmStore {
    /** Everything that was ever watched. What is live without an alarm that knows it is ended first. */
    Loaded load(Instant now);

    /** Makes rows for alarms that have none yet; gives the ids of all of them. */
    Map<AlarmKey, Long> add(List<NewAlarm> alarms, Instant now);

    /** Saves all of it or nothing. Saving the same batch again does nothing. */
    Saved save(Batch batch);

    /** Newest first. */
    List<JournalRow> journal(JournalQuery query);

    /**
     * What the store has.
     *
     * @param batch the number of the last batch
     * @param until of the last batch; empty before the first
     */
    record Loaded(long batch, Optional<Instant> until, List<Kept> alarms) {}

    /**
     * An alarm as it was saved last.
     *
     * @param state as the engine wrote it; empty: it knows nothing yet
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Kept(
            long id,
            AlarmKey key,
            Where where,
            Optional<byte[]> state,
            Letter letter,
            Optional<UUID> occurrence,
            Notes notes,
            Instant updatedAt) {}

    /** Where an alarm is. */
    record Where(String area, Optional<String> site, Optional<String> device) {}

    record NewAlarm(AlarmKey key, Where where) {}

    /**
     * What has changed since the last batch.
     *
     * @param number one more than that of the last batch
     * @param writer a random mark of the engine, by which it knows its own batch again
     * @param until everything that was stored by then has been evaluated, and is saved with this
     * @param ended occurrences that are live no more, with the time of their end
     */
    record Batch(
            long number,
            UUID writer,
            Instant until,
            List<AlarmRow> alarms,
            List<BegunOccurrence> begun,
            Map<UUID, Instant> ended,
            List<JournalRow> rows) {}

    /** An alarm as it stands; {@code value} and {@code limit} may be NaN. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record AlarmRow(
            long id,
            Where where,
            byte[] state,
            Letter letter,
            int priority,
            Optional<UUID> occurrence,
            Optional<Instant> activatedAt,
            double value,
            double limit,
            Notes notes,
            Instant updatedAt) {}

    record BegunOccurrence(UUID id, long alarm, AlarmKey key, int ruleVersion, Instant beganAt, boolean historical) {}

    /** What became of a batch. */
    sealed interface Saved {
        /**
         * Committed.
         *
         * @param ids of the journal's rows, in their order
         */
        record Done(List<Long> ids) implements Saved {}

        /** The store knows something that we do not; nothing was saved, and everything is to be loaded again. */
        record Clash(String why) implements Saved {}
    }
}
