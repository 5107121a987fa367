package org.kenh.ingest.timescale;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The directory of an embedded PostgreSQL: its data, its password, its log. */
record ServerFiles(Path directory) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** What PostgreSQL calls its data directory. */
    Path data() {
        return directory.resolve("postgres");
    }

    Path unfinishedData() {
        return directory.resolve("postgres.unfinished");
    }

    Path log() {
        return directory.resolve("log");
    }

    Path password() {
        return directory.resolve("postgres.password");
    }

    /** Locked by whoever runs the server on this directory. */
    Path owner() {
        return directory.resolve("postgres.owner");
    }

    String readPassword() throws IOException {
        return Files.readString(password()).strip();
    }

    /** Nobody but the owner can read it at any moment. */
    String newPassword() throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String made = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.deleteIfExists(password());
        Files.createFile(password(), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(password(), made + "\n", StandardOpenOption.WRITE);
        return made;
    }

    /** The major version that made the data. */
    String dataVersion() throws IOException {
        return Files.readString(data().resolve("PG_VERSION")).strip();
    }

    /** The process that {@code postmaster.pid} names; it may be long gone and its number be another's. */
    Optional<Long> postmaster() throws IOException {
        Path file = data().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file, UTF_8);
        return lines.isEmpty() || !lines.getFirst().strip().matches("-?[0-9]{1,18}")
                ? Optional.empty()
                : Optional.of(Math.abs(Long.parseLong(lines.getFirst().strip())));
    }

    /** Whether the process works in our data directory, as PostgreSQL's processes do. */
    boolean isOurs(long process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process + "/cwd")).equals(data().toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether any process works in our data directory. */
    boolean isInUse() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .map(process -> String.valueOf(process.getFileName()))
                    .filter(name -> name.matches("[0-9]{1,18}"))
                    .anyMatch(name -> isOurs(Long.parseLong(name)));
        }
    }

    void writeConfiguration(int port) throws IOException {
        Files.writeString(data().resolve("postgresql.conf"), """
                # Written at every start.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                max_connections = 40
                shared_buffers = '128MB'
                work_mem = '8MB'
                maintenance_work_mem = '64MB'
                effective_cache_size = '512MB'
                max_wal_size = '2GB'
                min_wal_size = '128MB'
                checkpoint_timeout = '15min'
                synchronous_commit = on
                fsync = on
                jit = off
                timezone = 'UTC'
                log_timezone = 'UTC'
                logging_collector = on
                log_directory = '../log'
                log_filename = 'postgres-%%a.log'
                log_truncate_on_rotation = on
                log_rotation_age = '1d'
                log_rotation_size = 0
                """.formatted(port));
        Files.writeString(data().resolve("pg_hba.conf"), """
                # Written at every start: passwords only, this machine only.
                host all all 127.0.0.1/32 scram-sha-256
                """);
    }
}
