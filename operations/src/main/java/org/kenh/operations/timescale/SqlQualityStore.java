package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.alarmdesk.quality.QualityStore;

/** Reads what operators were told of in table {@code alarm_transition}. */
public final class SqlQualityStore implements QualityStore {
    private static final int PIECE = 5_000;

    private final OperationsDatabase database;

    public SqlQualityStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public void annunciations(Range range, Consumer<Annunciation> each) {
        // The driver reads piece by piece within a transaction only.
        database.inTransaction("count what operators were told of", handle -> {
            bound(handle.createQuery("""
                            select alarm, name, rule, area, site, priority, recorded_at from alarm_transition
                            where annunciated and recorded_at >= :from and recorded_at < :to
                                and (:areas::text is null or area = any(string_to_array(:areas::text, ' ')))"""), range)
                    .setFetchSize(PIECE)
                    .map((row, context) -> new Annunciation(
                            named(row),
                            row.getInt("priority"),
                            instant(row, "recorded_at").orElseThrow()))
                    .forEach(each);
            return true;
        });
    }

    @Override
    public List<Spell> standing(Range range, Duration longer) {
        return database.withHandle(
                "look for alarms that stand",
                handle -> bound(handle.createQuery("""
                                select told.alarm, told.name, told.rule, told.area, told.site, o.began_at,
                                    least(gone.at, o.ended_at) as ended
                                from alarm_occurrence o
                                join lateral (
                                    select t.* from alarm_transition t
                                    where t.occurrence = o.id and t.annunciated
                                    order by t.id limit 1) told on true
                                left join lateral (
                                    select min(t.at) as at from alarm_transition t
                                    where t.occurrence = o.id and not t.historical
                                        and (t.event = 'return' or t.to_letter = 'I')) gone on true
                                where not o.historical and o.began_at < :latest
                                    and (o.ended_at is null
                                        or o.ended_at > greatest(:from, o.began_at + :longer::interval))
                                    and coalesce(least(gone.at, o.ended_at), :to) > greatest(:from, o.began_at + :longer::interval)
                                    and (:areas::text is null or told.area = any(string_to_array(:areas::text, ' ')))"""), range)
                        .bind("latest", range.to().minus(longer).atOffset(ZoneOffset.UTC))
                        .bind("longer", longer.toString())
                        .map((row, context) ->
                                new Spell(named(row), instant(row, "began_at").orElseThrow(), instant(row, "ended")))
                        .list());
    }

    @Override
    public List<Chatter> chattering(Range range) {
        return database.withHandle(
                "look for alarms that chatter",
                handle -> bound(handle.createQuery("""
                                select alarm, min(name) as name, min(rule) as rule, min(area) as area, min(site) as site,
                                    count(*) as times
                                from alarm_transition
                                where event = 'chattering' and to_letter in ('B', 'C', 'D', 'E', 'F') and not historical
                                    and at >= :from and at < :to
                                    and (:areas::text is null or area = any(string_to_array(:areas::text, ' ')))
                                group by alarm"""), range)
                        .map((row, context) -> new Chatter(named(row), row.getInt("times")))
                        .list());
    }

    private static Query bound(Query query, Range range) {
        return query.bind("from", range.from().atOffset(ZoneOffset.UTC))
                .bind("to", range.to().atOffset(ZoneOffset.UTC))
                .bind("areas", areas(range.scope()));
    }

    /** Ids with blanks between them, which no id has; null for everything. */
    static @Nullable String areas(AreaScope scope) {
        return scope.areas().map(ids -> String.join(" ", ids)).orElse(null);
    }

    private static Named named(ResultSet row) throws SQLException {
        return new Named(
                row.getLong("alarm"),
                row.getString("name"),
                row.getString("rule"),
                row.getString("area"),
                row.getString("site"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
