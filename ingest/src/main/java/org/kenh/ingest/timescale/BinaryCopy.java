package org.kenh.ingest.timescale;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Value;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes rows into {@code measurement} in the binary format of PostgreSQL's COPY (manual, "COPY", "Binary Format"). */
final class BinaryCopy {
    private static final String SQL =
            "copy telemetry.measurement (at, value, series_id, status) from stdin (format binary)";
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int HEADER_BYTES = SIGNATURE.length + 4 + 4;
    private static final int ROW_BYTES = 2 + (4 + 8) + (4 + 8) + (4 + 4) + (4 + 2);
    private static final int TRAILER_BYTES = 2;
    private static final long MICROS_FROM_1970_TO_2000 = 946_684_800_000_000L;

    private BinaryCopy() {}

    static void write(Connection connection, List<BatchPlan.Row> rows) throws SQLException {
        byte[] bytes = encode(rows);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(SQL);
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    static byte[] encode(List<BatchPlan.Row> rows) {
        byte[] encoded = new byte[HEADER_BYTES + ROW_BYTES * rows.size() + TRAILER_BYTES];
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        bytes.put(SIGNATURE).putInt(0).putInt(0);
        for (BatchPlan.Row row : rows) {
            Reading reading = row.reading();
            bytes.putShort((short) 4);
            bytes.putInt(8).putLong(reading.timeMicros() - MICROS_FROM_1970_TO_2000);
            bytes.putInt(8).putDouble(number(reading.value()));
            bytes.putInt(4).putInt(row.series().id());
            bytes.putInt(2).putShort(SeriesStatus.of(reading.value(), reading.quality()));
        }
        bytes.putShort((short) -1);
        return encoded;
    }

    /** What stands in the column {@code value}: a flag is 1 or 0. */
    static double number(Value value) {
        return switch (value) {
            case Value.Numeric(double number) -> number;
            case Value.Flag(boolean on) -> on ? 1 : 0;
            case Value.Text text -> throw new IllegalArgumentException("a text is not a number");
            case Value.Data data -> throw new IllegalArgumentException("data are not a number");
        };
    }
}
