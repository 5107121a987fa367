package org.kenh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A file system on which power can be lost: ext4 in a file, whose journal is written to the disk by itself every ten
 * minutes only, shut down without another word. What was not forced to the disk is gone.
 */
final class PowerLoss implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final Path image;
    private final Path folder;

    private PowerLoss(Path home) throws IOException {
        this.home = home;
        this.image = home.resolve("image");
        this.folder = Files.createDirectory(home.resolve("mounted"));
    }

    static boolean isPossible() {
        boolean root = "root".equals(System.getProperty("user.name"));
        if (!root || !List.of("losetup", "mkfs.ext4", "xfs_io").stream().allMatch(Tool::isThere)) {
            return false;
        }
        try (PowerLoss trial = mount()) {
            return Files.isDirectory(trial.folder);
        } catch (IllegalStateException impossible) {
            return false;
        }
    }

    static PowerLoss mount() {
        try {
            PowerLoss disk = new PowerLoss(Files.createTempDirectory("kenh-power"));
            run("truncate", "-s", "256M", disk.image.toString());
            run("mkfs.ext4", "-q", "-F", disk.image.toString());
            disk.restorePower();
            return disk;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make a folder for a disk", failure);
        }
    }

    Path folder() {
        return folder;
    }

    /** From now on nothing reaches the disk. */
    void cutPower() {
        run("xfs_io", "-x", "-c", "shutdown", folder.toString());
    }

    /** After nobody uses it any more: mounts what was on the disk. */
    void restorePower() {
        Tool.of("umount", folder.toString()).run(PATIENCE);
        run("mount", "-o", "loop,commit=600", image.toString(), folder.toString());
    }

    @Override
    public void close() {
        run("umount", folder.toString());
        try {
            Files.delete(image);
            Files.delete(folder);
            Files.delete(home);
        } catch (IOException failure) {
            System.err.println("could not delete all of " + home + ": " + failure.getMessage());
        }
    }

    private static void run(String... command) {
        Tool.Result result = Tool.of(command).run(PATIENCE);
        if (result.exitCode() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed: " + result.output());
        }
    }
}
