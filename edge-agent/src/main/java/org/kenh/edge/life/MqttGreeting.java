package org.kenh.edge.life;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.kenh.telemetry.DeviceId;

/**
 * Says CONNECT of MQTT 5 (section 3.1), reads the reason code of CONNACK (3.2) and leaves. It continues a session and
 * asks for a long one, so that the device's own session is not ended by it.
 */
final class MqttGreeting {
    private static final int CONNECT = 0x10;
    private static final int CONNACK = 0x20;
    private static final byte[] DISCONNECT = {(byte) 0xE0, 0};
    private static final int USER_AND_PASSWORD = 0xC0;
    private static final int SESSION_EXPIRY = 0x11;
    private static final int SESSION_SECONDS = 7 * 86_400;
    private static final int KEEP_ALIVE_SECONDS = 60;

    private final DeviceId device;
    private final String secret;

    MqttGreeting(DeviceId device, String secret) {
        this.device = device;
        this.secret = secret;
    }

    /** The reason code; 0 is success. Throws when what answers does not speak MQTT. */
    int exchange(Socket socket) throws IOException {
        socket.getOutputStream().write(packet());
        socket.getOutputStream().flush();
        DataInputStream input = new DataInputStream(socket.getInputStream());
        int type = input.read();
        if (type < 0) {
            throw new EOFException("closed without an answer");
        }
        if (type != CONNACK) {
            throw new IOException("does not speak MQTT");
        }
        skipLength(input);
        input.readUnsignedByte();
        int code = input.readUnsignedByte();
        if (code == 0) {
            socket.getOutputStream().write(DISCONNECT);
            socket.getOutputStream().flush();
        }
        return code;
    }

    private byte[] packet() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeUTF("MQTT");
        body.writeByte(5);
        body.writeByte(USER_AND_PASSWORD);
        body.writeShort(KEEP_ALIVE_SECONDS);
        body.writeByte(5);
        body.writeByte(SESSION_EXPIRY);
        body.writeInt(SESSION_SECONDS);
        body.writeUTF(device.value());
        body.writeUTF(device.value());
        byte[] password = secret.getBytes(StandardCharsets.UTF_8);
        body.writeShort(password.length);
        body.write(password);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(CONNECT);
        for (int rest = bytes.size(); ; rest >>>= 7) {
            packet.write(rest > 0x7F ? (rest & 0x7F) | 0x80 : rest);
            if (rest <= 0x7F) {
                break;
            }
        }
        bytes.writeTo(packet);
        return packet.toByteArray();
    }

    private static void skipLength(DataInputStream input) throws IOException {
        for (int i = 0; i < 4 && input.readByte() < 0; i++) {
            // a byte with its high bit set has a successor
        }
    }
}
