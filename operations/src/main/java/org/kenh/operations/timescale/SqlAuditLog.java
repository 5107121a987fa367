package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.audit.AuditEntry;
import org.kenh.operations.audit.AuditLog;

/** Deeds in table {@code audit}, which refuses changes by itself. */
public final class SqlAuditLog implements AuditLog {
    private final OperationsDatabase database;

    public SqlAuditLog(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public void append(AuditEntry entry) {
        database.withHandle(
                "write the audit log",
                handle -> handle.createUpdate("""
                        insert into audit (at, actor, action, subject, detail, address)
                        values (:at, :actor, :action, :subject, :detail, :address)""").bindMethods(entry).execute());
    }

    @Override
    public List<NumberedEntry> newest(Optional<Long> before, int limit) {
        return database.withHandle(
                "read the audit log",
                handle -> handle.createQuery("""
                        select id, at, actor, action, subject, detail, address from audit
                        where id < :before order by id desc limit :limit""")
                        .bind("before", before.orElse(Long.MAX_VALUE))
                        .bind("limit", limit)
                        .map((row, context) -> new NumberedEntry(row.getLong("id"), entry(row)))
                        .list());
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getTimestamp("at").toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"),
                row.getString("address"));
    }
}
