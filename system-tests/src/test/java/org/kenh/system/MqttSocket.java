package org.kenh.system;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.kenh.system.Api.Device;

/**
 * MQTT by hand, for what a client library hides: which packet came, and when the other side hung up. Not for several
 * threads.
 */
final class MqttSocket implements AutoCloseable {
    static final int CONNACK = 2;
    static final int PUBLISH = 3;
    static final int PUBACK = 4;
    static final int DISCONNECT = 14;

    private static final int CLEAN_START = 0xC2; // with user name and password
    private static final int KEEP_SESSION = 0xC0;
    /** For the rest of a packet whose first byte is there. */
    private static final int REST_MILLIS = 10_000;

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final int version;
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    private MqttSocket(int port, int version) {
        this.version = version;
        try {
            this.socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(LOOPBACK, port), 10_000);
            this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot connect to port " + port, failure);
        }
    }

    /** A connection on which nothing was said yet. */
    static MqttSocket open(Ports ports, int version) {
        return new MqttSocket(ports.mqtt(), version);
    }

    /** A connection to what listens on that port, on which nothing was said yet. */
    static MqttSocket openAt(int port, int version) {
        return new MqttSocket(port, version);
    }

    /** A connection as that device, which the server must accept. */
    static MqttSocket connect(Ports ports, int version, Device device) {
        MqttSocket socket = open(ports, version);
        socket.sendConnect(device.id(), device.secret());
        Packet answer = socket.read(Duration.ofSeconds(30));
        if (answer.type() != CONNACK || answer.body()[1] != 0) {
            throw new AssertionError("CONNECT was answered with " + answer);
        }
        return socket;
    }

    void sendConnect(String clientId, String secret) {
        sendConnect(clientId, secret, CLEAN_START);
    }

    /** Goes on with the session of the last connection, and leaves one behind. */
    void sendConnectKeepingSession(String clientId, String secret) {
        sendConnect(clientId, secret, KEEP_SESSION);
    }

    private void sendConnect(String clientId, String secret, int flags) {
        send(0x10, body -> {
            body.writeUTF("MQTT");
            body.writeByte(version);
            body.writeByte(flags);
            body.writeShort(60);
            if (version == 5 && flags == KEEP_SESSION) {
                body.write(new byte[] {5, 0x11, 0, 0, 14, 16}); // session expiry of an hour
            } else {
                writeNoProperties(body);
            }
            body.writeUTF(clientId);
            body.writeUTF(clientId);
            body.writeUTF(secret);
        });
    }

    /** QoS 1. */
    void publish(int packetId, String topic, String payload) {
        publish(packetId, topic, payload, false);
    }

    /** QoS 1; with the DUP flag when it was sent before. */
    void publish(int packetId, String topic, String payload, boolean again) {
        send(again ? 0x3A : 0x32, body -> {
            body.writeUTF(topic);
            body.writeShort(packetId);
            writeNoProperties(body);
            body.write(payload.getBytes(StandardCharsets.UTF_8));
        });
    }

    /** QoS 1. */
    void subscribe(int packetId, String topic) {
        send(0x82, body -> {
            body.writeShort(packetId);
            writeNoProperties(body);
            body.writeUTF(topic);
            body.writeByte(1);
        });
    }

    /** Acknowledges what was published with QoS 1. */
    void acknowledge(int packetId) {
        send(0x40, body -> body.writeShort(packetId));
    }

    void ping() {
        send(0xC0, body -> {});
    }

    /** Bytes as they are. */
    void write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The next packet; fails when none comes in time or the server hangs up. */
    Packet read(Duration patience) {
        return tryRead(patience).orElseThrow(() -> new AssertionError("no packet within " + patience));
    }

    /** The next packet; empty when nothing comes in time. */
    Optional<Packet> tryRead(Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
            int first = in.readUnsignedByte();
            return Optional.of(readRest(first));
        } catch (SocketTimeoutException nothing) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException("the server hung up", failure);
        }
    }

    private Packet readRest(int first) throws IOException {
        socket.setSoTimeout(REST_MILLIS);
        try {
            byte[] body = new byte[readLength()];
            in.readFully(body);
            return new Packet(first >> 4, body);
        } catch (SocketTimeoutException half) {
            throw new IOException("half a packet of type " + (first >> 4), half);
        }
    }

    /** What the server still sends before it hangs up; fails when it does not hang up in time. */
    byte[] readUntilClosed(Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
            return in.readAllBytes();
        } catch (SocketTimeoutException open) {
            throw new AssertionError("the server has not hung up within " + patience, open);
        } catch (IOException reset) {
            return new byte[0];
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void send(int first, Body content) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            content.write(new DataOutputStream(bytes));
            out.writeByte(first);
            writeLength(bytes.size());
            bytes.writeTo(out);
            out.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void writeNoProperties(DataOutputStream body) throws IOException {
        if (version == 5) {
            body.writeByte(0);
        }
    }

    private void writeLength(int length) throws IOException {
        int rest = length;
        do {
            int low = rest & 0x7F;
            rest >>>= 7;
            out.writeByte(rest == 0 ? low : low | 0x80);
        } while (rest != 0);
    }

    private int readLength() throws IOException {
        int length = 0;
        int shift = 0;
        int next;
        do {
            next = in.readUnsignedByte();
            length |= (next & 0x7F) << shift;
            shift += 7;
        } while ((next & 0x80) != 0);
        return length;
    }

    /** A packet from the server. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Packet(int type, byte[] body) {
        /** Of a PUBACK. */
        int packetId() {
            return ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
        }

        /** Of a PUBACK; 0 when it is left out. */
        int reason() {
            return body.length < 3 ? 0 : body[2] & 0xFF;
        }
    }

    private interface Body {
        void write(DataOutputStream body) throws IOException;
    }
}
