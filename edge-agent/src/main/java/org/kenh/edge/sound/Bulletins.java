package org.kenh.edge.sound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.kenh.edge.sensor.exec.Child;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that are played: their hashes and fingerprints. A fingerprint is taken from {@code FILE.kfp}, from the file
 * itself when it is WAV, or from what the decoder makes of it. Thread-safe; slow for large files.
 */
final class Bulletins implements AutoCloseable {
    private static final long LARGEST = 256L * 1024 * 1024;
    private static final int DECODED_RATE = 16_000;
    private static final long LONGEST_DECODING_MILLIS = 60_000;
    private static final Logger LOG = LoggerFactory.getLogger(Bulletins.class);

    private final Optional<Path> directory;
    private final List<String> decoder;
    private final long patienceMillis;
    private final Set<Runnable> kills = ConcurrentHashMap.newKeySet();

    Bulletins(Optional<Path> directory, List<String> decoder) {
        this(directory, decoder, LONGEST_DECODING_MILLIS);
    }

    Bulletins(Optional<Path> directory, List<String> decoder, long patienceMillis) {
        this.patienceMillis = patienceMillis;
        this.directory = directory;
        this.decoder = List.copyOf(decoder);
    }

    /** What is known of a file; nothing of one that is not there or too large. */
    Known look(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return new Known(Optional.empty(), Optional.empty());
            }
            return new Known(Optional.of(sha256(file)), fingerprint(file));
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", file, e.getMessage());
            return new Known(Optional.empty(), Optional.empty());
        }
    }

    private Optional<Fingerprint> fingerprint(Path file) {
        Path ready = file.resolveSibling(file.getFileName() + ".kfp");
        boolean isWave = file.toString().endsWith(".wav") || file.toString().endsWith(".kfp");
        try {
            if (Files.isRegularFile(ready)) {
                return Optional.of(Fingerprint.of(ready));
            }
            if (isWave) {
                return Optional.of(Fingerprint.of(file));
            }
            return decoder.isEmpty() ? Optional.empty() : Optional.of(decoded(file));
        } catch (IOException e) {
            LOG.warn("{} has no fingerprint: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private Fingerprint decoded(Path file) throws IOException {
        List<String> words = new ArrayList<>();
        decoder.forEach(word -> words.add(word.equals("$value") ? file.toString() : word));
        if (!decoder.contains("$value")) {
            words.add(file.toString());
        }
        try (Child child = Child.start(words);
                InputStream in = child.output()) {
            return decoded(in, child::close);
        }
    }

    private Fingerprint decoded(InputStream in, Runnable kill) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        Runnable end = () -> {
            // Said before it is killed: the end of its output must not look like the end of the bulletin.
            late.set(true);
            kill.run();
        };
        CompletableFuture<Void> deadline = CompletableFuture.runAsync(
                end, CompletableFuture.delayedExecutor(patienceMillis, TimeUnit.MILLISECONDS));
        kills.add(end);
        try {
            Fingerprint print = Fingerprint.of(new PcmStream(in, DECODED_RATE, 1));
            if (late.get()) {
                throw new IOException("the decoder ran for too long");
            }
            return print;
        } finally {
            deadline.cancel(false);
            kills.remove(end);
        }
    }

    /** Ends the decoders that run. */
    @Override
    public void close() {
        kills.forEach(Runnable::run);
    }

    /** Its hash in hexadecimal; empty when it is too large to be played. */
    Optional<String> hash(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) <= LARGEST ? Optional.of(sha256(file)) : Optional.empty();
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[16_384];
            int count = in.read(block);
            while (count > 0) {
                digest.update(block, 0, count);
                count = in.read(block);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The cached file of a bulletin: the one whose name without its ending is the bulletin's id. */
    Optional<Path> find(String bulletin) {
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.get())) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                int dot = name.lastIndexOf('.');
                boolean isSound = !name.endsWith(".kfp") && Files.isRegularFile(file);
                if (isSound && bulletin.equals(dot > 0 ? name.substring(0, dot) : name)) {
                    return Optional.of(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", directory.get(), e.getMessage());
        }
        return Optional.empty();
    }

    /** The hash in hexadecimal and the fingerprint, as far as they could be had. */
    record Known(Optional<String> sha256, Optional<Fingerprint> fingerprint) {}
}
