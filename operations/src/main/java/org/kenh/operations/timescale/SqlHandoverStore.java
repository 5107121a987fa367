package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.alarmdesk.handover.Handover;
import org.kenh.operations.alarmdesk.handover.HandoverContent.Comment;
import org.kenh.operations.alarmdesk.handover.HandoverContent.Happened;
import org.kenh.operations.alarmdesk.handover.HandoverStore;

/** Shifts in table {@code handover}, which allows nothing but their acceptance by itself. */
public final class SqlHandoverStore implements HandoverStore {
    private static final String IN_SHIFT = """
            recorded_at >= :from and recorded_at < :to
                and (:areas::text is null or area = any(string_to_array(:areas::text, ' ')))""";

    private final OperationsDatabase database;

    public SqlHandoverStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public Map<Integer, Integer> annunciated(Shift shift) {
        return database.withHandle(
                "count the alarms of a shift",
                handle -> bound(
                                handle.createQuery(
                                        "select priority, count(*) as number from alarm_transition where annunciated and not historical and "
                                                + IN_SHIFT + " group by priority"),
                                shift)
                        .map((row, context) -> Map.entry(row.getInt("priority"), row.getInt("number")))
                        .stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, Math::addExact, TreeMap::new)));
    }

    @Override
    public Map<String, Integer> events(Shift shift) {
        return database.withHandle(
                "count the events of a shift",
                handle -> bound(
                                handle.createQuery(
                                        "select event, count(*) as number from alarm_transition where not historical and "
                                                + IN_SHIFT + " group by event"),
                                shift)
                        .map((row, context) -> Map.entry(row.getString("event"), row.getInt("number")))
                        .stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, Math::addExact, TreeMap::new)));
    }

    @Override
    public List<Happened> occurrences(Shift shift, int limit) {
        return database.withHandle(
                "look up what happened in a shift",
                handle -> bound(
                                handle.createQuery(
                                        "with told as (select distinct on (occurrence) * from alarm_transition "
                                                + "where (annunciated or historical) and occurrence is not null and "
                                                + IN_SHIFT
                                                + " order by occurrence, id desc) " + """
                                select told.alarm, told.occurrence, told.name, told.area, told.site, told.priority,
                                    told.historical, coalesce(o.began_at, told.at) as began,
                                    case when told.historical then
                                        (select min(t.at) from alarm_transition t where t.alarm = told.alarm
                                            and t.historical and t.event = 'return' and t.at >= told.at)
                                    else (select min(t.at) from alarm_transition t
                                        where t.occurrence = told.occurrence and t.event = 'return') end as returned,
                                    acknowledged.at as acknowledged, acknowledged.who
                                from told left join alarm_occurrence o on o.id = told.occurrence
                                left join lateral (
                                    select t.at, t.who from alarm_transition t
                                        where t.occurrence = told.occurrence and t.event = 'acknowledge'
                                    order by t.id desc limit 1) acknowledged on true
                                order by began desc, told.id desc limit :limit"""),
                                shift)
                        .bind("limit", limit)
                        .map((row, context) -> happened(row))
                        .list());
    }

    @Override
    public List<Comment> comments(Shift shift, int limit) {
        return database.withHandle(
                "look up what was noted in a shift",
                handle -> bound(
                                handle.createQuery(
                                        "select at, who, alarm, name, reason from alarm_transition where "
                                                + IN_SHIFT
                                                + " and (event = 'comment' or (event = 'acknowledge' and reason <> '')) order by id limit :limit"),
                                shift)
                        .bind("limit", limit)
                        .map((row, context) -> new Comment(
                                required(row, "at"),
                                row.getString("who"),
                                row.getLong("alarm"),
                                row.getString("name"),
                                row.getString("reason")))
                        .list());
    }

    @Override
    public Handover add(NewHandover handover) {
        return database.withHandle(
                "keep a handover",
                handle -> handle.createQuery("""
                        insert into handover (area, from_at, to_at, notes, handed_by, taker, created_at, content)
                        values (:area, :from, :to, :notes, :by, :taker, :createdAt, :content) returning *""")
                        .bindMethods(handover)
                        .map((row, context) -> handover(row))
                        .one());
    }

    @Override
    public Optional<Handover> find(long id) {
        return database.withHandle(
                "look up a handover",
                handle -> handle.createQuery("select * from handover where id = :id")
                        .bind("id", id)
                        .map((row, context) -> handover(row))
                        .findOne());
    }

    @Override
    public List<Handover> list(AreaScope scope, int limit) {
        return database.withHandle(
                "list handovers",
                handle -> handle.createQuery("""
                        select id, area, from_at, to_at, notes, handed_by, taker, created_at, accepted_at, '' as content
                        from handover where :areas::text is null or area = any(string_to_array(:areas::text, ' '))
                        order by id desc limit :limit""")
                        .bind("areas", SqlQualityStore.areas(scope))
                        .bind("limit", limit)
                        .map((row, context) -> handover(row))
                        .list());
    }

    @Override
    public boolean accept(long id, Instant at) {
        return database.withHandle(
                "accept a handover",
                handle -> handle.createUpdate(
                                        "update handover set accepted_at = :at where id = :id and accepted_at is null")
                                .bind("id", id)
                                .bind("at", at)
                                .execute()
                        == 1);
    }

    private static Query bound(Query query, Shift shift) {
        return query.bind("from", shift.from())
                .bind("to", shift.to())
                .bind("areas", SqlQualityStore.areas(shift.scope()));
    }

    private static Happened happened(ResultSet row) throws SQLException {
        return new Happened(
                row.getLong("alarm"),
                row.getObject("occurrence", UUID.class),
                row.getString("name"),
                row.getString("area"),
                row.getString("site"),
                row.getInt("priority"),
                required(row, "began"),
                instant(row, "returned").orElse(null),
                instant(row, "acknowledged").orElse(null),
                row.getString("who"),
                row.getBoolean("historical"));
    }

    private static Handover handover(ResultSet row) throws SQLException {
        return new Handover(
                row.getLong("id"),
                Optional.ofNullable(row.getString("area")),
                required(row, "from_at"),
                required(row, "to_at"),
                row.getString("notes"),
                row.getString("handed_by"),
                row.getString("taker"),
                required(row, "created_at"),
                instant(row, "accepted_at"),
                row.getString("content"));
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        return instant(row, column).orElseThrow(() -> new SQLException(column + " is null"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }
}
