package org.kenh.operations.audit;

import java.util.List;
import java.util.Optional;

/** Keeps deeds; nothing is changed or removed. Blocks on the database. */
public interface AuditLog {
    void append(AuditEntry entry);

    /** Newest first. */
    List<NumberedEntry> newest(Optional<Long> before, int limit);

    /** An entry with its place in the log. */
    record NumberedEntry(long id, AuditEntry entry) {}
}
