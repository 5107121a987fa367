package org.kenh.edge.journal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.kenh.edge.clock.BootId;

/**
 * The beginning of a segment file, written twice so that one damaged byte does not cost the segment: magic, format
 * version, what the numbers in the records are relative to, CRC-32C.
 *
 * @param thinned how often the segment was thinned out
 * @param epoch of the numbers of its packs; 0 as long as no clock could be asked for one
 * @param firstId all ids in the segment are at least this
 * @param firstSequence all sequence numbers of packs are at least this
 * @param startMicros monotonic time when it was begun, in microseconds
 */
record SegmentHeader(
        Strand strand,
        int thinned,
        BootId boot,
        long epoch,
        long firstId,
        long firstSequence,
        long startMicros,
        int salt) {
    private static final long MAGIC = 0x31304E4A484E454BL;
    private static final int VERSION = 1;
    /** By their numbers in files. */
    private static final List<Strand> STRANDS = List.of(Strand.ANSWERS, Strand.URGENT, Strand.READINGS);

    /** Of one copy. */
    private static final int SIZE = 72;

    /** Of both copies. */
    static final int LENGTH = 2 * SIZE;

    byte[] encode() {
        RecordWriter writer = new RecordWriter();
        writer.fixed(MAGIC, 8).fixed(VERSION, 2).octet(STRANDS.indexOf(strand)).octet(thinned);
        writer.fixed(boot.value().getMostSignificantBits(), 8)
                .fixed(boot.value().getLeastSignificantBits(), 8);
        writer.fixed(epoch, 8).fixed(firstId, 8).fixed(firstSequence, 8).fixed(startMicros, 8);
        writer.fixed(salt, 4);
        byte[] content = writer.toByteArray();
        writer.fixed(Frame.checksum(0, 0, content, 0, content.length), 4);
        writer.fixed(0, SIZE - writer.length());
        byte[] copy = writer.toByteArray();
        return writer.raw(copy, SIZE).toByteArray();
    }

    /** The first copy that is whole; empty if neither is, or if a later version wrote it. */
    static Optional<SegmentHeader> decode(byte[] bytes) {
        return decode(bytes, 0).or(() -> decode(bytes, SIZE));
    }

    private static Optional<SegmentHeader> decode(byte[] bytes, int from) {
        int content = SIZE - 8;
        if (bytes.length < from + SIZE) {
            return Optional.empty();
        }
        RecordReader reader = new RecordReader(bytes, from, from + SIZE);
        if (reader.fixed(8) != MAGIC || reader.fixed(2) != VERSION) {
            return Optional.empty();
        }
        int strand = reader.octet();
        int thinned = reader.octet();
        BootId boot = new BootId(new UUID(reader.fixed(8), reader.fixed(8)));
        long epoch = reader.fixed(8);
        long firstId = reader.fixed(8);
        long firstSequence = reader.fixed(8);
        long startMicros = reader.fixed(8);
        int salt = (int) reader.fixed(4);
        boolean whole = reader.fixed(4) == Frame.checksum(0, 0, bytes, from, content) && strand < STRANDS.size();
        return whole
                ? Optional.of(new SegmentHeader(
                        STRANDS.get(strand), thinned, boot, epoch, firstId, firstSequence, startMicros, salt))
                : Optional.empty();
    }

    SegmentHeader thinnedOnce(int otherSalt) {
        return new SegmentHeader(
                strand, Math.min(thinned + 1, 255), boot, epoch, firstId, firstSequence, startMicros, otherSalt);
    }
}
