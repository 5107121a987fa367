package org.kenh.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kenh.bench.load.Protocol;

/**
 * The real server as a process of its own, started as {@code ./run --no-demo} does, on free ports. {@link #close} stops it
 * and its database.
 */
final class ServerUnderTest implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final String PASSWORD = "mot-mat-khau-de-do-1234";

    private static final Pattern HEAP_USED = Pattern.compile("^\\s*(?:DefNew|Tenured)\\s+total \\d+K, used (\\d+)K");

    private final Path data;
    private final Ports ports;
    private final Process process;

    private ServerUnderTest(Path data, Ports ports, Process process) {
        this.data = data;
        this.ports = ports;
        this.process = process;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param root of the built product
     * @param data its data directory; the log is written next to it
     * @param config its configuration file; none: defaults
     */
    static ServerUnderTest start(Path root, Path data, @Nullable Path config) throws IOException {
        Ports ports = Ports.free();
        Files.createDirectories(data);
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                ". \"$0\"/.mvn/toolchain.sh && exec \"$1\"/bin/java $SERVER_JVM -jar \"${@:2}\"",
                root.toAbsolutePath().toString(),
                System.getProperty("java.home"),
                jar(root).toString(),
                "--data",
                data.toString(),
                "--no-demo"));
        command.addAll(ports.options());
        if (config != null) {
            command.addAll(List.of("--config", config.toString()));
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(data).toFile());
        builder.environment().put("KENH_ADMIN_PASSWORD", PASSWORD);
        ServerUnderTest server = new ServerUnderTest(data, ports, builder.start());
        Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroy));
        server.waitUntilReady();
        return server;
    }

    /** Tells a program where the server is and how to sign in. */
    void giveAccess(Map<String, String> environment) {
        environment.put("KENH_URL", "http://127.0.0.1:" + ports.http);
        environment.put("KENH_USER", "admin");
        environment.put("KENH_PASSWORD", PASSWORD);
    }

    ServerApi api() {
        return ServerApi.signIn(URI.create("http://127.0.0.1:" + ports.http), PASSWORD);
    }

    Database database() {
        return Database.embeddedIn(data);
    }

    int port(Protocol protocol) {
        return switch (protocol) {
            case MQTT -> ports.mqtt;
            case COAP -> ports.coap;
            case COAPS -> ports.coaps;
            case HTTP -> ports.http;
        };
    }

    long pid() {
        return process.pid();
    }

    /** The clock of its process alone: the database is not counted. */
    double processorSeconds() {
        return ProcessTime.secondsOf(process.pid());
    }

    /** How many lines with these words its log has. */
    long logged(String words) throws IOException {
        try (Stream<String> lines = Files.lines(log(data))) {
            return lines.filter(line -> line.contains(words)).count();
        }
    }

    /** Collects its garbage and returns what is left on its heap, in KiB; the collector must be the serial one. */
    long liveHeapKiB() throws IOException {
        jcmd("GC.run");
        return heapUsedKiB(jcmd("GC.heap_info"));
    }

    /** Adds up the generations in the text of {@code GC.heap_info}. */
    static long heapUsedKiB(List<String> info) {
        return info.stream()
                .map(HEAP_USED::matcher)
                .filter(Matcher::find)
                .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                .sum();
    }

    private List<String> jcmd(String command) throws IOException {
        Process program = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/jcmd", Long.toString(process.pid()), command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return program.inputReader().lines().toList();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                System.err.println("the server did not stop within " + STOP + "; look after its database in " + data);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void waitUntilReady() throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        URI page = URI.create("http://127.0.0.1:" + ports.management + "/readyz");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(5)).build();
            while (!isReady(client, request)) {
                if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                    close();
                    throw new IllegalStateException(
                            "the server does not become ready:\n" + Files.readString(log(data)));
                }
                Thread.sleep(Duration.ofMillis(200));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server starts", interrupted);
        }
    }

    private static boolean isReady(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Path log(Path data) {
        return data.resolve("bench-server.log");
    }

    private static Path jar(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("operations/target"))) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches("operations-[0-9].*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "no server in " + root + "/operations/target: build it first (./mvnw package)"));
        }
    }

    /** The listeners of one server. */
    private record Ports(int http, int mqtt, int mqtts, int coap, int coaps, int management) {
        static Ports free() {
            List<Integer> found = freePorts(6);
            return new Ports(found.get(0), found.get(1), found.get(2), found.get(3), found.get(4), found.get(5));
        }

        List<String> options() {
            return List.of(
                    "--http-port=" + http,
                    "--mqtt-port=" + mqtt,
                    "--mqtts-port=" + mqtts,
                    "--coap-port=" + coap,
                    "--coaps-port=" + coaps,
                    "--management-port=" + management);
        }
    }

    /** Ports that nobody has at this moment. */
    static List<Integer> freePorts(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : held) {
                socket.close();
            }
            return ports;
        } catch (IOException failure) {
            throw new UncheckedIOException("no free port", failure);
        }
    }
}
