package org.kenh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A file system of its own in a file, mounted on a folder, that can be filled and freed. Only as root. */
final class SmallDisk implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path image;
    private final Path folder;

    private SmallDisk(Path image, Path folder) {
        this.image = image;
        this.folder = folder;
    }

    /** Empty where this machine lets nobody mount; the reason is printed. Takes room on the real disk as it is used. */
    static Optional<SmallDisk> tryMount(int gigabytes) {
        try {
            return Optional.of(mount(gigabytes));
        } catch (IllegalStateException impossible) {
            System.out.println("no disk of its own: " + impossible.getMessage());
            return Optional.empty();
        }
    }

    private static SmallDisk mount(int gigabytes) {
        try {
            Path home = Files.createTempDirectory("kenh-disk");
            SmallDisk disk = new SmallDisk(home.resolve("image"), Files.createDirectory(home.resolve("mounted")));
            run("truncate", "-s", gigabytes + "G", disk.image.toString());
            run("mkfs.ext4", "-q", "-F", "-m", "0", disk.image.toString());
            run("mount", "-o", "loop", disk.image.toString(), disk.folder.toString());
            return disk;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make a folder for a disk", failure);
        }
    }

    Path folder() {
        return folder;
    }

    /** Leaves no room at all. */
    void fill() {
        try {
            long room = Files.getFileStore(folder).getUsableSpace();
            // What others take meanwhile lacks here, and the command fails; it has taken all that was left all the
            // same.
            Tool.of("fallocate", "-l", Long.toString(room), filler().toString()).run(PATIENCE);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot fill " + folder, failure);
        }
    }

    void free() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot free " + folder, failure);
        }
    }

    @Override
    public void close() {
        run("umount", "-l", folder.toString());
        try {
            Files.delete(image);
            Files.delete(folder);
            Files.delete(Objects.requireNonNull(image.getParent()));
        } catch (IOException failure) {
            System.err.println("could not delete all of " + image.getParent() + ": " + failure.getMessage());
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    private static void run(String... command) {
        Tool.Result result = Tool.of(command).run(PATIENCE);
        if (result.exitCode() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed: " + result.output());
        }
    }
}
