package org.kenh.operations.timescale;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.execution.ReplanStore;

/** Why new drafts are wanted, in table {@code irrigation_replan}. */
public final class SqlReplanStore implements ReplanStore {
    private final OperationsDatabase database;

    public SqlReplanStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public void want(String cause, String subject, Instant at) {
        database.withHandle(
                "note that a new plan is wanted",
                handle -> handle.createUpdate(
                                "insert into irrigation_replan (at, cause, subject) values (:at, :cause, :subject)")
                        .bind("at", at)
                        .bind("cause", cause)
                        .bind("subject", subject)
                        .execute());
    }

    @Override
    public List<Cause> waiting() {
        return database.withHandle(
                "look why new plans are wanted",
                handle -> handle.createQuery("select * from irrigation_replan where tried_at is null order by id")
                        .map((row, context) -> new Cause(
                                row.getLong("id"),
                                row.getString("cause"),
                                row.getString("subject"),
                                Steps.instant(row, "at")))
                        .list());
    }

    @Override
    public Optional<Instant> lastTried() {
        return database.withHandle(
                "look when a new plan was tried",
                handle -> handle.createQuery(
                                "select tried_at from irrigation_replan where tried_at is not null order by tried_at desc limit 1")
                        .map((row, context) -> Steps.instant(row, "tried_at"))
                        .findOne());
    }

    @Override
    public void tried(long upTo, Optional<Long> plan, Instant at) {
        database.withHandle(
                "note that a new plan was tried",
                handle -> handle.createUpdate("""
                        update irrigation_replan set tried_at = :at, plan = :plan where tried_at is null and id <= :upTo""")
                        .bind("at", at)
                        .bind("plan", plan)
                        .bind("upTo", upTo)
                        .execute());
    }
}
