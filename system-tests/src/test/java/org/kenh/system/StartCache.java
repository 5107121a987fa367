package org.kenh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * The server's classes as the virtual machine keeps them ready (JEP 483), which halves its start and changes nothing
 * else: for runs that start it hundreds of times.
 */
final class StartCache {
    private StartCache() {}

    /** The options that use the cache, which is made by a start and a stop if there is none of this build. */
    static List<String> options() {
        Path cache = Installation.target().resolve("server.aot").toAbsolutePath();
        try {
            if (!Files.exists(cache) || modified(cache).compareTo(modified(Installation.serverJar())) < 0) {
                Files.deleteIfExists(cache);
                make(cache);
            }
            return List.of("-XX:AOTCache=" + cache);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make " + cache, failure);
        }
    }

    private static void make(Path cache) {
        try (ServerProcess server = ServerProcess.in(ServerProcess.newFolder("start-cache"), "start-cache")) {
            server.setVirtualMachineOptions(List.of("-XX:AOTCacheOutput=" + cache));
            server.startAgain();
            server.stop();
        }
    }

    private static FileTime modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }
}
