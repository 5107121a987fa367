package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.irrigation.desk.Step;

/** Who did something and when, in columns {@code <name>_by} and {@code <name>_at}. */
final class Steps {
    private Steps() {}

    static Step required(ResultSet row, String name) throws SQLException {
        return optional(row, name).orElseThrow(() -> new SQLException(name + "_at is null"));
    }

    static Optional<Step> optional(ResultSet row, String name) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(name + "_at", OffsetDateTime.class);
        String by = row.getString(name + "_by");
        return Optional.ofNullable(at).map(moment -> new Step(by, moment.toInstant()));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
