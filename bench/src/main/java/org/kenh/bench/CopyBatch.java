package org.kenh.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.kenh.bench.load.Payload;

/**
 * A batch of narrow rows {@code (series_id int, at timestamptz, value float8, status smallint)} in the format of binary
 * COPY, sorted by series and time. It is encoded once; times and values are patched in place.
 */
final class CopyBatch {
    private static final byte[] HEADER = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final long POSTGRES_EPOCH_MICROS =
            Instant.parse("2000-01-01T00:00:00Z").toEpochMilli() * 1000;
    private static final int VALUES_OF_A_DEVICE = 5;

    private final ByteBuffer bytes;
    private final int series;
    private final int times;
    private final int firstRow;

    /**
     * @param firstSeries its rows are of this series and the {@code series - 1} after it
     * @param times rows of each series
     */
    CopyBatch(int firstSeries, int series, int times) {
        this.series = series;
        this.times = times;
        this.bytes = ByteBuffer.allocate(HEADER.length + 8 + series * times * Row.BYTES + 2);
        bytes.put(HEADER).putInt(0).putInt(0);
        this.firstRow = bytes.position();
        for (int i = 0; i < series * times; i++) {
            bytes.putShort((short) 4);
            bytes.putInt(4).putInt(firstSeries + i / times);
            bytes.putInt(8).putLong(0);
            bytes.putInt(8).putDouble(0);
            bytes.putInt(2).putShort((short) 0);
        }
        bytes.putShort((short) -1);
    }

    int rows() {
        return series * times;
    }

    /** The batch with a row of each series for every millisecond from this one on; overwritten by the next call. */
    byte[] from(long firstMillis) {
        int row = firstRow;
        for (int i = 0; i < series; i++) {
            for (int j = 0; j < times; j++) {
                long millis = firstMillis + j;
                bytes.putLong(row + Row.AT, millis * 1000 - POSTGRES_EPOCH_MICROS);
                bytes.putDouble(row + Row.VALUE, Payload.valueAt(millis, i % VALUES_OF_A_DEVICE));
                row += Row.BYTES;
            }
        }
        return bytes.array();
    }

    /** Offsets within a row. */
    private static final class Row {
        static final int AT = 2 + 4 + 4 + 4;
        static final int VALUE = AT + 8 + 4;
        static final int BYTES = VALUE + 8 + 4 + 2;
    }
}
