package org.kenh.operations.timescale;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.kenh.operations.irrigation.desk.PlanContent;
import org.kenh.operations.irrigation.desk.PlanHead;
import org.kenh.operations.irrigation.desk.PlanState;
import org.kenh.operations.irrigation.desk.PlanStore;
import org.kenh.operations.irrigation.desk.PlannedTurn;
import org.kenh.operations.irrigation.desk.Publication;
import org.kenh.operations.irrigation.desk.Solved;
import org.kenh.operations.irrigation.desk.Step;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Plan;
import org.kenh.operations.irrigation.plan.PlanProblem;
import org.kenh.telemetry.DeviceId;

/** Plans in tables {@code irrigation_plan}, {@code irrigation_turn}, {@code irrigation_constraint} and {@code irrigation_publication}. */
public final class SqlPlanStore implements PlanStore {
    private static final String HEAD =
            "id, state, horizon_from, horizon_to, base, parent, made_at, made_by, accepted_at,"
                    + " accepted_by, published_at, published_by, ended_at, ended_by, figures, note";

    /** A plan is not made for so long; it bounds what is searched. */
    private static final Duration LONGEST_TURN = Duration.ofDays(31);

    private final OperationsDatabase database;

    public SqlPlanStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<PlanHead> begin(NewPlan plan) {
        return database.inTransaction("begin an irrigation plan", handle -> {
            Optional<PlanHead> head = handle.createQuery("""
                            insert into irrigation_plan (state, horizon_from, horizon_to, base, parent, made_at, made_by, problem)
                            values ('solving', :from, :to, :base, :parent, :at, :by, :problem)
                            on conflict (state) where state = 'solving' do nothing returning *""")
                    .bind("from", plan.problem().horizon().start())
                    .bind("to", plan.problem().horizon().end())
                    .bind("base", plan.base())
                    .bind("parent", plan.parent())
                    .bind("at", plan.made().at())
                    .bind("by", plan.made().by())
                    .bind("problem", StoredJson.write(plan.problem()))
                    .map((row, context) -> PlanRows.head(row))
                    .findOne();
            head.ifPresent(begun -> PlanRows.insertConstraints(handle, begun.id(), plan.constraints()));
            return head;
        });
    }

    @Override
    public boolean solved(long id, Solved solved) {
        return database.inTransaction("keep an irrigation plan", handle -> {
            int changed = handle.createUpdate("""
                            update irrigation_plan set state = 'draft', solution = :solution, figures = :figures
                            where id = :id and state = 'solving'""")
                    .bind("id", id)
                    .bind("solution", StoredJson.write(solved.plan()))
                    .bind("figures", StoredJson.write(solved.figures()))
                    .execute();
            if (changed == 1) {
                PlanRows.insertTurns(handle, id, solved.turns());
            }
            return changed == 1;
        });
    }

    @Override
    public Optional<PlanHead> move(long id, Set<PlanState> from, Moved moved) {
        String step = moved.state() == PlanState.ACCEPTED ? "accepted" : "ended";
        return database.withHandle(
                "move irrigation plan " + id + " on",
                handle -> handle.createQuery("update irrigation_plan set state = :state, note = :note, " + step
                                + "_at = :at, " + step
                                + "_by = :by where id = :id and state = any(string_to_array(:from, ' ')) returning "
                                + HEAD)
                        .bind("state", moved.state().word())
                        .bind("note", moved.note())
                        .bind("at", moved.step().at())
                        .bind("by", moved.step().by())
                        .bind("id", id)
                        .bind("from", from.stream().map(PlanState::word).collect(Collectors.joining(" ")))
                        .map((row, context) -> PlanRows.head(row))
                        .findOne());
    }

    @Override
    public int failUnfinished(Moved failed) {
        return database.withHandle(
                "fail unfinished irrigation plans",
                handle -> handle.createUpdate("""
                        update irrigation_plan set state = 'failed', note = :note, ended_at = :at, ended_by = :by
                        where state = 'solving'""")
                        .bind("note", failed.note())
                        .bind("at", failed.step().at())
                        .bind("by", failed.step().by())
                        .execute());
    }

    @Override
    public Optional<PlanHead> find(long id) {
        return database.withHandle("look up irrigation plan " + id, handle -> head(handle, id));
    }

    @Override
    public Optional<PlanHead> current() {
        return database.withHandle("look up the irrigation plan that stands", SqlPlanStore::current);
    }

