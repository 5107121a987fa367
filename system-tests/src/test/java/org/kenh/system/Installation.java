package org.kenh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the packaged product lies: Maven says it in system properties, else it is looked for in this folder. */
final class Installation {
    /** The system properties that Maven sets. */
    static final List<String> PROPERTIES = List.of("kenh.root", "kenh.server.jar", "kenh.agent.jar", "kenh.target");

    private Installation() {}

    static Path root() {
        return Path.of(System.getProperty("kenh.root", "")).toAbsolutePath();
    }

    static Path serverJar() {
        String jar = System.getProperty("kenh.server.jar");
        return jar == null ? packaged("operations", "operations-[0-9].*\\.jar") : built(Path.of(jar));
    }

    /** The packaged agent. */
    static Path agentJar() {
        String jar = System.getProperty("kenh.agent.jar");
        return jar == null ? packaged("edge-agent", "edge-agent-[0-9].*-all\\.jar") : built(Path.of(jar));
    }

    /** A folder for what a failed test leaves behind. */
    static Path target() {
        String target = System.getProperty("kenh.target");
        return target == null ? root().resolve("system-tests/target") : Path.of(target);
    }

    private static Path packaged(String module, String name) {
        Path folder = root().resolve(module).resolve("target");
        try (Stream<Path> files = Files.find(
                folder,
                1,
                (path, attributes) -> String.valueOf(path.getFileName()).matches(name))) {
            return files.findFirst()
                    .orElseThrow(
                            () -> new AssertionError("nothing packaged in " + folder + ": package the product first"));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot look for what is packaged in " + folder, failure);
        }
    }

    private static Path built(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new AssertionError("no " + jar + ": package the product first (./mvnw verify does)");
        }
        return jar;
    }
}
