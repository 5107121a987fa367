package org.kenh.operations.notification;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what has to be told, to whom and when, and what became of it. Every call is one transaction; calls block on the
 * database, {@link org.kenh.operations.OperationsException}: it failed, and nothing was done.
 */
public interface Outbox {
    /** The last row of the journal that was dealt with; empty before the first start. */
    OptionalLong position();

    /** Sets the position where there is none yet. */
    void begin(long position);

    /** Deals with rows of the journal: all changes and the new position, or nothing if the position is another one. */
    boolean advance(long before, long after, List<Change> changes);

    /** Steps whose time has come, most urgent first. */
    List<DueStep> dueSteps(Instant now, int limit);

    /** Ends a step: these people are to be told, and those cannot be. */
    void raise(DueStep step, List<Notice> notices, Map<String, Failure> failures);

    /** Who has something to be told, with the most urgent priority of it. */
    Map<String, Integer> waiting();

    /** What a person has to be told, most urgent first. */
    List<Notice> notices(String username, int limit);

    /** When a person was told since a time, newest first. */
    List<Instant> told(String username, Instant since);

    /** Turns notices into messages, one for each channel; all at once. */
    void tell(String username, Collection<Long> notices, List<NewMessage> messages);

    /** Messages of a channel that can be sent, most urgent first, without those that are being sent. */
    List<Message> due(Channel channel, Instant now, Set<Long> underWay, int limit);

    /** What became of an attempt. */
    void settle(long message, Settled settled);

    /** Newest first. */
    List<Delivery> log(LogQuery query);

    /** Forgets what ended before a time; returns how many messages. */
    int purge(Instant before);

    /** What a row of the journal means for notifications. */
    sealed interface Change {
        long alarm();

        /** Nobody need be told any more: acknowledged, shelved or hidden, or returned and of low priority. */
        record Cancel(long alarm, Instant at) implements Change {}

        /** What is still to be told is over by then; empty: it is on again. */
        record Returned(long alarm, Optional<Instant> at) implements Change {}

        /** A step of a policy, at its time. */
        record Schedule(
                long alarm, long transition, String policy, int step, Instant due, String area, AlarmFacts facts)
                implements Change {}
    }

    /** A step whose time has come. */
    record DueStep(long id, long alarm, long transition, String policy, int step, String area, AlarmFacts facts) {}

    /**
     * Somebody is to be told of something.
     *
     * @param id 0 before it is kept
     */
    record Notice(long id, String username, Set<Channel> channels, DueStep step, Instant at) {
        public Notice {
            channels = Set.copyOf(channels);
        }
    }

    /** A message before it is kept. */
    record NewMessage(Channel channel, Content content, Instant at, Instant giveUpAt) {}

    /**
     * What became of an attempt.
     *
     * @param error why the attempt failed, unless it did not
     * @param next when it is tried again, for {@link State#WAITING}
     */
    record Settled(State state, Optional<Failure> error, Instant at, Optional<Instant> next) {}

    /** Of a message. */
    enum State {
        WAITING,
        SENT,
        /** Refused, or given up. */
        FAILED,
        /** The alarms ended before it could be sent. */
        CANCELLED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Which messages; what is empty does not matter.
     *
     * @param people empty: of all
     * @param before only those with a smaller id
     */
    record LogQuery(
            Optional<Set<String>> people,
            Optional<Long> alarm,
            Optional<State> state,
            Optional<Channel> channel,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<Long> before,
            int limit) {
        public static final int MOST = 1_000;
    }

    /** A message in the log. */
    record Delivery(
            long id,
            UUID key,
            String username,
            String channel,
            String subject,
            int priority,
            List<Long> alarms,
            int count,
            String state,
            int attempts,
            Instant createdAt,
            @Nullable Instant nextAt,
            @Nullable Instant endedAt,
            @Nullable Failure error) {}
}
