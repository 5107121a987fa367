package org.kenh.operations.loudspeaker.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The province's system by files. Schedules are dropped into {@code in} (whoever writes there renames when done, or leaves the file
 * alone for some seconds); files that were taken go to {@code done}, others to {@code bad} with a {@code .reason.txt} beside
 * them. Reports are put into {@code out} under their final name at once or not at all. Links are not followed.
 */
final class FileLink implements Link {
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final int MOST_AT_ONCE = 50;
    private static final int MOST_SEEN = 1_000;
    private static final int MOST_KEPT = 500;
    private static final int MOST_OUT = 5_000;
    private static final long LARGEST = 8L * 1024 * 1024;

    private final Path directory;
    private final Instant now;
    private final Map<String, Stamp> seen;

    /** What was seen at the look before is kept by who asks. */
    FileLink(Path directory, Instant now, Map<String, Stamp> seen) {
        this.directory = directory;
        this.now = now;
        this.seen = seen;
    }

    /** How a file was when somebody looked. */
    record Stamp(Instant modified, long size) {}

    @Override
    public Fetch fetch(Optional<String> mark) {
        try {
            List<Document> documents = new ArrayList<>();
            for (Path file : waiting()) {
                documents.add(read(file));
            }
            return documents.isEmpty() ? new Fetch.NothingNew() : new Fetch.Found(documents, Optional.empty());
        } catch (IOException e) {
            return new Fetch.Failed(words(e), Optional.empty());
        }
    }

    /** Names tell which ones are meant, oldest first. */
    private List<Path> waiting() throws IOException {
        Files.createDirectories(folder("in"));
        Map<String, Stamp> before = Map.copyOf(seen);
        seen.clear();
        try (Stream<Path> files = Files.list(folder("in"))) {
            return files.filter(file -> format(file).isPresent())
                    .sorted(Comparator.comparing(Path::getFileName))
                    .limit(MOST_SEEN)
                    .filter(file -> isStill(file, before))
                    .limit(MOST_AT_ONCE)
                    .toList();
        }
    }

    private static Optional<Intake.Format> format(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.startsWith(".")) {
            return Optional.empty();
        }
        return name.endsWith(".json")
                ? Optional.of(Intake.Format.JSON)
                : name.endsWith(".csv") ? Optional.of(Intake.Format.CSV) : Optional.empty();
    }

    /** A time ahead of ours tells nothing of who writes there: such a file must be the same as at the look before. */
    private boolean isStill(Path file, Map<String, Stamp> before) {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Stamp stamp = new Stamp(found.lastModifiedTime().toInstant(), found.size());
            String name = file.getFileName().toString();
            seen.put(name, stamp);
            return found.isRegularFile()
                    && (stamp.modified().isBefore(now.minus(QUIET))
                            || (stamp.modified().isAfter(now) && stamp.equals(before.get(name))));
        } catch (IOException e) {
            return false; // taken away meanwhile
        }
    }

    private Document read(Path file) {
        String name = file.getFileName().toString();
        Intake.Format format = format(file).orElseThrow();
        try {
            if (Files.size(file) > LARGEST) {
                return new Document(name, format, "", false, Optional.of("larger than " + LARGEST + " bytes"));
            }
            String content = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return new Document(name, format, content, false, Optional.empty());
        } catch (CharacterCodingException e) {
            return new Document(name, format, "", false, Optional.of("not UTF-8"));
        } catch (IOException e) {
            return new Document(name, format, "", false, Optional.of(words(e)));
        }
    }

    /** What cannot be moved is taken once more, which changes nothing, and people are told. */
    @Override
    public Optional<String> taken(Document document, Intake.Taken taken) {
        Path file = folder("in").resolve(document.name());
        try {
            if (taken.isGood()) {
                Files.createDirectories(folder("done"));
                move(file, folder("done").resolve(stamped(file)));
                trim(folder("done"));
            } else {
                putAside(file, taken.mistakes());
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot be moved, " + words(e));
        }
    }

    private void putAside(Path file, List<String> why) throws IOException {
        Files.createDirectories(folder("bad"));
        Path kept = folder("bad").resolve(stamped(file));
        write(kept.resolveSibling(kept.getFileName() + ".reason.txt"), String.join("\n", why) + "\n");
        move(file, kept);
        trim(folder("bad"));
    }

    @Override
    public Delivery deliver(SourceStore.Parcel parcel) {
        try {
            Files.createDirectories(folder("out"));
            try (Stream<Path> files = Files.list(folder("out"))) {
                if (files.count() >= MOST_OUT) {
                    return new Delivery.Down("nobody fetches what lies in " + folder("out"), Optional.empty());
                }
            }
            Path file = folder("out").resolve(parcel.what() + "-" + parcel.key() + ".json");
            write(file, parcel.payload());
            return new Delivery.Done(file.getFileName().toString());
        } catch (IOException e) {
            return new Delivery.Down(words(e), Optional.empty());
        }
    }

    /** Readers find all of it or nothing. */
    private static void write(Path file, String content) throws IOException {
        Path half = file.resolveSibling("." + file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                half, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        move(half, file);
    }

    /** Also to another file system, where readers find all of it or nothing as well. */
    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Path half = to.resolveSibling("." + to.getFileName() + ".part");
            Files.copy(from, half, StandardCopyOption.REPLACE_EXISTING);
            Files.move(half, to, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(from);
        }
    }

    private String stamped(Path file) {
        return now.toEpochMilli() + "-" + file.getFileName();
    }

    private Path folder(String name) {
        return directory.resolve(name);
    }

    /** Names begin with the time: the oldest ones go. */
    private static void trim(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted(Comparator.comparing(Path::getFileName)).toList();
        }
        for (Path old : files.subList(0, Math.max(0, files.size() - MOST_KEPT))) {
            Files.deleteIfExists(old);
        }
    }

    private static String words(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
