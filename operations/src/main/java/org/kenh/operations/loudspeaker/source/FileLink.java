package org.kenh.operations.loudspeaker.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
    private static final int MOST_KEPT = 500;
    private static final int MOST_OUT = 5_000;
    private static final long LARGEST = 8L * 1024 * 1024;

    private final Path directory;
    private final Instant now;

    FileLink(Path directory, Instant now) {
        this.directory = directory;
        this.now = now;
    }

    @Override
    public Fetch fetch(Optional<String> mark) {
        try {
            List<Document> documents = new ArrayList<>();
            for (Path file : waiting()) {
                read(file).ifPresent(documents::add);
            }
            return documents.isEmpty() ? new Fetch.NothingNew() : new Fetch.Found(documents, Optional.empty());
        } catch (IOException e) {
            return new Fetch.Failed(words(e), Optional.empty());
        }
    }

    /** Names tell which ones are meant, oldest first. */
    private List<Path> waiting() throws IOException {
        Files.createDirectories(folder("in"));
        try (Stream<Path> files = Files.list(folder("in"))) {
            return files.filter(file -> format(file).isPresent() && isStill(file))
                    .sorted(Comparator.comparing(Path::getFileName))
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

    private boolean isStill(Path file) {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return seen.isRegularFile() && seen.lastModifiedTime().toInstant().isBefore(now.minus(QUIET));
        } catch (IOException e) {
            return false; // taken away meanwhile
        }
    }

    private Optional<Document> read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            putAside(file, List.of("larger than " + LARGEST + " bytes"));
            return Optional.empty();
        }
        try {
            String content = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return Optional.of(
                    new Document(file.getFileName().toString(), format(file).orElseThrow(), content));
        } catch (CharacterCodingException e) {
            putAside(file, List.of("not UTF-8"));
            return Optional.empty();
        }
    }

    @Override
    public void taken(Document document, Intake.Taken taken) {
        Path file = folder("in").resolve(document.name());
        try {
            if (taken.isGood()) {
                Files.createDirectories(folder("done"));
                move(file, folder("done").resolve(stamped(file)));
                trim(folder("done"));
            } else {
                putAside(file, taken.mistakes());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot move " + file, e);
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
                    return new Delivery.Failed("nobody fetches what lies in " + folder("out"), Optional.empty());
                }
            }
            Path file = folder("out").resolve(parcel.what() + "-" + parcel.key() + ".json");
            write(file, parcel.payload());
            return new Delivery.Done(file.getFileName().toString());
        } catch (IOException e) {
            return new Delivery.Failed(words(e), Optional.empty());
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

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
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
