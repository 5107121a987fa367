package org.kenh.edge.uplink.coap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A mobile network's address translation before a UDP port, for one device, which gives it a new port when told. */
final class Nat implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int HANDSHAKE_RECORD = 22;

    private final InetSocketAddress target;
    private final DatagramSocket front;
    private final AtomicInteger handshakeRecords = new AtomicInteger();
    private volatile DatagramSocket back;
    private volatile @Nullable SocketAddress device;
    private volatile boolean swallowing;

    Nat(int port) {
        target = new InetSocketAddress(LOOPBACK, port);
        try {
            front = new DatagramSocket(0, LOOPBACK);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        back = fresh();
        start(() -> {
            while (!front.isClosed()) {
                outward();
            }
        });
    }

    int port() {
        return front.getLocalPort();
    }

    /** From now on the server sees another port, and what it sends to the old one is lost. */
    void rebind() {
        DatagramSocket old = back;
        back = fresh();
        old.close();
    }

    void swallow(boolean swallow) {
        swallowing = swallow;
    }

    /** DTLS records of handshakes that the device has sent. */
    int handshakeRecords() {
        return handshakeRecords.get();
    }

    @Override
    public void close() {
        front.close();
        back.close();
    }

    private DatagramSocket fresh() {
        try {
            DatagramSocket socket = new DatagramSocket(0, LOOPBACK);
            start(() -> {
                while (!socket.isClosed()) {
                    inward(socket);
                }
            });
            return socket;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void outward() {
        DatagramPacket packet = packet();
        try {
            front.receive(packet);
            device = packet.getSocketAddress();
            if (packet.getData()[0] == HANDSHAKE_RECORD) {
                handshakeRecords.incrementAndGet();
            }
            if (!swallowing) {
                back.send(new DatagramPacket(packet.getData(), packet.getLength(), target));
            }
        } catch (IOException lost) {
            // Closed, or lost as datagrams may be.
            swallowing |= front.isClosed();
        }
    }

    private void inward(DatagramSocket socket) {
        DatagramPacket packet = packet();
        try {
            socket.receive(packet);
            SocketAddress to = device;
            if (!swallowing && to != null) {
                front.send(new DatagramPacket(packet.getData(), packet.getLength(), to));
            }
        } catch (IOException lost) {
            // Closed, or lost as datagrams may be.
            swallowing |= front.isClosed();
        }
    }

    private static DatagramPacket packet() {
        return new DatagramPacket(new byte[65_535], 65_535);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "nat");
        thread.setDaemon(true);
        thread.start();
    }
}
