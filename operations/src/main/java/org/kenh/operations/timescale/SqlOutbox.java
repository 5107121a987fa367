package org.kenh.operations.timescale;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.kenh.operations.notification.Channel;
import org.kenh.operations.notification.Content;
import org.kenh.operations.notification.Failure;
import org.kenh.operations.notification.Message;
import org.kenh.operations.notification.Outbox;

/** Steps, notices and messages in the tables {@code notification_…}. */
public final class SqlOutbox implements Outbox {
    private final OperationsDatabase database;

    public SqlOutbox(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public OptionalLong position() {
        return database.withHandle(
                "look up how far notifications have come",
                handle -> handle.createQuery("select transition from notification_position")
                        .mapTo(Long.class)
                        .findOne()
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()));
    }

    @Override
    public void begin(long position) {
        database.withHandle(
                "begin with notifications",
                handle -> handle.execute(
                        "insert into notification_position (transition) values (?) on conflict do nothing", position));
    }

    @Override
    public boolean advance(long before, long after, List<Change> changes) {
        return database.inTransaction("plan notifications", handle -> {
            int moved = handle.execute(
                    "update notification_position set transition = ? where transition = ?", after, before);
            if (moved == 1) {
                cancel(handle, changes);
                schedule(handle, changes);
                mark(handle, changes);
            }
            return moved == 1;
        });
    }

    @Override
    public List<DueStep> dueSteps(Instant now, int limit) {
        return database.withHandle(
                "look for notifications that are due",
                handle -> handle.createQuery(
                                "select " + OutboxRows.STEP + " from notification_step s where s.ended_at is null"
                                        + " and s.due <= :now order by s.priority, s.due, s.id limit :limit")
                        .bind("now", now)
                        .bind("limit", limit)
                        .map((row, context) -> OutboxRows.step(row))
                        .list());
    }

    @Override
    public void raise(DueStep step, List<Notice> notices, Map<String, Failure> failures) {
        database.inTransaction("raise a notification", handle -> {
            int ended = handle.execute(
                    "update notification_step set ended_at = now() where id = ? and ended_at is null", step.id());
            if (ended == 1) {
                notices.forEach(notice -> handle.execute(
                        "insert into notification_notice (step_id, username, channels, at) values (?, ?, ?, ?)",
                        step.id(),
                        notice.username(),
                        OutboxRows.words(notice.channels()),
                        java.sql.Timestamp.from(notice.at())));
                failures.forEach((username, why) -> fail(handle, step, username, why));
            }
            return ended;
        });
    }

    @Override
    public Map<String, Integer> waiting() {
        return database.withHandle("look for people to be told", handle -> {
            Map<String, Integer> waiting = new LinkedHashMap<>();
            handle.createQuery("""
                            select n.username, min(s.priority) as priority from notification_notice n
                            join notification_step s on s.id = n.step_id
                            where n.telling is null and n.cancelled_at is null
                            group by n.username order by 2, 1""")
                    .map((row, context) -> waiting.put(row.getString("username"), row.getInt("priority")))
                    .list();
            return waiting;
        });
    }

    @Override
    public List<Notice> notices(String username, int limit) {
        return database.withHandle(
                "look up what a person is to be told",
                handle -> handle.createQuery("select n.id, n.username, n.channels, n.at, " + OutboxRows.STEP
                                + " from notification_notice n join notification_step s on s.id = n.step_id"
                                + " where n.username = :username and n.telling is null and n.cancelled_at is null"
                                + " order by s.priority, n.id limit :limit")
                        .bind("username", username)
                        .bind("limit", limit)
                        .map((row, context) -> OutboxRows.notice(row))
                        .list());
    }

    @Override
    public List<Instant> told(String username, Instant since) {
        return database.withHandle(
                "look up when a person was told",
                handle -> handle.createQuery("""
                        select min(created_at) as at from notification_message
                        where username = :username and telling is not null and created_at > :since
                        group by telling order by 1 desc""")
                        .bind("username", username)
                        .bind("since", since)
                        .map((row, context) -> row.getTimestamp("at").toInstant())
                        .list());
    }

    @Override
    public void tell(String username, Collection<Long> notices, List<NewMessage> messages) {
        database.inTransaction("put messages into the outbox", handle -> {
            long telling = handle.createQuery("select nextval('notification_telling')")
                    .mapTo(Long.class)
                    .one();
            messages.forEach(message -> insert(handle, telling, username, message));
            return handle.createUpdate("update notification_notice set telling = :telling where id = any(:ids)")
                    .bind("telling", telling)
                    .bind("ids", notices.toArray(Long[]::new))
                    .execute();
        });
    }

    @Override
    public List<Message> due(Channel channel, Instant now, Set<Long> underWay, int limit) {
        return database.withHandle(
                "look for messages to send",
                handle -> handle.createQuery("""
                        select id, key, username, channel, content, attempts, created_at, give_up_at
                        from notification_message
                        where state = 'waiting' and channel = :channel and next_at <= :now and id <> all(:underWay)
                        order by priority, id limit :limit""")
                        .bind("channel", channel.word())
                        .bind("now", now)
                        .bind("underWay", underWay.toArray(Long[]::new))
                        .bind("limit", limit)
                        .map((row, context) -> OutboxRows.message(row))
                        .list());
    }

    @Override
    public void settle(long message, Settled settled) {
        database.withHandle(
                "write down what became of a message",
                handle -> handle.createUpdate("""
                        update notification_message set attempts = attempts + 1, error = :error,
                            state = case when state = 'cancelled' and :state = 'waiting' then state else :state end,
                            next_at = coalesce(:next, next_at),
                            ended_at = case when :state = 'waiting' then ended_at else :at end
                        where id = :id and state in ('waiting', 'cancelled')""")
                        .bind("id", message)
                        .bind("state", settled.state().word())
                        .bind("error", OutboxRows.text(settled.error()))
                        .bind("next", settled.next().orElse(null))
                        .bind("at", settled.at())
                        .execute());
    }

