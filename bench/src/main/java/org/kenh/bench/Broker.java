package org.kenh.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Mosquitto, which acknowledges and stores nothing: what the sockets and the load generator can do at best. */
final class Broker implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");
    private static final Duration START = Duration.ofSeconds(10);

    private final Process process;
    private final int port;

    private Broker(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Empty when it is not installed. */
    static Optional<Broker> start() throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            return Optional.empty();
        }
        int port = ServerUnderTest.freePorts(1).getFirst();
        Path config = Files.createTempFile("mosquitto", ".conf");
        Files.writeString(config, """
                listener %d 127.0.0.1
                allow_anonymous true
                persistence false
                log_type error
                """.formatted(port));
        config.toFile().deleteOnExit();
        config.toFile().setReadable(true, false); // it gives up root's rights before it reads again
        Process process = new ProcessBuilder(PROGRAM.toString(), "-c", config.toString())
                .inheritIO()
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Broker broker = new Broker(process, port);
        broker.waitUntilReady();
        return Optional.of(broker);
    }

    int port() {
        return port;
    }

    double processorSeconds() {
        return ProcessTime.secondsOf(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void waitUntilReady() {
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("mosquitto does not listen on port " + port);
            }
            Thread.onSpinWait();
        }
    }

    private boolean isReady() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
