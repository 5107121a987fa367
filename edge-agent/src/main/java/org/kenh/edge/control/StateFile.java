package org.kenh.edge.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A small file that is replaced whole: after a power cut it holds either what was, or what was to be. The first line is
 * the CRC-32C of the rest, in hexadecimal. Used by one thread at a time.
 */
public final class StateFile {
    static final int LARGEST = 1024 * 1024;
    private static final int HEADER = 9;

    private final Path file;

    /** Touches nothing yet. */
    public StateFile(Path file) {
        this.file = file;
    }

    /** What it holds; empty when there is no such file. Fails when it cannot be read or is damaged. */
    public Optional<byte[]> read() throws IOException {
        byte[] all;
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException(file + " is larger than " + LARGEST + " bytes");
            }
            all = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        byte[] content = all.length < HEADER ? new byte[0] : Arrays.copyOfRange(all, HEADER, all.length);
        if (all.length < HEADER || !Arrays.equals(header(content), Arrays.copyOf(all, HEADER))) {
            throw new IOException(file + " is damaged: its checksum is wrong");
        }
        return Optional.of(content);
    }

    /** Replaces what it holds; when this returns it is on the disk. */
    public void write(byte[] content) throws IOException {
        Path directory = file.resolveSibling(".").toAbsolutePath().normalize();
        Files.createDirectories(directory);
        Path temporary = directory.resolve(file.getFileName() + ".new");
        ByteArrayOutputStream all = new ByteArrayOutputStream(content.length + HEADER);
        all.writeBytes(header(content));
        all.writeBytes(content);
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(all.toByteArray());
            while (buffer.hasRemaining()) {
                int unused = channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private static byte[] header(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return String.format("%08x\n", checksum.getValue()).getBytes(StandardCharsets.US_ASCII);
    }
}
