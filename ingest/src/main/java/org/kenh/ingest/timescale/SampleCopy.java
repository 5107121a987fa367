package org.kenh.ingest.timescale;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes rows into {@code telemetry.sample} in the binary format of PostgreSQL's COPY (manual, "COPY", "Binary Format";
 * arrays as {@code array_recv} reads them).
 */
final class SampleCopy {
    private static final String SQL = "copy telemetry.sample (at, device, numbers, status) from stdin (format binary)";
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    /** The longest row, with 500 numbers and their status, has 9 KiB. */
    private static final int PORTION_BYTES = 256 * 1024;

    private static final int KEY_BYTES = 2 + (4 + 8) + (4 + 4);
    private static final int ARRAY_HEADER_BYTES = 20;
    private static final int TRAILER_BYTES = 2;
    private static final int FLOAT8_OID = 701;
    private static final int INT2_OID = 21;
    private static final long MICROS_FROM_1970_TO_2000 = 946_684_800_000_000L;

    private SampleCopy() {}

    /** In portions, for sparse rows are long: what a batch needs here does not grow with it. */
    static void write(Connection connection, List<SampleRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(SQL);
        try {
            ByteBuffer bytes = ByteBuffer.allocate(PORTION_BYTES);
            bytes.put(SIGNATURE).putInt(0).putInt(0);
            Spread spread = new Spread();
            for (SampleRow row : rows) {
                if (bytes.remaining() < size(row) + TRAILER_BYTES) {
                    copy.writeToCopy(bytes.array(), 0, bytes.position());
                    bytes.clear();
                }
                bytes.putShort((short) 4);
                bytes.putInt(8).putLong(row.micros() - MICROS_FROM_1970_TO_2000);
                bytes.putInt(4).putInt(row.device().number());
                spread.write(row, bytes);
            }
            bytes.putShort((short) -1);
            copy.writeToCopy(bytes.array(), 0, bytes.position());
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static int size(SampleRow row) {
        int length = row.highest() - row.lowest() + 1;
        int numbers = 4 + ARRAY_HEADER_BYTES + 4 * length + 8 * row.count();
        int status = 4 + (row.isPlain() ? 0 : ARRAY_HEADER_BYTES + (4 + 2) * length);
        return KEY_BYTES + numbers + status;
    }

    /** Spreads a row's values over their ordinals; one for a whole batch, so that nothing is made for each row. */
    private static final class Spread {
        /** By ordinal: the place in the row, plus one; 0 where the row has nothing. */
        private int[] places = new int[BatchPlan.MOST_SERIES + 1];

        void write(SampleRow row, ByteBuffer bytes) {
            int lowest = row.lowest();
            int highest = row.highest();
            if (highest >= places.length) {
                places = new int[highest + 1];
            }
            for (int i = 0; i < row.count(); i++) {
                places[row.ordinalAt(i)] = i + 1;
            }
            int length = highest - lowest + 1;
            bytes.putInt(ARRAY_HEADER_BYTES + 4 * length + 8 * row.count());
            putHeader(bytes, length > row.count(), FLOAT8_OID, length);
            bytes.putInt(lowest);
            for (int ordinal = lowest; ordinal <= highest; ordinal++) {
                int place = places[ordinal];
                if (place == 0) {
                    bytes.putInt(-1);
                } else {
                    bytes.putInt(8).putDouble(row.numberAt(place - 1));
                }
            }
            writeStatus(row, bytes, lowest, highest);
            for (int i = 0; i < row.count(); i++) {
                places[row.ordinalAt(i)] = 0;
            }
        }

        private void writeStatus(SampleRow row, ByteBuffer bytes, int lowest, int highest) {
            if (row.isPlain()) {
                bytes.putInt(-1);
                return;
            }
            int length = highest - lowest + 1;
            bytes.putInt(ARRAY_HEADER_BYTES + (4 + 2) * length);
            putHeader(bytes, false, INT2_OID, length);
            bytes.putInt(lowest);
            for (int ordinal = lowest; ordinal <= highest; ordinal++) {
                int place = places[ordinal];
                bytes.putInt(2).putShort(place == 0 ? 0 : row.statusAt(place - 1));
            }
        }

        /** One dimension; its lower bound follows. */
        private static void putHeader(ByteBuffer bytes, boolean hasNulls, int type, int length) {
            bytes.putInt(1).putInt(hasNulls ? 1 : 0).putInt(type).putInt(length);
        }
    }
}
