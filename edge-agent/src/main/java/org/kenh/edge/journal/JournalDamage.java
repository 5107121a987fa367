package org.kenh.edge.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is damaged in the directory of a journal. Found by reading alone: an agent may be at work on it meanwhile.
 *
 * @param records places where a record was skipped because its checksum or content is wrong
 * @param tornTails files that end in the middle of a record; the agent cuts them when it opens the journal
 * @param unreadable files of which nothing can be read, with those that the agent put aside
 */
public record JournalDamage(int records, int tornTails, int unreadable) {
    private static final JournalDamage NONE = new JournalDamage(0, 0, 0);

    /** Looks at all files; none is there before the agent has ever run. Throws when the directory cannot be read. */
    public static JournalDamage of(Path directory) throws IOException {
        JournalDamage sum = NONE;
        if (!Files.isDirectory(directory)) {
            return sum;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "{*.seg,*.log,unreadable-*}")) {
            for (Path file : files) {
                sum = sum.plus(ofFile(file));
            }
        }
        return sum;
    }

    public boolean isNone() {
        return equals(NONE);
    }

    private static JournalDamage ofFile(Path file) throws IOException {
        if (String.valueOf(file.getFileName()).startsWith("unreadable-")) {
            return new JournalDamage(0, 0, 1);
        }
        try {
            JournalDamage found = look(file);
            // The agent may have been writing just then: a tail that is torn stays torn.
            return found.tornTails == 0 ? found : look(file);
        } catch (NoSuchFileException e) {
            // All in it was acknowledged meanwhile.
            return NONE;
        }
    }

    private static JournalDamage look(Path file) throws IOException {
        if (Files.size(file) > Opening.LARGEST_FILE) {
            return new JournalDamage(0, 0, 1);
        }
        byte[] bytes = Files.readAllBytes(file);
        if (String.valueOf(file.getFileName()).endsWith(".log")) {
            return scan(new FrameScanner(bytes, 0, 0), Optional.empty(), bytes.length);
        }
        if (bytes.length < SegmentHeader.LENGTH) {
            // It was only begun.
            return NONE;
        }
        Optional<SegmentHeader> header = SegmentHeader.decode(Arrays.copyOf(bytes, SegmentHeader.LENGTH));
        if (header.isEmpty()) {
            return new JournalDamage(0, 0, 1);
        }
        FrameScanner frames =
                new FrameScanner(bytes, SegmentHeader.LENGTH, header.get().salt());
        return scan(frames, header.map(SegmentCodec::new), bytes.length);
    }

    private static JournalDamage scan(FrameScanner frames, Optional<SegmentCodec> codec, int length) {
        int malformed = 0;
        for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            malformed += codec.isPresent() && !isReadable(codec.get(), frame.get()) ? 1 : 0;
        }
        return new JournalDamage(frames.damaged() + malformed, frames.validEnd() == length ? 0 : 1, 0);
    }

    private static boolean isReadable(SegmentCodec codec, Frame frame) {
        try {
            Optional<Entry> unused = codec.read(frame);
            return true;
        } catch (MalformedRecordException | IllegalArgumentException e) {
            return false;
        }
    }

    private JournalDamage plus(JournalDamage other) {
        return new JournalDamage(records + other.records, tornTails + other.tornTails, unreadable + other.unreadable);
    }
}
