package org.kenh.edge.sensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/** Two pseudo-terminals that are connected like the ends of a serial cable, by {@code socat}. */
public final class PtyPair implements AutoCloseable {
    private final Process socat;
    private final Path one;
    private final Path other;

    private PtyPair(Process socat, Path one, Path other) {
        this.socat = socat;
        this.one = one;
        this.other = other;
    }

    public static PtyPair open(Path directory) throws IOException, InterruptedException {
        Path one = directory.resolve("one");
        Path other = directory.resolve("other");
        Process socat = new ProcessBuilder("socat", "pty,rawer,link=" + one, "pty,rawer,link=" + other)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("socat.log").toFile())
                .start();
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!Files.exists(one) || !Files.exists(other)) {
            Assertions.assertThat(System.nanoTime()).as("pseudo-terminals").isLessThan(deadline);
            Assertions.assertThat(socat.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
        }
        return new PtyPair(socat, one, other);
    }

    /** The device file of one end. */
    public Path one() {
        return one;
    }

    /** The device file of the other end. */
    public Path other() {
        return other;
    }

    @Override
    public void close() {
        socat.destroy();
        // It removes its links at the end.
        Process unused = socat.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
