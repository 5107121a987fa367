package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.irrigation.desk.RequestState;
import org.kenh.operations.irrigation.desk.RequestStore;
import org.kenh.operations.irrigation.desk.Step;
import org.kenh.operations.irrigation.desk.WaterRequest;
import org.kenh.operations.irrigation.plan.Period;

/** Requests for water in table {@code irrigation_request}. */
public final class SqlRequestStore implements RequestStore {
    private static final String SELECT =
            "select r.*, f.name as field_name, f.area from irrigation_request r join irrigation_field f on f.id = r.field ";

    /** The plan has a turn that is wanted and not over, in the time asked for. */
    private static final String IN_THE_PLAN = """
            exists (
                select from irrigation_turn t where t.plan = :plan and t.kind = 'field' and t.subject = r.field
                    and t.withdrawn is null and t.ends > :at and t.starts < r.wanted_until and t.ends > r.wanted_from)""";

    /** An account of a turn of the field, in the time asked for, that was not over when the request was approved. */
    private static final String OF_THE_REQUEST = """
            a.kind = 'turn' and a.subject_kind = 'field' and a.subject = r.field and a.begins < r.wanted_until
                and coalesce(a.ended, a.planned_to) > greatest(r.wanted_from, r.decided_at)
            """;

    private final OperationsDatabase database;

    public SqlRequestStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<WaterRequest> add(WaterRequest.Wish wish, Step asked) {
        return database.inTransaction(
                "keep a request for water",
                handle -> handle.createQuery("""
                        insert into irrigation_request
                            (field, asked_at, asked_by, wanted_from, wanted_until, millimetres, note, state)
                        values (:field, :at, :by, :from, :to, :millimetres, :note, 'asked')
                        on conflict (field) where state in ('asked', 'approved', 'planned') do nothing
                        returning id""")
                        .bind("field", wish.field())
                        .bind("at", asked.at())
                        .bind("by", asked.by())
                        .bind("from", wish.wanted().from())
                        .bind("to", wish.wanted().to())
                        .bind("millimetres", wish.millimetres())
                        .bind("note", wish.note())
                        .mapTo(Long.class)
                        .findOne()
                        .flatMap(id -> one(handle, id)));
    }

    @Override
    public Optional<WaterRequest> find(long id) {
        return database.withHandle("look up a request for water", handle -> one(handle, id));
    }

    @Override
    public List<WaterRequest> list(AreaScope scope, Set<RequestState> states, int limit) {
        return database.withHandle(
                "list requests for water",
                handle -> handle.createQuery(SELECT + """
                        where (:areas::text is null or f.area = any(string_to_array(:areas::text, ' ')))
                            and r.state = any(string_to_array(:states, ' '))
                        order by r.id desc limit :limit""")
                        .bind("areas", SqlQualityStore.areas(scope))
                        .bind("states", words(states))
                        .bind("limit", limit)
                        .map((row, context) -> request(row))
                        .list());
    }

    @Override
    public List<WaterRequest> open(Instant moment) {
        return database.withHandle(
                "look for requests for water",
                handle -> handle.createQuery(SELECT
                                + "where r.state in ('approved', 'planned') and r.wanted_until > :moment order by r.id")
                        .bind("moment", moment)
                        .map((row, context) -> request(row))
                        .list());
    }

    @Override
    public Optional<WaterRequest> decide(long id, Set<RequestState> from, Decided decided) {
        return database.inTransaction("decide on a request for water", handle -> {
            int changed = handle.createUpdate("""
                            update irrigation_request set state = :state, decided_at = :at, decided_by = :by, reason = :reason
                            where id = :id and state = any(string_to_array(:from, ' '))""")
                    .bind("state", decided.state().word())
                    .bind("at", decided.step().at())
                    .bind("by", decided.step().by())
                    .bind("reason", decided.reason())
                    .bind("id", id)
                    .bind("from", words(from))
                    .execute();
            return changed == 1 ? one(handle, id) : Optional.empty();
        });
    }

    @Override
    public List<WaterRequest> served(Instant at) {
        return database.inTransaction("close requests for water", handle -> {
            List<Long> ids = handle.createQuery("""
                            update irrigation_request r set state = 'served'
                            where r.state = 'planned' and exists (
                                select from irrigation_turn_account a
                                where a.state = 'done' and
                            """ + OF_THE_REQUEST + """
                                ) and not exists (
                                select from irrigation_turn t join irrigation_plan p on p.id = t.plan
                                where p.state = 'published' and t.kind = 'field' and t.subject = r.field
                                    and t.withdrawn is null and t.ends > :at and t.starts < r.wanted_until
                                    and not exists (select from irrigation_turn_account b
                                        where b.id = t.id and b.state in ('done', 'missed', 'cut-short', 'withdrawn')))
                            returning r.id""")
                    .bind("at", at)
                    .mapTo(Long.class)
                    .list();
            return ids.stream().flatMap(id -> one(handle, id).stream()).toList();
        });
    }

    @Override
    public int lapse(Step step) {
        return database.withHandle(
                "end requests for water",
                handle -> handle.createUpdate("""
                        update irrigation_request set state = 'lapsed', decided_at = :at, decided_by = :by
                        where (state in ('asked', 'approved') and wanted_until <= :at)
                            or (state = 'planned' and wanted_until <= :at::timestamptz - interval '1 day')""")
                        .bind("at", step.at())
                        .bind("by", step.by())
                        .execute());
    }

    /** Puts into the plan what it has turns for; what it has none for waits again, unless it has or may have got its water. */
    static void follow(Handle handle, long plan, Instant at) {
        handle.createUpdate("update irrigation_request r set plan = :plan, state = 'planned'"
                        + " where r.state in ('approved', 'planned') and " + IN_THE_PLAN)
                .bind("plan", plan)
                .bind("at", at)
                .execute();
        handle.createUpdate("update irrigation_request r set plan = null, state = 'approved'"
                        + " where r.state = 'planned' and r.wanted_until > :at and not " + IN_THE_PLAN + """
                         and not exists (
                            select from irrigation_turn_account a
                            where (a.state in ('done', 'unknown') or (a.state = 'running' and a.planned_to <= :at))
                                and a.begins < :at and
                        """
                        + OF_THE_REQUEST + ")")
                .bind("plan", plan)
                .bind("at", at)
                .execute();
    }

    private static Optional<WaterRequest> one(Handle handle, long id) {
        return handle.createQuery(SELECT + "where r.id = :id")
                .bind("id", id)
                .map((row, context) -> request(row))
                .findOne();
    }

    private static String words(Set<RequestState> states) {
        return states.stream()
                .map(state -> state.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    private static WaterRequest request(ResultSet row) throws SQLException {
        return new WaterRequest(
                row.getLong("id"),
                row.getString("field"),
                row.getString("field_name"),
                row.getString("area"),
                Steps.required(row, "asked"),
                new Period(Steps.instant(row, "wanted_from"), Steps.instant(row, "wanted_until")),
                Optional.ofNullable(row.getObject("millimetres", Double.class)),
                row.getString("note"),
                RequestState.fromWord(row.getString("state")),
                Steps.optional(row, "decided"),
                row.getString("reason"),
                Optional.ofNullable(row.getObject("plan", Long.class)));
    }
}