    @Override
    public List<PlanHead> list(Optional<PlanState> state, int limit) {
        return database.withHandle(
                "list irrigation plans",
                handle -> handle.createQuery("select " + HEAD + " from irrigation_plan"
                                + " where :state::text is null or state = :state::text order by id desc limit :limit")
                        .bind("state", state.map(PlanState::word))
                        .bind("limit", limit)
                        .map((row, context) -> PlanRows.head(row))
                        .list());
    }

    @Override
    public Optional<PlanContent> content(long id) {
        return database.inSnapshot(
                "read irrigation plan " + id,
                handle -> handle.createQuery("select * from irrigation_plan where id = :id and problem <> ''")
                        .bind("id", id)
                        .map((row, context) -> new PlanContent(
                                PlanRows.head(row),
                                StoredJson.read(row.getString("problem"), PlanProblem.class),
                                Optional.ofNullable(row.getString("solution"))
                                        .map(text -> StoredJson.read(text, Plan.class)),
                                turns(handle, id),
                                handle.createQuery(
                                                "select * from irrigation_constraint where plan = :id order by number")
                                        .bind("id", id)
                                        .map((line, inner) -> PlanRows.constraint(line))
                                        .list()))
                        .findOne());
    }

    @Override
    public int forget(Instant before) {
        return database.inTransaction("forget what old irrigation plans were made from", handle -> {
            handle.createUpdate("""
                            delete from irrigation_turn where plan in (
                                select id from irrigation_plan where octet_length(problem) > 0
                                    and state in ('discarded', 'failed') and ended_at < :before)""").bind("before", before).execute();
            return handle.createUpdate("""
                            update irrigation_plan set problem = '', solution = null
                            where octet_length(problem) > 0 and (
                                (state in ('superseded', 'discarded', 'failed') and ended_at < :before)
                                or (state in ('draft', 'accepted') and horizon_to < :before))""").bind("before", before).execute();
        });
    }

    @Override
    public List<StandingTurn> turns(Period period, Optional<Set<String>> subjects, int limit) {
        return database.withHandle(
                "list turns",
                handle -> handle.createQuery("""
                        select * from (
                            select distinct on (t.id) t.* from irrigation_turn t join irrigation_plan p on p.id = t.plan
                            where p.state in ('published', 'superseded') and t.starts < :to and t.ends > :from
                                and t.starts > :since
                                and (:subjects::text is null or t.subject = any(string_to_array(:subjects::text, ' ')))
                                and t.starts < coalesce(p.ended_at, 'infinity')
                            order by t.id, t.plan desc) standing
                        order by starts, kind, subject limit :limit""")
                        .bind("from", period.from())
                        .bind("to", period.to())
                        .bind("since", period.from().minus(LONGEST_TURN))
                        .bind("subjects", subjects.map(ids -> String.join(" ", ids)))
                        .bind("limit", limit)
                        .map((row, context) -> new StandingTurn(row.getLong("plan"), PlanRows.turn(row)))
                        .list());
    }

    @Override
    public Published publish(long id, Step step, DocumentWriter writer) {
        return alone("publish irrigation plan " + id, handle -> {
            Optional<PlanHead> plan = head(handle, id);
            Optional<Long> before = current(handle).map(PlanHead::id);
            if (plan.isEmpty()
                    || plan.get().state() != PlanState.ACCEPTED
                    || !plan.get().base().equals(before)) {
                return new Published.Outrun();
            }
            before.ifPresent(old -> mark(handle, old, "superseded", "ended", step));
            mark(handle, id, "published", "published", step);
            before.ifPresent(old -> keepWithdrawn(handle, id, old));
            SqlRequestStore.follow(handle, id, step.at());
            return sent(handle, id, before, new Dispatch(step, writer));
        });
    }

    @Override
    public Published withdraw(Collection<String> turns, Withdrawal withdrawal, DocumentWriter writer) {
        return alone("withdraw turns", handle -> {
            Optional<PlanHead> plan = current(handle);
            if (plan.isEmpty()) {
                return new Published.Outrun();
            }
            long id = plan.get().id();
            List<String> devices = handle.createQuery("""
                            update irrigation_turn set withdrawn = :reason
                            where plan = :plan and id = any(string_to_array(:turns, ' ')) and withdrawn is null
                                and ends > :at returning coalesce(device, '') as device""")
                    .bind("reason", withdrawal.reason())
                    .bind("plan", id)
                    .bind("turns", String.join(" ", turns))
                    .bind("at", withdrawal.step().at())
                    .mapTo(String.class)
                    .list();
            SqlRequestStore.follow(handle, id, withdrawal.step().at());
            Schedules schedules = new Schedules(handle, id, withdrawal.step(), writer);
            return new Published.Done(
                    plan.get(),
                    devices.stream()
                            .distinct()
                            .filter(device -> !device.isEmpty())
                            .sorted()
                            .map(device -> schedules.send(DeviceId.of(device), 1))
                            .toList());
        });
    }

