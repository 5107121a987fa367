package org.kenh.edge.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A small file of records to which is appended, and which is written anew from memory when it has grown or failed. Never
 * throws: what the disk does not take stays in memory. Not thread-safe.
 */
final class LogFile implements AutoCloseable {
    private static final int LARGEST_READ = 16 * 1024 * 1024;
    private final Path path;
    private final Disk disk;
    private final long most;
    private final Supplier<List<Frame>> whole;
    private Disk.@Nullable Output output;
    private long length;

    /** When it has more than {@code most} bytes, it is written anew with what {@code whole} gives. */
    LogFile(Path path, Disk disk, long most, Supplier<List<Frame>> whole) {
        this.path = path;
        this.disk = disk;
        this.most = most;
        this.whole = whole;
    }

    /** The valid records of such a file; none if it cannot be read. */
    static List<Frame> read(Path path) {
        List<Frame> frames = new ArrayList<>();
        try {
            if (Files.exists(path) && Files.size(path) <= LARGEST_READ) {
                FrameScanner scanner = new FrameScanner(Files.readAllBytes(path), 0, 0);
                for (Optional<Frame> frame = scanner.next(); frame.isPresent(); frame = scanner.next()) {
                    frames.add(frame.get());
                }
            }
        } catch (IOException e) {
            return frames;
        }
        return frames;
    }

    /** Whether the records are in the file now, and on disk if that was asked for. */
    boolean append(List<Frame> items, boolean force) {
        try {
            if (output == null || length > most) {
                rewrite();
                return true;
            }
            byte[] bytes = encode(items);
            output.write(bytes);
            length += bytes.length;
            if (force) {
                output.force();
            }
            return true;
        } catch (IOException e) {
            // Whatever is there now is not to be trusted: the next time all is written to a new file.
            close();
            return false;
        }
    }

    @Override
    public void close() {
        Disk.Output open = output;
        output = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void rewrite() throws IOException {
        close();
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        byte[] bytes = encode(whole.get());
        try (Disk.Output file = disk.create(fresh)) {
            file.write(bytes);
            file.force();
        }
        disk.replace(fresh, path);
        output = disk.append(path);
        length = bytes.length;
    }

    private static byte[] encode(List<Frame> items) {
        RecordWriter writer = new RecordWriter();
        for (Frame item : items) {
            byte[] frame = Frame.encode(0, item.type(), item.content());
            writer.raw(frame, frame.length);
        }
        return writer.toByteArray();
    }
}
