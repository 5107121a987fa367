package org.kenh.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Where a run takes place: a server with its database, and the networks before its ports. */
final class Arena implements AutoCloseable {
    private static final Duration REVIVAL = Duration.ofSeconds(60);
    private static final int DISK_GIGABYTES = 8;

    private final ServerProcess server;
    private final TcpProxy mqtt;
    private final TcpProxy http;
    private final UdpProxy coap;
    private final Optional<SmallDisk> disk;
    private final boolean isolated;

    private Arena(ServerProcess server, long seed, Optional<SmallDisk> disk, boolean isolated) {
        this.server = server;
        this.mqtt = new TcpProxy(server.ports().mqtt());
        this.http = new TcpProxy(server.ports().http());
        this.coap = new UdpProxy(server.ports().coap(), seed);
        this.disk = disk;
        this.isolated = isolated;
    }

    /**
     * Starts a server.
     *
     * @param isolated whether mounts and packet filters made here concern nobody else
     */
    static Arena open(long seed, boolean isolated, List<String> virtualMachineOptions) {
        Optional<SmallDisk> disk = isolated ? SmallDisk.tryMount(DISK_GIGABYTES) : Optional.empty();
        Path data = disk.map(SmallDisk::folder).orElseGet(() -> ServerProcess.newFolder("nemesis"));
        ServerProcess server = ServerProcess.in(data.resolve("data"), "nemesis");
        server.setVirtualMachineOptions(virtualMachineOptions);
        try {
            server.startAgain();
            return new Arena(server, seed, disk, isolated);
        } catch (RuntimeException | AssertionError failure) {
            server.close();
            disk.ifPresent(SmallDisk::close);
            throw failure;
        }
    }

    ServerProcess server() {
        return server;
    }

    TcpProxy mqtt() {
        return mqtt;
    }

    TcpProxy http() {
        return http;
    }

    UdpProxy coap() {
        return coap;
    }

    /** The disk of the data directory, where it has one of its own. */
    Optional<SmallDisk> disk() {
        return disk;
    }

    boolean isolated() {
        return isolated;
    }

    /** The database, waited for when it is being started again. */
    EmbeddedDatabase database() {
        return Await.value(
                "the database runs; server log " + server.logFile(),
                REVIVAL,
                () -> EmbeddedDatabase.in(server.data()).filter(EmbeddedDatabase::isAlive));
    }

    /** A fault that lasts: nothing is waited for but time. */
    static void last(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        mqtt.close();
        http.close();
        coap.close();
        server.close();
        disk.ifPresent(SmallDisk::close);
    }
}
