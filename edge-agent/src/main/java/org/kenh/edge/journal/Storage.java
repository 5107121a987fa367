package org.kenh.edge.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal's directory and what stands in it besides segments. */
final class Storage implements AutoCloseable {
    private static final long LARGEST_SEGMENT = 512 * 1024;
    private static final int LEAST_SEGMENTS = 16;
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

    private final JournalConfig config;
    private final Disk disk;
    private final AckLog acks;
    private final BootLog boots;
    private final Random random = new Random();
    private final @Nullable FileChannel lock;

    private Storage(JournalConfig config, Disk disk, @Nullable FileChannel lock) {
        this.config = config;
        this.lock = lock;
        // Two processes that write numbers of one sequence would be worse than one that keeps all in memory.
        this.disk = lock == null ? new Unusable(config.directory()) : disk;
        this.acks = new AckLog(config.directory().resolve("acknowledged.log"), this.disk);
        this.boots = new BootLog(config.directory().resolve("boots.log"), this.disk);
    }

    static Storage open(JournalConfig config, Disk disk) {
        return new Storage(config, disk, lock(config.directory()));
    }

    Path directory() {
        return config.directory();
    }

    long maxBytes() {
        return config.maxBytes();
    }

    Disk disk() {
        return disk;
    }

    AckLog acks() {
        return acks;
    }

    BootLog boots() {
        return boots;
    }

    int salt() {
        return random.nextInt();
    }

    Shelf shelf() {
        return new Shelf(directory(), disk, Math.min(LARGEST_SEGMENT, maxBytes() / LEAST_SEGMENTS));
    }

    @Override
    public void close() {
        acks.close();
        boots.close();
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                LOG.debug("Cannot close the lock", e);
            }
        }
    }

    private static @Nullable FileChannel lock(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return channel;
            }
            channel.close();
            LOG.error("{} is used by another process; the journal stays in memory", directory);
        } catch (IOException | OverlappingFileLockException e) {
            LOG.error("{} cannot be used; the journal stays in memory: {}", directory, e.toString());
        }
        return null;
    }

    private record Unusable(Path directory) implements Disk {
        @Override
        public Output create(Path path) throws IOException {
            throw new IOException(directory + " cannot be used");
        }

        @Override
        public Output append(Path path) throws IOException {
            return create(path);
        }
    }
}
