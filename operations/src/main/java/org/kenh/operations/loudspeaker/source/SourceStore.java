package org.kenh.operations.loudspeaker.source;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps settings, the outbox and the log. All calls block; {@link org.kenh.operations.OperationsException}: it failed. */
public interface SourceStore {
    SourceSettings settings();

    /** For its door; empty: none is set. */
    Optional<String> key();

    /** Only in the place of the given revision; false otherwise. An absent key stays as it is, an empty one is removed. */
    boolean put(SourceSettings settings, Optional<String> key, String by, Instant at);

    Progress progress();

    /** Notes how a look for schedules went, and when the next one is due. */
    void pulled(Pulled pulled);

    /** Puts parcels into the outbox; what changed up to then is in it now. */
    void enqueue(List<Parcel> parcels, Optional<Instant> pushedTo, Instant pushNext, Instant now);

    /** Puts word of an emergency into the outbox; false if it was said before, or if there is no way to the province. */
    boolean say(EmergencyMessage message);

    /**
     * Parcels that are due and still hold; word of emergencies, or all others. Of a subject they keep their order and wait for the first
     * of them; among subjects the one that has been due the longest comes first, so that what always fails is behind what is new.
     */
    List<Parcel> due(Instant now, int limit, boolean emergencies);

    /** Whether one of that kind waits. */
    boolean isWaiting(String what);

    /** Notes, before it is sent, that it may be there from now on; false if it was taken back meanwhile. */
    boolean leaves(Parcel parcel);

    /** Notes how sending one went. */
    void sent(Parcel parcel, Outcome outcome);

    int waiting();

    /** Newest first. */
    List<LogEntry> log(int limit);

    /** What clusters played or should have, as judged since then and up to then; about so many, those of one moment together. */
    List<PlayRecord> plays(Instant from, Instant to, int limit);

    /** Far it has come. */
    record Progress(
            Optional<String> etag,
            Optional<Instant> pulledAt,
            Instant pullNext,
            int pullFailed,
            Instant pushedTo,
            Instant pushNext,
            Optional<String> problem) {}

    /**
     * A look for schedules.
     *
     * @param etag of what was read
     * @param entries for the log; a look that found nothing new has none
     */
    record Pulled(
            Instant at,
            Instant next,
            Optional<String> etag,
            int failed,
            Optional<String> problem,
            List<LogEntry> entries) {
        public Pulled {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Something to be sent.
     *
     * @param id 0: not in the outbox yet
     * @param what {@code status}, {@code plays} or {@code emergencies}
     * @param subject what it is about; its failure holds up others of the same
     * @param key the same whenever it is sent again
     * @param payload JSON, in the outbox with our own names
     */
    record Parcel(long id, String what, String subject, String key, String payload, Instant at, int attempts) {
        Parcel with(String otherPayload) {
            return new Parcel(id, what, subject, key, otherPayload, at, attempts);
        }
    }

    /** How sending went: done, to be tried again, or given up. */
    sealed interface Outcome {
        String detail();

        record Done(String detail) implements Outcome {}

        record Again(Instant next, String detail) implements Outcome {}

        record GivenUp(String detail) implements Outcome {}
    }

    /** A line of the log. */
    record LogEntry(
            long id,
            Instant at,
            String direction,
            String what,
            String state,
            int attempts,
            Optional<Instant> nextAt,
            Optional<String> detail) {
        static LogEntry in(Instant at, boolean good, String detail) {
            return new LogEntry(
                    0, at, "in", "schedule", good ? "done" : "failed", 1, Optional.empty(), Optional.of(detail));
        }
    }
}
