package org.kenh.edge.journal;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.kenh.edge.clock.BootId;

/**
 * Records with right checksums and arbitrary content, and arbitrary bytes between them: reading must end, throw nothing
 * but what says that a record is malformed, and give back every record that was written whole.
 */
public final class JournalFuzz {
    private static final int SALT = 7;

    private JournalFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        RecordWriter bytes = new RecordWriter();
        List<Integer> types = new ArrayList<>();
        while (data.remainingBytes() > 0 && types.size() < 50) {
            if (data.consumeBoolean()) {
                int type = data.consumeInt(0, 25);
                byte[] frame = Frame.encode(SALT, type, data.consumeBytes(60));
                bytes.raw(frame, frame.length);
                types.add(type);
            } else {
                byte[] garbage = data.consumeBytes(20);
                bytes.raw(garbage, garbage.length);
            }
        }
        SegmentHeader header = SegmentHeader.decode(bytes.toByteArray())
                .orElseGet(() -> new SegmentHeader(Strand.READINGS, 0, new BootId(new UUID(0, 0)), 1, 1, 1, 0, SALT));
        int found = read(bytes.toByteArray(), new SegmentCodec(header));
        if (found < types.size()) {
            throw new IllegalStateException(found + " records of " + types.size() + " were found");
        }
    }

    private static int read(byte[] bytes, SegmentCodec codec) {
        FrameScanner frames = new FrameScanner(bytes, 0, SALT);
        int found = 0;
        for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            found++;
            read(codec, frame.get());
        }
        return found;
    }

    private static Optional<Entry> read(SegmentCodec codec, Frame frame) {
        try {
            return codec.read(frame);
        } catch (MalformedRecordException | IllegalArgumentException told) {
            return Optional.empty();
        }
    }
}
