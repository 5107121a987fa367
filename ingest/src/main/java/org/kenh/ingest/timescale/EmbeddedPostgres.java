package org.kenh.ingest.timescale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.IngestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own for machines without one. It keeps its data, listens on loopback only, lets nobody in without
 * its password, and runs in a session of its own, so that Ctrl-C in a terminal reaches the server first and the server
 * stops it in order. Should the server die, the database is found and stopped by the next one on the same directory.
 * Should PostgreSQL's first process die, which PostgreSQL itself cannot heal, it is started again on the same port.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String USER = "kenh";
    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 20;
    private static final int TRIES = 3;
    private static final long LOOK_MILLIS = 250;

    private final ServerFiles files;
    private final PostgresPrograms programs;
    private final FileChannel ownership;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable DatabaseSettings settings;

    private EmbeddedPostgres(ServerFiles files, PostgresPrograms programs, FileChannel ownership) {
        this.files = files;
        this.programs = programs;
        this.ownership = ownership;
    }

    /** Starts on the directory, with the programs unpacked in {@code ~/.cache/kenh}. */
    public static EmbeddedPostgres start(Path directory) {
        String cacheHome = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path cache = cacheHome.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cacheHome);
        return start(directory, cache.resolve("kenh"));
    }

    /**
     * Starts on the directory, which is created when missing. Throws {@link IngestException} when another live server
     * owns the directory, or PostgreSQL does not start.
     *
     * @param cache where the programs are unpacked, once
     */
    public static EmbeddedPostgres start(Path directory, Path cache) {
        try {
            Files.createDirectories(directory);
            ServerFiles files = new ServerFiles(directory.toRealPath());
            FileChannel ownership = own(files);
            try {
                EmbeddedPostgres server = new EmbeddedPostgres(
                        files, new PostgresPrograms(PostgresBinaries.unpackedUnder(cache)), ownership);
                server.start();
                Thread.ofVirtual().name("kenh-postgres-watch").start(server::watch);
                return server;
            } catch (IOException | RuntimeException e) {
                ownership.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("embedded PostgreSQL could not be started in " + directory, e);
        }
    }

    /** How to connect. */
    public DatabaseSettings settings() {
        if (settings == null) {
            throw new IllegalStateException("embedded PostgreSQL has not started");
        }
        return settings;
    }

    /** The process that all others of PostgreSQL come from. */
    public long process() {
        try {
            return files.postmaster()
                    .orElseThrow(() -> new IngestException("embedded PostgreSQL does not run in " + files.directory()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends connections, writes everything down and stops; within a second or two. */
    @Override
    public void close() {
        closing.countDown();
        try (ownership) {
            end();
        } catch (IOException e) {
            throw new UncheckedIOException("embedded PostgreSQL did not stop in order", e);
        }
    }

    private void start() throws IOException {
        stopOrphan();
        if (!Files.exists(files.data())) {
            initialise();
        }
        programs.requireVersion(files.dataVersion());
        Files.createDirectories(files.log());
        String password = files.readPassword();
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            files.writeConfiguration(port);
            Optional<String> failure = programs.start(files, START_SECONDS);
            if (failure.isEmpty()) {
                settings = new DatabaseSettings("jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, password);
                LOG.info("Embedded PostgreSQL {} runs in {}", files.dataVersion(), files.directory());
                return;
            }
            if (attempt == TRIES) {
                throw new IngestException("embedded PostgreSQL did not start in " + files.directory() + ": "
                        + failure.get() + " (see " + files.log() + ")");
            }
        }
    }

    private void watch() {
        while (!isClosingWithin(LOOK_MILLIS)) {
            try {
                reviveIfDead();
            } catch (IOException | RuntimeException e) {
                LOG.error("Embedded PostgreSQL has died and does not start again yet: {}", e.getMessage());
            }
        }
    }

    private synchronized void reviveIfDead() throws IOException {
        if (closing.getCount() == 0 || isRunning()) {
            return;
        }
        LOG.error("Embedded PostgreSQL has died; it is started again");
        forgetTheDead();
        Optional<String> failure = programs.start(files, START_SECONDS);
        if (failure.isPresent()) {
            throw new IngestException(failure.get());
        }
        LOG.info("Embedded PostgreSQL runs again in {}", files.directory());
    }

    private synchronized void end() throws IOException {
        stop();
    }

    private boolean isClosingWithin(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Under another name first: what stands under the final name is whole. */
    private void initialise() throws IOException {
        files.newPassword();
        programs.initialise(files, USER);
        Files.move(files.unfinishedData(), files.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** We own the directory, so a PostgreSQL that runs in it was left behind by a server that died. */
    private void stopOrphan() throws IOException {
        Optional<Long> process = files.postmaster();
        if (process.isEmpty()) {
            return;
        }
        if (files.isOurs(process.get())) {
            LOG.warn("A server that died left its PostgreSQL running (process {}); it is stopped first", process.get());
            stop();
        } else {
            forgetTheDead();
        }
    }

    /**
     * PostgreSQL would take any process with the number in {@code postmaster.pid} for its own and refuse to start. But
     * while children of the dead one still write, that file must stay: two servers on the same data would ruin them.
     */
    private void forgetTheDead() throws IOException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        while (files.isInUse()) {
            if (System.nanoTime() > patience) {
                throw new IngestException("processes of a PostgreSQL that died still work in " + files.data());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        Files.deleteIfExists(files.data().resolve("postmaster.pid"));
    }

    /** In order if possible; what was committed is safe in either way. */
    private void stop() throws IOException {
        Optional<String> failure = Optional.empty();
        for (String mode : List.of("fast", "immediate")) {
            if (isRunning()) {
                failure = programs.stop(files, mode, STOP_SECONDS);
            }
        }
        if (isRunning()) {
            throw new IngestException("embedded PostgreSQL in " + files.directory() + " cannot be stopped: "
                    + failure.orElse("it runs on"));
        }
    }

    private boolean isRunning() throws IOException {
        return files.postmaster().filter(files::isOurs).isPresent();
    }

    private static FileChannel own(ServerFiles files) throws IOException {
        FileChannel channel = FileChannel.open(files.owner(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} is owned within this process", files.directory());
        }
        channel.close();
        throw new IngestException("another server is running on the data directory " + files.directory());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
