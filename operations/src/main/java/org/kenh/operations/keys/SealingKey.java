package org.kenh.operations.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.kenh.operations.OperationsException;

/**
 * The key under which devices' secrets are sealed in the database: 32 bytes. Without it no device can be known again, so
 * it belongs into every backup, apart from the database.
 */
public final class SealingKey {
    public static final int BYTES = 32;
    private static final String FILE = "sealing.key";

    private SealingKey() {}

    /** The key of the data directory; made at the first start. */
    public static byte[] of(Path dataDirectory) {
        Path file = dataDirectory.resolve(FILE);
        try {
            return Files.exists(file) ? read(file) : create(file);
        } catch (IOException e) {
            throw new OperationsException("the sealing key " + file + " cannot be read or made: " + e.getMessage(), e);
        }
    }

    /** Empty if it is not 32 bytes in base64. */
    public static Optional<byte[]> parse(String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64.strip());
            return key.length == BYTES ? Optional.of(key) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] read(Path file) throws IOException {
        return parse(Files.readString(file))
                .orElseThrow(() -> new OperationsException("the sealing key " + file + " is damaged: it must hold "
                        + BYTES + " bytes in base64; restore it from a backup"));
    }

    private static byte[] create(Path file) throws IOException {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        String text = Base64.getEncoder().encodeToString(key) + "\n";
        PrivateFiles.write(file, text.getBytes(StandardCharsets.US_ASCII));
        return key;
    }
}
