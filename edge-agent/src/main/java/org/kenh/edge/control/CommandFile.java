package org.kenh.edge.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.wire.CommandCodec;
import org.kenh.telemetry.wire.Decoding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers commands on disk: one line for each answer, with its checksum, synced before it counts. A torn or damaged
 * line is left out; the file is written anew when it has grown to twice what is remembered.
 */
final class CommandFile implements CommandMemory {
    private static final int MOST_LINES = 2 * REMEMBERED;
    private static final Logger LOG = LoggerFactory.getLogger(CommandFile.class);

    private final Path file;
    private final ProcessMemory memory = new ProcessMemory();
    private int lines;

    /** Reads the file if there is one; fails when it cannot be read. */
    CommandFile(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(directory());
        if (Files.exists(file)) {
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1)) {
                read(line);
            }
            compact();
        }
    }

    @Override
    public Optional<CommandAnswer> answer(String id) {
        return memory.answer(id);
    }

    @Override
    public void remember(CommandAnswer answer) throws IOException {
        append(file, List.of(answer), StandardOpenOption.APPEND);
        memory.remember(answer);
        lines++;
        if (lines > MOST_LINES) {
            compact();
        }
    }

    @Override
    public List<CommandAnswer> unfinished() {
        return memory.unfinished();
    }

    private void read(String line) {
        if (line.isEmpty()) {
            return;
        }
        int space = line.indexOf(' ');
        byte[] json = line.substring(space + 1).getBytes(StandardCharsets.UTF_8);
        if (space > 0
                && line.substring(0, space).equals(checksum(json))
                && CommandCodec.decodeAnswer(json) instanceof Decoding.Decoded<CommandAnswer> decoded) {
            memory.remember(decoded.value());
        } else {
            LOG.warn("{}: left out a damaged line", file);
        }
    }

    private void compact() throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        List<CommandAnswer> all = memory.all();
        append(temporary, all, StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(directory(), StandardOpenOption.READ)) {
            directory.force(true);
        }
        lines = all.size();
    }

    private Path directory() {
        return file.resolveSibling(".").toAbsolutePath().normalize();
    }

    private static void append(Path file, List<CommandAnswer> answers, StandardOpenOption mode) throws IOException {
        List<String> text = new ArrayList<>();
        for (CommandAnswer answer : answers) {
            byte[] json = CommandCodec.encodeAnswer(answer);
            // The end of line comes first, so that nothing is ever appended to a torn line.
            text.add("\n" + checksum(json) + " " + new String(json, StandardCharsets.UTF_8));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            ByteBuffer buffer = ByteBuffer.wrap(String.join("", text).getBytes(StandardCharsets.UTF_8));
            while (buffer.hasRemaining()) {
                int unused = channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static String checksum(byte[] json) {
        CRC32C checksum = new CRC32C();
        checksum.update(json);
        return String.format("%08x", checksum.getValue());
    }
}
