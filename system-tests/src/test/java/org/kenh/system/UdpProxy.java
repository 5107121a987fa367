package org.kenh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** A network between devices and a server's UDP port that loses as many datagrams as it is told. */
final class UdpProxy implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int LARGEST = 65_535;

    private final InetSocketAddress target;
    private final Random random;
    private final DatagramSocket front;
    private final Map<SocketAddress, DatagramSocket> backs = new ConcurrentHashMap<>();
    private volatile int lossPercent;

    /** Loses nothing until told otherwise. */
    UdpProxy(int target, long seed) {
        this.target = new InetSocketAddress(LOOPBACK, target);
        this.random = new Random(seed);
        try {
            this.front = new DatagramSocket(0, LOOPBACK);
        } catch (IOException failure) {
            throw new UncheckedIOException("no port for a proxy of " + target, failure);
        }
        Thread.ofVirtual().name("proxy-" + target).start(this::passToServer);
    }

    int port() {
        return front.getLocalPort();
    }

    /** In each direction. */
    void lose(int percent) {
        lossPercent = percent;
    }

    @Override
    public void close() {
        front.close();
        backs.values().forEach(DatagramSocket::close);
    }

    private void passToServer() {
        pass(front, packet -> {
            DatagramSocket back = backs.computeIfAbsent(packet.getSocketAddress(), this::open);
            back.send(new DatagramPacket(packet.getData(), packet.getLength(), target));
        });
    }

    private DatagramSocket open(SocketAddress device) {
        try {
            DatagramSocket back = new DatagramSocket(0, LOOPBACK);
            Thread.ofVirtual()
                    .start(() -> pass(
                            back,
                            packet -> front.send(new DatagramPacket(packet.getData(), packet.getLength(), device))));
            return back;
        } catch (IOException failure) {
            throw new UncheckedIOException("no port for " + device, failure);
        }
    }

    private void pass(DatagramSocket from, Sink sink) {
        byte[] buffer = new byte[LARGEST];
        while (!from.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                from.receive(packet);
                if (random.nextInt(100) >= lossPercent) {
                    sink.send(packet);
                }
            } catch (IOException lost) {
                // Closed, which the loop sees, or the other side is away, which is a datagram lost.
            }
        }
    }

    private interface Sink {
        void send(DatagramPacket packet) throws IOException;
    }
}
