package org.kenh.ingest.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Site;
import org.kenh.telemetry.DeviceId;

/** Rows of the registry's tables as records. */
final class RegistryRows {
    private RegistryRows() {}

    static Area area(ResultSet row) throws SQLException {
        return new Area(
                row.getString("id"),
                row.getString("code"),
                row.getString("name"),
                row.getString("kind"),
                text(row, "parent"),
                Optional.ofNullable(row.getObject("valid_from", LocalDate.class)),
                Optional.ofNullable(row.getObject("valid_to", LocalDate.class)),
                text(row, "replaced_by"),
                text(row, "outline"));
    }

    static Site site(ResultSet row) throws SQLException {
        return new Site(
                row.getString("id"),
                row.getString("name"),
                row.getString("kind"),
                row.getString("area"),
                row.getDouble("lat"),
                row.getDouble("lon"));
    }

    static Device device(ResultSet row) throws SQLException {
        return new Device(
                DeviceId.of(row.getString("id")),
                row.getString("site"),
                row.getString("kind"),
                row.getString("name"),
                text(row, "model"),
                text(row, "firmware"),
                Optional.ofNullable(row.getObject("report_interval_ms", Long.class))
                        .map(Duration::ofMillis),
                List.of((String[]) row.getArray("commands").getArray()),
                instant(row, "born_at"),
                instant(row, "created_at").orElseThrow());
    }

    static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
