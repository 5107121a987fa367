package org.kenh.system;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What is between a loudspeaker and the microphone beside it, in true time: what a program writes into the pipe {@link #amplifier}
 * sounds in the square, and what can be heard there, with the noise of the evening, comes out of the pipe {@link #microphone}. Both
 * are raw samples of 16 bits, mono, 16,000 a second. Safe for any thread.
 */
final class VillageSquare implements AutoCloseable {
    private static final int RATE = 16_000;
    private static final int BLOCK = RATE / 10;
    private static final long BLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A sound card that nobody reads forgets; so the pipe never blocks. */
    private static final int MOST_UNHEARD = RATE;

    private static final double NOISE = 60;
    private static final double HORN = 0.3;

    /** Far above the noise. */
    private static final int LOUD = 1_000;

    private final Path folder;
    private final RandomAccessFile played;
    private final RandomAccessFile heard;
    private final FileInputStream fromAmplifier;
    private final FileInputStream notYetHeard;
    private final Random random = new Random(7);
    private final byte[] bytes = new byte[2 * BLOCK];
    private final AtomicLong listened = new AtomicLong();
    private final AtomicLong lastLoud = new AtomicLong();
    private final Thread air;
    private volatile boolean wired = true;
    private volatile boolean closed;

    private VillageSquare(Path folder) throws IOException {
        this.folder = folder;
        makePipe(amplifier());
        makePipe(microphone());
        // Open for both, so that neither waits for the other side, nor sees its end.
        this.played = new RandomAccessFile(amplifier().toFile(), "rw");
        this.heard = new RandomAccessFile(microphone().toFile(), "rw");
        this.fromAmplifier = new FileInputStream(played.getFD());
        this.notYetHeard = new FileInputStream(heard.getFD());
        this.air = Thread.ofPlatform().name("village square").daemon().unstarted(this::sound);
    }

    /** With its pipes in this folder. */
    static VillageSquare in(Path folder) {
        try {
            VillageSquare square = new VillageSquare(folder);
            square.air.start();
            return square;
        } catch (IOException failure) {
            throw new UncheckedIOException("no pipes in " + folder, failure);
        }
    }

    Path amplifier() {
        return folder.resolve("amplifier");
    }

    Path microphone() {
        return folder.resolve("microphone");
    }

    /** Cuts the line from the amplifier to the horns, or mends it. What is played goes on as if nothing were. */
    void wire(boolean whole) {
        wired = whole;
    }

    /** How long somebody has listened to the microphone. */
    Duration listened() {
        return Duration.ofMillis(listened.get() * 1_000 / (2L * RATE));
    }

    /** Whether something was to be heard in the last second. */
    boolean isLoud() {
        long last = lastLoud.get();
        return last != 0 && System.nanoTime() - last < TimeUnit.SECONDS.toNanos(1);
    }

    @Override
    public void close() {
        closed = true;
        try {
            air.join();
            played.close();
            heard.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void sound() {
        try {
            long next = System.nanoTime();
            while (!closed) {
                long early = next - System.nanoTime();
                if (early > 0) {
                    LockSupport.parkNanos(early);
                } else {
                    block();
                    next += BLOCK_NANOS;
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the square fell silent", failure);
        }
    }

    private void block() throws IOException {
        int samples = Math.min(bytes.length, fromAmplifier.available()) / 2;
        played.readFully(bytes, 0, 2 * samples);
        boolean loud = false;
        for (int i = 0; i < BLOCK; i++) {
            double horn = i < samples && wired ? HORN * (short) ((bytes[2 * i] & 0xff) | bytes[2 * i + 1] << 8) : 0;
            loud |= Math.abs(horn) > LOUD;
            long sample = Math.round(horn + NOISE * random.nextGaussian());
            bytes[2 * i] = (byte) sample;
            bytes[2 * i + 1] = (byte) (sample >> 8);
        }
        if (loud) {
            lastLoud.set(System.nanoTime());
        }
        int unheard = notYetHeard.available();
        if (unheard + bytes.length <= MOST_UNHEARD) {
            heard.write(bytes);
            listened.addAndGet(bytes.length);
        }
    }

    private static void makePipe(Path path) throws IOException {
        Files.deleteIfExists(path);
        Process mkfifo =
                new ProcessBuilder("mkfifo", path.toString()).inheritIO().start();
        try {
            if (mkfifo.waitFor() != 0) {
                throw new IOException("mkfifo " + path + " failed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