    @Override
    public List<Delivery> log(LogQuery query) {
        return database.withHandle(
                "read the log of notifications",
                handle -> handle.createQuery("""
                        select * from notification_message
                        where (:people::text[] is null or username = any(:people::text[]))
                            and (:alarm::bigint is null or alarms @> array[:alarm::bigint])
                            and (:state::text is null or state = :state)
                            and (:channel::text is null or channel = :channel)
                            and (:from::timestamptz is null or created_at >= :from)
                            and (:to::timestamptz is null or created_at < :to)
                            and (:before::bigint is null or id < :before)
                        order by id desc limit :limit""")
                        .bind(
                                "people",
                                query.people()
                                        .map(people -> people.toArray(String[]::new))
                                        .orElse(null))
                        .bind("alarm", query.alarm().orElse(null))
                        .bind("state", query.state().map(State::word).orElse(null))
                        .bind("channel", query.channel().map(Channel::word).orElse(null))
                        .bind("from", query.from().orElse(null))
                        .bind("to", query.to().orElse(null))
                        .bind("before", query.before().orElse(null))
                        .bind("limit", query.limit())
                        .map((row, context) -> OutboxRows.delivery(row))
                        .list());
    }

    @Override
    public int purge(Instant before) {
        return database.inTransaction("forget old notifications", handle -> {
            handle.execute("delete from notification_step where ended_at < ?", java.sql.Timestamp.from(before));
            return handle.execute(
                    "delete from notification_message where ended_at < ?", java.sql.Timestamp.from(before));
        });
    }

    private static void cancel(Handle handle, List<Change> changes) {
        List<Change.Cancel> cancels = new ArrayList<>();
        changes.forEach(change -> {
            if (change instanceof Change.Cancel cancel) {
                cancels.add(cancel);
            }
        });
        if (cancels.isEmpty()) {
            return;
        }
        Long[] alarms = cancels.stream().map(Change.Cancel::alarm).toArray(Long[]::new);
        Instant at = cancels.getLast().at();
        run(
                handle,
                "update notification_step set ended_at = :at where alarm = any(:alarms) and ended_at is null",
                alarms,
                at);
        run(handle, """
                update notification_notice n set cancelled_at = :at from notification_step s
                where s.id = n.step_id and s.alarm = any(:alarms) and n.cancelled_at is null""", alarms, at);
        run(handle, """
                update notification_message m set state = 'cancelled', ended_at = :at
                where m.state = 'waiting' and m.telling in (
                    select n.telling from notification_notice n join notification_step s on s.id = n.step_id
                    where s.alarm = any(:alarms))
                and not exists (
                    select 1 from notification_notice n where n.telling = m.telling and n.cancelled_at is null)""", alarms, at);
    }

    /** What is still to be told says from now on that it is over, or on again. */
    private static void mark(Handle handle, List<Change> changes) {
        changes.forEach(change -> {
            if (change instanceof Change.Returned returned) {
                handle.createUpdate("""
                                update notification_step s set returned_at = :at where alarm = :alarm and (ended_at is null
                                    or exists (select from notification_notice n where n.step_id = s.id
                                        and n.telling is null and n.cancelled_at is null))""")
                        .bind("at", returned.at().orElse(null))
                        .bind("alarm", returned.alarm())
                        .execute();
            }
        });
    }

    private static void run(Handle handle, String update, Long[] alarms, Instant at) {
        handle.createUpdate(update).bind("alarms", alarms).bind("at", at).execute();
    }

    private static void schedule(Handle handle, List<Change> changes) {
        try (org.jdbi.v3.core.statement.PreparedBatch batch = handle.prepareBatch("""
                insert into notification_step (alarm, transition, policy, step, due, priority, area, facts)
                values (:alarm, :transition, :policy, :step, :due, :priority, :area, :text)""")) {
            changes.forEach(change -> {
                if (change instanceof Change.Schedule step) {
                    batch.bindMethods(step)
                            .bind("priority", step.facts().priority())
                            .bind("text", StoredJson.write(step.facts()))
                            .add();
                }
            });
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }

    private static void fail(Handle handle, DueStep step, String username, Failure why) {
        handle.createUpdate("""
                        insert into notification_message (username, channel, priority, content, alarms, state,
                            created_at, next_at, give_up_at, ended_at, error)
                        values (:username, '', :priority, :content, :alarms, 'failed', now(), now(), now(), now(), :why)""")
                .bind("username", username)
                .bind("priority", step.facts().priority())
                .bind(
                        "content",
                        StoredJson.write(new Content(
                                step.facts().nameVi(), "", "", "", step.facts().priority(), List.of(step.alarm()), 1)))
                .bind("alarms", new Long[] {step.alarm()})
                .bind("why", OutboxRows.text(Optional.of(why)))
                .execute();
    }

    private static void insert(Handle handle, long telling, String username, NewMessage message) {
        handle.createUpdate("""
                        insert into notification_message (telling, username, channel, priority, content, alarms, state,
                            created_at, next_at, give_up_at)
                        values (:telling, :username, :channel, :priority, :content, :alarms, 'waiting', :at, :at, :giveUpAt)""")
                .bind("telling", telling)
                .bind("username", username)
                .bind("channel", message.channel().word())
                .bind("priority", message.content().priority())
                .bind("content", StoredJson.write(message.content()))
                .bind("alarms", message.content().alarms().toArray(Long[]::new))
                .bind("at", message.at())
                .bind("giveUpAt", message.giveUpAt())
                .execute();
    }
}
