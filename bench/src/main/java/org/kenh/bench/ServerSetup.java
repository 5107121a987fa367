package org.kenh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kenh.bench.load.Device;
import picocli.CommandLine.Option;

/** Options of the commands that start a server of their own. */
final class ServerSetup {
    @Option(names = "--root", defaultValue = ".", description = "folder of the built product (.)")
    private Path root = Path.of(".");

    @Option(
            names = "--data",
            description = "data directory of the server, kept for the next run (a new one under /tmp, not deleted)")
    private @Nullable Path data;

    @Option(names = "--config", description = "configuration file of the server (one without a rate limit per device)")
    private @Nullable Path config;

    private @Nullable Path directory;

    ServerUnderTest start() throws IOException {
        return ServerUnderTest.start(root, directory(), config == null ? unlimited() : config);
    }

    /** Devices of this server; those of the last run with the same data directory are used again. */
    List<Device> devices(ServerUnderTest server, int count) throws IOException {
        return new DeviceFile(directory().resolve("bench-devices.txt")).atLeast(count, server::api);
    }

    /** The load comes from fewer devices than a district has, so each may send what it likes. */
    private Path unlimited() throws IOException {
        Path file = directory().resolve("bench-server.yaml");
        return Files.writeString(file, "device-rate:\n  messages: 0\n  bytes: 0\n");
    }

    private Path directory() throws IOException {
        if (directory == null) {
            directory = data == null ? Files.createTempDirectory("kenh-bench") : Files.createDirectories(data);
        }
        return directory;
    }
}
