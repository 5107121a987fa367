package org.kenh.system;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Plays sequences against a server on loopback. */
final class SequencePlayer {
    private static final int PATIENCE_MILLIS = 3_000;
    private static final byte[] PING = {(byte) 0xC0, 0};
    private static final int PINGRESP = 0xD0;

    private final int port;
    private int connections;

    SequencePlayer(int port) {
        this.port = port;
    }

    /** What the server did wrong; empty when it did what it must. Other reason codes and properties are not wrong. */
    Optional<String> play(WireSequence sequence) {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return play(sequence, socket.getInputStream(), socket.getOutputStream());
        } catch (SocketTimeoutException silent) {
            return Optional.of(sequence.closes() ? "still open" : "no answer");
        } catch (IOException cut) {
            return sequence.closes() ? Optional.empty() : Optional.of("dropped: " + cut.getMessage());
        }
    }

    private Optional<String> play(WireSequence sequence, InputStream in, OutputStream out) throws IOException {
        if (sequence.connected()) {
            connections++;
            out.write(connect(sequence.level(), "c" + connections));
            byte[] answer = packet(in);
            if ((answer[0] & 0xFF) != 0x20 || answer[3] != 0) {
                return Optional.of("not let in: " + HexFormat.of().formatHex(answer));
            }
        }
        for (WireSequence.Step step : sequence.steps()) {
            if (step.sent()) {
                out.write(step.bytes());
            } else {
                byte[] answer = packet(in);
                if ((answer[0] & 0xF0) != (step.bytes()[0] & 0xF0)) {
                    return Optional.of("other answer: " + HexFormat.of().formatHex(answer));
                }
            }
        }
        return sequence.closes() ? requireEnd(in) : requireLife(in, out);
    }

    private static Optional<String> requireEnd(InputStream in) throws IOException {
        in.readAllBytes(); // until the end, or a timeout
        return Optional.empty();
    }

    private static Optional<String> requireLife(InputStream in, OutputStream out) throws IOException {
        out.write(PING);
        byte[] answer = packet(in);
        return (answer[0] & 0xFF) == PINGRESP
                ? Optional.empty()
                : Optional.of("no PINGRESP: " + HexFormat.of().formatHex(answer));
    }

    private static byte[] connect(int level, String clientId) {
        String properties = level == 5 ? "v0 " : "";
        int length = 10 + (level == 5 ? 1 : 0) + 2 + clientId.getBytes(StandardCharsets.UTF_8).length;
        return WireSequence.bytes("10 r%d s4 'MQTT' i%d 02 k60 %ss%d '%s'"
                .formatted(length, level, properties, clientId.length(), clientId));
    }

    /** The next packet, header included. */
    private static byte[] packet(InputStream in) throws IOException {
        byte[] head = new byte[5];
        int size = 0;
        int length = 0;
        do {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("closed");
            }
            head[size] = (byte) next;
            if (size > 0) {
                length |= (next & 127) << (7 * (size - 1));
            }
            size++;
        } while (size == 1 || (head[size - 1] & 128) != 0);
        byte[] packet = new byte[size + length];
        System.arraycopy(head, 0, packet, 0, size);
        if (in.readNBytes(packet, size, length) < length) {
            throw new EOFException("cut off");
        }
        return packet;
    }
}
