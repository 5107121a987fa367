package org.kenh.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the packaged product lies; Maven says it in system properties. */
final class Installation {
    private Installation() {}

    static Path root() {
        return Path.of(property("kenh.root"));
    }

    static Path serverJar() {
        return built(Path.of(property("kenh.server.jar")));
    }

    /** A folder for what a failed test leaves behind. */
    static Path target() {
        return Path.of(property("kenh.target"));
    }

    private static Path built(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new AssertionError("no " + jar + ": package the product first (./mvnw verify does)");
        }
        return jar;
    }

    private static String property(String key) {
        return Objects.requireNonNull(System.getProperty(key), () -> key + " is set in system-tests/pom.xml");
    }
}