    @Override
    public Published resend(DeviceId device, long atLeast, Step step, DocumentWriter writer) {
        return alone("send the schedule of device " + device + " again", handle -> {
            Optional<PlanHead> plan = current(handle);
            if (plan.isEmpty()) {
                return new Published.Outrun();
            }
            new Schedules(handle, plan.get().id(), step, writer).send(device, atLeast);
            return new Published.Done(plan.get(), List.of(device));
        });
    }

    @Override
    public List<Publication> publications(Optional<Long> plan, int limit) {
        return database.withHandle(
                "list published schedules",
                handle -> handle.createQuery(
                                Schedules.SELECT
                                        + " where :plan::bigint is null or p.plan = :plan::bigint order by p.id desc limit :limit")
                        .bind("plan", plan)
                        .bind("limit", limit)
                        .map((row, context) -> PlanRows.publication(row))
                        .list());
    }

    @Override
    public List<Publication> standing(Instant at) {
        return database.withHandle(
                "look at the schedules of devices",
                handle -> handle.createQuery(Schedules.SELECT + """
                         where p.id in (
                            select (select n.id from irrigation_publication n
                                where n.device = told.device order by n.version desc limit 1)
                            from (select distinct t.device from irrigation_turn t join irrigation_plan o on o.id = t.plan
                                where t.device is not null and t.ends > :at and t.starts > :since
                                    and o.state in ('published', 'superseded')) told)
                        order by p.device""")
                        .bind("at", at)
                        .bind("since", at.minus(LONGEST_TURN))
                        .map((row, context) -> PlanRows.publication(row))
                        .list());
    }

    /** What was taken out after the new plan was made must not come back with it. */
    private static void keepWithdrawn(Handle handle, long id, long before) {
        handle.createUpdate("""
                        update irrigation_turn kept set withdrawn = old.withdrawn from irrigation_turn old
                        where kept.plan = :plan and old.plan = :before and kept.id = old.id
                            and kept.withdrawn is null and old.withdrawn is not null""").bind("plan", id).bind("before", before).execute();
    }

    /** A new version for every device that has, or had, something to do. */
    private static Published sent(Handle handle, long id, Optional<Long> before, Dispatch dispatch) {
        List<String> devices = handle.createQuery("""
                        select distinct device from irrigation_turn
                        where plan in (:plan, :before) and device is not null and withdrawn is null and ends > :at
                        order by device""")
                .bind("plan", id)
                .bind("before", before.orElse(id))
                .bind("at", dispatch.step().at())
                .mapTo(String.class)
                .list();
        Schedules schedules = new Schedules(handle, id, dispatch.step(), dispatch.writer());
        List<DeviceId> told = devices.stream()
                .map(device -> schedules.send(DeviceId.of(device), 1))
                .toList();
        return new Published.Done(head(handle, id).orElseThrow(), told);
    }

    private Published alone(String purpose, Function<Handle, Published> work) {
        return database.inTransaction(purpose, handle -> {
            handle.execute("select pg_advisory_xact_lock(hashtext('irrigation_plan'))");
            return work.apply(handle);
        });
    }

    private static void mark(Handle handle, long id, String state, String column, Step step) {
        handle.createUpdate("update irrigation_plan set state = :state, " + column + "_at = :at, " + column
                        + "_by = :by where id = :id")
                .bind("state", state)
                .bind("at", step.at())
                .bind("by", step.by())
                .bind("id", id)
                .execute();
    }

    private static Optional<PlanHead> head(Handle handle, long id) {
        return handle.createQuery("select " + HEAD + " from irrigation_plan where id = :id")
                .bind("id", id)
                .map((row, context) -> PlanRows.head(row))
                .findOne();
    }

    private static Optional<PlanHead> current(Handle handle) {
        return handle.createQuery("select " + HEAD + " from irrigation_plan where state = 'published'")
                .map((row, context) -> PlanRows.head(row))
                .findOne();
    }

    private static List<PlannedTurn> turns(Handle handle, long plan) {
        return handle.createQuery("select * from irrigation_turn where plan = :plan order by starts, kind, subject, id")
                .bind("plan", plan)
                .map((row, context) -> PlanRows.turn(row))
                .list();
    }

    private record Dispatch(Step step, DocumentWriter writer) {}
}
