package org.kenh.ingest.timescale;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.telemetry.Birth;

/** The statements of a batch about births and rejected messages. */
final class BatchSql {
    private final Connection connection;
    private final Columns columns;

    BatchSql(Connection connection) {
        this.connection = connection;
        this.columns = new Columns(connection);
    }

    void updateBirths(List<DeviceMessage.BirthReport> births) throws SQLException {
        if (births.isEmpty()) {
            return;
        }
        String sql = "update telemetry.device set model = ?, firmware = ?, report_interval_ms = ?, commands = ?,"
                + " born_at = ? where id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (DeviceMessage.BirthReport report : births) {
                Birth birth = report.birth();
                update.setString(1, birth.model().orElse(null));
                update.setString(2, birth.firmware().orElse(null));
                update.setObject(3, birth.interval().map(Duration::toMillis).orElse(null), Types.BIGINT);
                update.setArray(4, columns.texts(birth.commands().stream()));
                update.setObject(5, report.origin().receivedAt().atOffset(ZoneOffset.UTC));
                update.setString(6, report.origin().device().value());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    void insertRejections(List<BatchPlan.Rejection> rejections) throws SQLException {
        if (rejections.isEmpty()) {
            return;
        }
        String sql = "insert into telemetry.rejected_message"
                + " (id, device, received_at, transport, address, reason, place, bytes, payload)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (BatchPlan.Rejection rejection : rejections) {
                insert.setObject(1, rejection.entry().id());
                insert.setString(2, rejection.origin().device().value());
                insert.setObject(3, rejection.origin().receivedAt().atOffset(ZoneOffset.UTC));
                insert.setString(4, rejection.origin().transport().name());
                insert.setString(5, storable(rejection.origin().address()));
                insert.setString(6, storable(rejection.reason()));
                insert.setString(7, storable(rejection.place()));
                insert.setInt(8, rejection.origin().payload().length);
                insert.setBytes(9, rejection.origin().payload());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Reasons quote what came; PostgreSQL keeps no U+0000 and no half of a surrogate pair in a text. */
    private static String storable(String text) {
        return new String(text.replace('\0', '?').getBytes(UTF_8), UTF_8);
    }
}
