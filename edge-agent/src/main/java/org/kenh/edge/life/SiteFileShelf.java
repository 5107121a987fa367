package org.kenh.edge.life;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.kenh.edge.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The centre's files on the board's disk. Each has a first line that says what it is and then the text as it came. They are
 * written beside their place, made durable and renamed, so that a power cut leaves the old one or the new one.
 */
final class SiteFileShelf {
    private static final String HEAD = "# kenh ";
    private static final Logger LOG = LoggerFactory.getLogger(SiteFileShelf.class);

    private final Path directory;

    SiteFileShelf(Path directory) {
        this.directory = directory;
    }

    /** Empty when there is none, or when it cannot be read, which is logged. */
    Optional<Kept> load(Slot slot) {
        try {
            String text = Files.readString(directory.resolve(slot.file));
            int end = text.indexOf('\n');
            if (!text.startsWith(HEAD) || end < 0) {
                throw new IOException("has no first line");
            }
            ObjectNode head = LifeJson.object(text.substring(HEAD.length(), end));
            return Optional.of(new Kept(
                    head.path("version").asInt(),
                    head.path("command").asText(),
                    head.path("board").asText(),
                    head.path("starts").asInt(),
                    text.substring(end + 1)));
        } catch (java.nio.file.NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | ConfigException e) {
            LOG.error("{} cannot be used: {}", directory.resolve(slot.file), e.getMessage());
            return Optional.empty();
        }
    }

    void save(Slot slot, Kept kept) throws IOException {
        Map<String, Object> head = Map.of(
                "version", kept.version, "command", kept.command, "board", kept.boardHash, "starts", kept.starts);
        byte[] bytes = (HEAD + LifeJson.text(head) + "\n" + kept.text).getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(directory);
        Path draft = directory.resolve(slot.file + ".new");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(draft, directory.resolve(slot.file), StandardCopyOption.ATOMIC_MOVE);
        makeNamesDurable();
    }

    void move(Slot from, Slot to) throws IOException {
        Files.move(directory.resolve(from.file), directory.resolve(to.file), StandardCopyOption.ATOMIC_MOVE);
        makeNamesDurable();
    }

    void delete(Slot slot) throws IOException {
        if (Files.deleteIfExists(directory.resolve(slot.file))) {
            makeNamesDurable();
        }
    }

    private void makeNamesDurable() throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /** The places on the shelf. */
    enum Slot {
        /** Works and has reached the centre. */
        ACTIVE("active.yaml"),
        /** Has not reached the centre yet. */
        TRIAL("trial.yaml"),
        /** Was active until somebody changed the file on the board. */
        SUPERSEDED("superseded.yaml"),
        /** How a trial ended, until the answer is on its way; the text is the reason of a failure, empty if none. */
        OUTCOME("outcome.txt");

        private final String file;

        Slot(String file) {
            this.file = file;
        }
    }

    /**
     * A file on the shelf.
     *
     * @param command id of the command that brought it
     * @param boardHash of the board's own file when it came
     * @param starts how often the agent has begun to work by it
     */
    record Kept(int version, String command, String boardHash, int starts, String text) {
        Kept startedAgain() {
            return new Kept(version, command, boardHash, starts + 1, text);
        }

        Kept withText(String other) {
            return new Kept(version, command, boardHash, starts, other);
        }
    }
}
