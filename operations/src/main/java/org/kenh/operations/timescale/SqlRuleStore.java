package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.kenh.operations.alarmdesk.rule.RuleStore;
import org.kenh.operations.alarmdesk.rule.RuleVersion;

/** Versions of rules in table {@code alarm_rule}. */
public final class SqlRuleStore implements RuleStore {
    private static final String SELECT = "select * from alarm_rule";

    private final OperationsDatabase database;

    public SqlRuleStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public boolean add(RuleVersion version) {
        return database.inTransaction("keep rule " + version.id(), handle -> {
            // Two people at once would both see the same newest version.
            handle.execute("select pg_advisory_xact_lock(hashtext('alarm_rule'), hashtext(?))", version.id());
            if (newestNumber(handle, version.id()) + 1 != version.number()) {
                return false;
            }
            handle.createUpdate("""
                            insert into alarm_rule (id, version, document, deleted, pack, edited,
                                changed_at, changed_by, reason)
                            values (:id, :number, :document, :deleted, :pack, :edited,
                                :changedAt, :changedBy, :reason)""").bindMethods(version).execute();
            return true;
        });
    }

    @Override
    public List<RuleVersion> newest() {
        return database.withHandle(
                "list the rules",
                handle -> handle.createQuery("select distinct on (id) * from alarm_rule order by id, version desc")
                        .map((row, context) -> version(row))
                        .list());
    }

    @Override
    public Optional<RuleVersion> newest(String id) {
        return history(id, 1).stream().findFirst();
    }

    @Override
    public Optional<RuleVersion> find(String id, int version) {
        return database.withHandle(
                "look up rule " + id,
                handle -> handle.createQuery(SELECT + " where id = :id and version = :version")
                        .bind("id", id)
                        .bind("version", version)
                        .map((row, context) -> version(row))
                        .findOne());
    }

    @Override
    public List<RuleVersion> history(String id, int limit) {
        return database.withHandle(
                "list the versions of rule " + id,
                handle -> handle.createQuery(SELECT + " where id = :id order by version desc limit :limit")
                        .bind("id", id)
                        .bind("limit", limit)
                        .map((row, context) -> version(row))
                        .list());
    }

    private static int newestNumber(Handle handle, String id) {
        return handle.createQuery("select coalesce(max(version), 0) from alarm_rule where id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    private static RuleVersion version(ResultSet row) throws SQLException {
        return new RuleVersion(
                row.getString("id"),
                row.getInt("version"),
                row.getString("document"),
                row.getBoolean("deleted"),
                Optional.ofNullable(row.getString("pack")),
                row.getBoolean("edited"),
                row.getTimestamp("changed_at").toInstant(),
                row.getString("changed_by"),
                row.getString("reason"));
    }
}
