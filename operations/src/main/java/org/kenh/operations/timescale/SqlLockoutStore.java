package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.desk.Step;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.Lockout;
import org.kenh.operations.irrigation.execution.LockoutStore;
import org.kenh.operations.irrigation.plan.Period;

/** Lockouts in table {@code irrigation_lockout}. */
public final class SqlLockoutStore implements LockoutStore {
    private final OperationsDatabase database;

    public SqlLockoutStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public List<Lockout> open() {
        return database.withHandle(
                "list lockouts that hold",
                handle -> handle.createQuery("select * from irrigation_lockout where state <> 'released' order by id")
                        .map((row, context) -> lockout(row))
                        .list());
    }

    @Override
    public List<Lockout> list(int limit) {
        return database.withHandle(
                "list lockouts",
                handle -> handle.createQuery("select * from irrigation_lockout order by id desc limit :limit")
                        .bind("limit", limit)
                        .map((row, context) -> lockout(row))
                        .list());
    }

    @Override
    public List<Lockout> within(Period period, int limit) {
        return database.withHandle(
                "list lockouts of a time",
                handle -> handle.createQuery(
                                "select * from irrigation_lockout where opened_at >= :from and opened_at < :to"
                                        + " order by id limit :limit")
                        .bind("from", period.from())
                        .bind("to", period.to())
                        .bind("limit", limit)
                        .map((row, context) -> lockout(row))
                        .list());
    }

    @Override
    public Optional<Lockout> find(long id) {
        return database.withHandle(
                "look up lockout " + id,
                handle -> handle.createQuery("select * from irrigation_lockout where id = :id")
                        .bind("id", id)
                        .map((row, context) -> lockout(row))
                        .findOne());
    }

    @Override
    public Optional<Lockout> add(Lockout lockout) {
        return database.withHandle(
                "keep a lockout",
                handle -> handle.createQuery("""
                        insert into irrigation_lockout (kind, subject_kind, subject, opened_at, evidence, good_since, state)
                        values (:kind, :subjectKind, :subject, :openedAt, :evidence, :goodSince, 'locked')
                        on conflict (kind, subject) where state <> 'released' do nothing returning *""")
                        .bind("kind", lockout.kind().word())
                        .bind("subjectKind", lockout.subjectKind().word())
                        .bind("subject", lockout.subject())
                        .bind("openedAt", lockout.openedAt())
                        .bind("evidence", StoredJson.write(lockout.evidence()))
                        .bind("goodSince", lockout.goodSince())
                        .map((row, context) -> lockout(row))
                        .findOne());
    }

    @Override
    public void assess(long id, Optional<Instant> goodSince, Lockout.State state) {
        database.withHandle(
                "assess lockout " + id,
                handle -> handle.createUpdate("""
                        update irrigation_lockout set good_since = :goodSince, state = :state
                        where id = :id and state <> 'released'""")
                        .bind("goodSince", goodSince)
                        .bind("state", state.word())
                        .bind("id", id)
                        .execute());
    }

    @Override
    public boolean release(long id, Lockout.State from, Step step, String reason) {
        return database.withHandle(
                "release lockout " + id,
                handle -> handle.createUpdate("""
                        update irrigation_lockout set state = 'released', released_at = :at, released_by = :by, reason = :reason
                        where id = :id and state = :from""")
                                .bind("at", step.at())
                                .bind("by", step.by())
                                .bind("reason", reason)
                                .bind("id", id)
                                .bind("from", from.word())
                                .execute()
                        == 1);
    }

    private static Lockout lockout(ResultSet row) throws SQLException {
        return new Lockout(
                row.getLong("id"),
                Lockout.Kind.fromWord(row.getString("kind")),
                SubjectKind.fromWord(row.getString("subject_kind")).orElseThrow(),
                row.getString("subject"),
                Steps.instant(row, "opened_at"),
                List.of(StoredJson.read(row.getString("evidence"), Lockout.Finding[].class)),
                Optional.ofNullable(row.getObject("good_since", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Lockout.State.fromWord(row.getString("state")).orElseThrow(),
                Steps.optional(row, "released"),
                row.getString("reason"));
    }
}
