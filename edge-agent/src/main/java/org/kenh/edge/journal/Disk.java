package org.kenh.edge.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What the journal asks of the file system when it writes; a test's disk may fail. */
interface Disk {
    Disk REAL = new Disk() {
        @Override
        public Output create(Path path) throws IOException {
            return new RealOutput(FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        }

        @Override
        public Output append(Path path) throws IOException {
            return new RealOutput(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        }
    };

    /** A new file. */
    Output create(Path path) throws IOException;

    /** A file to which is appended. */
    Output append(Path path) throws IOException;

    /** Puts a file in the place of another, at once and for good. */
    default void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory(to.toAbsolutePath());
    }

    /** Makes the names of new files durable. */
    default void syncDirectory(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** A file that is being written. */
    interface Output extends AutoCloseable {
        void write(byte[] bytes) throws IOException;

        /** Returns when all that was written is on disk. After it failed nothing is known of what is there. */
        void force() throws IOException;

        void truncate(long length) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** A file of the operating system. */
    record RealOutput(FileChannel channel) implements Output {
        @Override
        public void write(byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
