package org.kenh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** The listeners of one server. */
record Ports(int http, int mqtt, int mqtts, int coap, int coaps, int management) {

    /** Ports that nobody has at this moment; all are held until the last one is found, so that they differ. */
    static Ports free() {
        List<AutoCloseable> held = new ArrayList<>();
        try {
            return new Ports(tcp(held), tcp(held), tcp(held), udp(held), udp(held), tcp(held));
        } catch (IOException failure) {
            throw new UncheckedIOException("no free port", failure);
        } finally {
            held.forEach(Ports::release);
        }
    }

    /** The ports as the options of the server. */
    List<String> options() {
        return List.of(
                "--http-port=" + http,
                "--mqtt-port=" + mqtt,
                "--mqtts-port=" + mqtts,
                "--coap-port=" + coap,
                "--coaps-port=" + coaps,
                "--management-port=" + management);
    }

    private static int tcp(List<AutoCloseable> held) throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        return socket.getLocalPort();
    }

    private static int udp(List<AutoCloseable> held) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        held.add(socket);
        return socket.getLocalPort();
    }

    private static void release(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception failure) {
            throw new IllegalStateException("cannot release a port", failure);
        }
    }
}
