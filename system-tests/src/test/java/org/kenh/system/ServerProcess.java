package org.kenh.system;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The real server as a process of its own, started as {@code ./run --no-demo} does, on free ports, with a data
 * directory of its own. Its log is kept under {@code target/servers}. Whatever happens, {@link #close} ends it and its
 * database.
 */
final class ServerProcess implements AutoCloseable {
    static final String ADMIN_PASSWORD = "mot-mat-khau-de-thu-1234";
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Set<ServerProcess> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(ServerProcess::end)));
    }

    private final Ports ports = Ports.free();
    private final Path data;
    private final Path log;
    private final Optional<String> adminPassword;
    private List<String> virtualMachineOptions = List.of();
    private String classPath = Installation.serverJar().toString();
    private String main = "org.kenh.operations.Main";
    private @Nullable Process process;

    private ServerProcess(String name, Optional<String> adminPassword) {
        this(name, adminPassword, newFolder(name));
    }

    private ServerProcess(String name, Optional<String> adminPassword, Path data) {
        this.adminPassword = adminPassword;
        this.data = data;
        try {
            this.log = Files.createDirectories(Installation.target().resolve("servers"))
                    .resolve(name + ".log");
            Files.deleteIfExists(log);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make the folders of server " + name, failure);
        }
    }

    /** Starts a server whose administrator has {@link #ADMIN_PASSWORD}, and waits until it is ready. */
    static ServerProcess start(String name) {
        return started(new ServerProcess(name, Optional.of(ADMIN_PASSWORD)));
    }

    /** Starts a server whose event loops are watched by {@link EventLoopGuard}. */
    static ServerProcess startWatched(String name) {
        ServerProcess server = new ServerProcess(name, Optional.of(ADMIN_PASSWORD));
        server.setVirtualMachineOptions(EventLoopGuard.options());
        server.classPath = Installation.serverJar() + File.pathSeparator + EventLoopGuard.classes();
        server.main = EventLoopGuard.class.getName();
        return started(server);
    }

    /** Starts a server that has to make up the administrator's password itself. */
    static ServerProcess startWithoutPassword(String name) {
        return started(new ServerProcess(name, Optional.empty()));
    }

    /** A server that was not started yet, with its data in a given folder, which is deleted at the end. */
    static ServerProcess in(Path data, String name) {
        ServerProcess server = new ServerProcess(name, Optional.of(ADMIN_PASSWORD), data);
        RUNNING.add(server);
        return server;
    }

    Ports ports() {
        return ports;
    }

    /** For its next starts. */
    void setVirtualMachineOptions(List<String> options) {
        virtualMachineOptions = List.copyOf(options);
    }

    long pid() {
        return running().pid();
    }

    Path data() {
        return data;
    }

    /** The self-signed certificate that it made for itself. */
    Path certificate() {
        return data.resolve("tls").resolve("server.crt");
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + ports.http() + path);
    }

    Path logFile() {
        return log;
    }

    /** All that it has written so far, over all its starts. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + log, failure);
        }
    }

    /** Its database while it runs; fails if there is none. */
    EmbeddedDatabase database() {
        return EmbeddedDatabase.in(data)
                .filter(EmbeddedDatabase::isAlive)
                .orElseThrow(() -> new AssertionError("no database runs in " + data + "; the log:\n" + log()));
    }

    /** Asks it to stop and waits; fails when it does not in time. Returns how long it took. */
    Duration stop() {
        long before = System.nanoTime();
        Process stopping = running();
        stopping.destroy();
        Await.until("the server stops; its log:\n" + log(), STOP, () -> !stopping.isAlive());
        return Duration.ofNanos(System.nanoTime() - before);
    }

    /** Kills it with SIGKILL. Its database is not told. */
    void kill() {
        Process killed = running();
        killed.destroyForcibly();
        Await.until("the killed server is gone", STOP, () -> !killed.isAlive());
    }

    /** Starts it on its old data and ports, and waits until it is ready. */
    void startAgain() {
        launch();
        awaitReady();
    }

    void awaitReady() {
        Await.until("the server is ready; its log: " + log, START, this::isReady);
    }

    /** Starts it on its old data and ports, and does not wait. */
    void launch() {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                ". " + Installation.root() + "/.mvn/toolchain.sh && exec " + System.getProperty("java.home")
                        + "/bin/java $SERVER_JVM \"$@\"",
                "server"));
        command.addAll(virtualMachineOptions);
        command.addAll(List.of("-cp", classPath, main, "--data", data.toString(), "--no-demo"));
        command.addAll(ports.options());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("KENH_"));
        adminPassword.ifPresent(password -> builder.environment().put("KENH_ADMIN_PASSWORD", password));
        try {
            process = builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + command, failure);
        }
    }

    boolean isReady() {
        if (!running().isAlive()) {
            throw new AssertionError("the server ended with " + running().exitValue() + ":\n" + log());
        }
        return status("/readyz") == 200;
    }

    /** The status of a page of the management port; 0 when it cannot be reached. */
    int status(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.management() + path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException unreachable) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for " + path, interrupted);
        }
    }

    @Override
    public void close() {
        end();
        RUNNING.remove(this);
    }

    /** A temporary one. */
    static Path newFolder(String name) {
        try {
            return Files.createTempDirectory("kenh-" + name);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make the data folder of server " + name, failure);
        }
    }

    private static ServerProcess started(ServerProcess server) {
        RUNNING.add(server);
        try {
            server.startAgain();
            return server;
        } catch (RuntimeException | AssertionError failure) {
            server.close();
            throw failure;
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("the server was never started");
        }
        return process;
    }

    private void end() {
        Process last = process;
        if (last != null) {
            last.destroy();
            waitFor(last);
            last.destroyForcibly();
        }
        EmbeddedDatabase.in(data).filter(EmbeddedDatabase::isAlive).ifPresent(orphan -> {
            orphan.resume();
            Signal.KILL.send(orphan.processes());
        });
        deleteData();
    }

    private static void waitFor(Process last) {
        try {
            last.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void deleteData() {
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).forEach(ServerProcess::delete);
        } catch (IOException | UncheckedIOException alreadyGone) {
            System.err.println("could not delete all of " + data + ": " + alreadyGone.getMessage());
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
