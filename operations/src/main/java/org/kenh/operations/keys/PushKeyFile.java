package org.kenh.operations.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.kenh.operations.OperationsException;

/** Keeps the key by which push services know this server in the data directory, for its own user only. */
public final class PushKeyFile {
    private static final String FILE = "push.key";

    private PushKeyFile() {}

    /** The text of the file; made at the first start. */
    public static String of(Path dataDirectory, Supplier<String> maker) {
        Path file = dataDirectory.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                PrivateFiles.write(file, maker.get().getBytes(StandardCharsets.US_ASCII));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new OperationsException("the push key " + file + " cannot be read or made: " + e.getMessage(), e);
        }
    }
}
