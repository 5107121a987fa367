package org.kenh.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.kenh.bench.load.Payload;

class CopyBatchTest {
    private static final int HEADER = 19;
    private static final int ROW = 40;

    @Test
    void from_times_writesRowsSortedBySeriesAndTime() {
        Instant first = Instant.parse("2000-01-01T00:00:01Z");
        CopyBatch batch = new CopyBatch(7, 2, 3);

        ByteBuffer bytes = ByteBuffer.wrap(batch.from(first.toEpochMilli()));

        assertThat(batch.rows()).isEqualTo(6);
        assertThat(bytes.limit()).isEqualTo(HEADER + 6 * ROW + 2);
        int last = HEADER + 5 * ROW;
        assertThat(bytes.getShort(last)).isEqualTo((short) 4);
        assertThat(bytes.getInt(last + 6)).isEqualTo(8);
        assertThat(bytes.getLong(last + 14)).isEqualTo(1_002_000);
        assertThat(bytes.getDouble(last + 26)).isEqualTo(Payload.valueAt(first.toEpochMilli() + 2, 1));
        assertThat(bytes.getShort(last + ROW)).isEqualTo((short) -1);
    }
}
