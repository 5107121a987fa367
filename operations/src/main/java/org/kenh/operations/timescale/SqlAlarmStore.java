package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.AlarmKey;
import org.kenh.ingest.alarm.Letter;
import org.kenh.operations.OperationsException;
import org.kenh.operations.alarmdesk.AlarmStore;
import org.kenh.operations.alarmdesk.JournalQuery;
import org.kenh.operations.alarmdesk.JournalRow;
import org.kenh.operations.alarmdesk.Notes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alarms in tables {@code alarm}, {@code alarm_occurrence} and {@code alarm_transition}. */
public final class SqlAlarmStore implements AlarmStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqlAlarmStore.class);
    private static final String UNIQUE_VIOLATION = "23505";

    private final OperationsDatabase database;

    public SqlAlarmStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public Loaded load(Instant now) {
        return database.inTransaction("load the alarms", handle -> {
            endOrphans(handle, now);
            List<Kept> alarms = handle.createQuery("select * from alarm order by id")
                    .setFetchSize(2_000)
                    .map((row, context) -> kept(row))
                    .list();
            return handle.createQuery("select number, until from alarm_batch")
                    .map((row, context) -> new Loaded(row.getLong("number"), instant(row, "until"), alarms))
                    .one();
        });
    }

    private static void endOrphans(Handle handle, Instant now) {
        int ended = handle.createUpdate("""
                        update alarm_occurrence o set ended_at = greatest(o.began_at, :now)
                        where o.ended_at is null and not o.historical
                            and not exists (select from alarm a where a.id = o.alarm and a.occurrence = o.id)""")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
        if (ended > 0) {
            LOG.warn("{} occurrences that no alarm knows were ended", ended);
        }
    }

    @Override
    public Map<AlarmKey, Long> add(List<NewAlarm> alarms, Instant now) {
        if (alarms.isEmpty()) {
            return Map.of();
        }
        TextColumns columns = new TextColumns();
        for (NewAlarm alarm : alarms) {
            columns.put("rules", alarm.key().rule())
                    .put("subjects", alarm.key().subject())
                    .put("areas", alarm.where().area())
                    .put("sites", alarm.where().site())
                    .put("devices", alarm.where().device());
        }
        return database.inTransaction("take up alarms", handle -> {
            columns.bind(handle.createUpdate("""
                            insert into alarm (rule, subject, area, site, device, updated_at)
                            select rule, subject, area, site, device, :now
                            from unnest(:rules, :subjects, :areas, :sites, :devices)
                                as g (rule, subject, area, site, device)
                            on conflict (rule, subject) do nothing"""))
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .execute();
            Map<AlarmKey, Long> ids = new HashMap<>();
            columns.bind(handle.createQuery("""
                            select a.id, a.rule, a.subject
                            from unnest(:rules, :subjects, :areas, :sites, :devices)
                                as g (rule, subject, area, site, device)
                            join alarm a using (rule, subject)"""))
                    .map((row, context) -> ids.put(new AlarmKey(row.getString(2), row.getString(3)), row.getLong(1)))
                    .list();
            return ids;
        });
    }

    @Override
    public Saved save(Batch batch) {
        try {
            return database.inTransaction("save alarms", handle -> save(handle, batch));
        } catch (OperationsException e) {
            if (isUniqueViolation(e)) {
                return new Saved.Clash(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static Saved save(Handle handle, Batch batch) {
        int next = handle.createUpdate("update alarm_batch set number = :number, until = :until, writer = :writer"
                        + " where number = :number - 1")
                .bind("number", batch.number())
                .bind("until", batch.until().atOffset(ZoneOffset.UTC))
                .bind("writer", batch.writer())
                .execute();
        if (next == 0) {
            return isSaved(handle, batch)
                    ? new Saved.Done(lastIds(handle, batch.rows().size()))
                    : new Saved.Clash("batch " + batch.number() + " does not follow the last one");
        }
        AlarmSql sql = new AlarmSql(handle);
        sql.update(batch.alarms());
        sql.end(batch.ended());
        sql.begin(batch.begun(), batch.ended());
        return new Saved.Done(sql.write(batch.rows()));
    }

    /** Its commit went through although nobody heard of it. */
    private static boolean isSaved(Handle handle, Batch batch) {
        return handle.createQuery("select count(*) from alarm_batch where number = :number and writer = :writer")
                        .bind("number", batch.number())
                        .bind("writer", batch.writer())
                        .mapTo(Long.class)
                        .one()
                == 1;
    }

    /** The last batch is ours, so the last rows are too. */
    private static List<Long> lastIds(Handle handle, int count) {
        return handle.createQuery("select id from alarm_transition order by id desc limit :count")
                .bind("count", count)
                .mapTo(Long.class)
                .list()
                .reversed();
    }

    @Override
    public List<JournalRow> journal(JournalQuery query) {
        Optional<String[]> areas = query.scope().areas().map(ids -> ids.toArray(String[]::new));
        return database.withHandle(
                "read the journal of alarms",
                handle -> handle.createQuery("""
                        select * from alarm_transition
                        where (:alarm::bigint is null or alarm = :alarm)
                            and (:occurrence::uuid is null or occurrence = :occurrence::uuid)
                            and (:from::timestamptz is null or at >= :from)
                            and (:to::timestamptz is null or at < :to)
                            and (:anyArea or area = any(:areas))
                            and (cardinality(:priorities::text[]) = 0 or priority::text = any(:priorities))
                            and (cardinality(:events::text[]) = 0 or event = any(:events))
                            and id < :before
                        order by id desc limit :limit""")
                        .bind("alarm", query.alarm())
                        .bind("occurrence", query.occurrence().map(UUID::toString))
                        .bind("from", query.from().map(at -> at.atOffset(ZoneOffset.UTC)))
                        .bind("to", query.to().map(at -> at.atOffset(ZoneOffset.UTC)))
                        .bind("anyArea", areas.isEmpty())
                        .bind("areas", areas.orElseGet(() -> new String[0]))
                        .bind(
                                "priorities",
                                query.priorities().stream().map(String::valueOf).toArray(String[]::new))
                        .bind("events", query.events().toArray(String[]::new))
                        .bind("before", query.before().orElse(Long.MAX_VALUE))
                        .bind("limit", query.limit())
                        .map((row, context) -> journalRow(row))
                        .list());
    }

    private static boolean isUniqueViolation(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getLong("id"),
                new AlarmKey(row.getString("rule"), row.getString("subject")),
                new Where(row.getString("area"), text(row, "site"), text(row, "device")),
                Optional.ofNullable(row.getBytes("state")),
                Letter.valueOf(row.getString("letter")),
                Optional.ofNullable(row.getObject("occurrence", UUID.class)),
                new Notes(
                        text(row, "acknowledged_by"),
                        instant(row, "acknowledged_at"),
                        text(row, "shelved_by"),
                        text(row, "shelve_reason"),
                        row.getBoolean("one_shot"),
                        text(row, "out_of_service_reason"),
                        text(row, "assigned_to"),
                        row.getInt("comments")),
                instant(row, "updated_at").orElseThrow());
    }

    static JournalRow journalRow(ResultSet row) throws SQLException {
        return new JournalRow(
                row.getLong("id"),
                row.getLong("alarm"),
                row.getString("rule"),
                row.getInt("rule_version"),
                row.getString("subject"),
                row.getString("name"),
                row.getString("site"),
                row.getString("area"),
                instant(row, "at").orElseThrow(),
                instant(row, "recorded_at").orElseThrow(),
                row.getString("event"),
                Letter.valueOf(row.getString("from_letter")),
                Letter.valueOf(row.getString("to_letter")),
                row.getObject("occurrence", UUID.class),
                row.getInt("level"),
                row.getInt("priority"),
                number(row, "value"),
                number(row, "limit_value"),
                row.getString("who"),
                row.getString("reason"),
                row.getBoolean("historical"),
                row.getBoolean("annunciated"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Double.class);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
