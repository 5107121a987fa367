package org.kenh.bench.load;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets every MQTT client in and acknowledges what it sends, or refuses everyone. */
final class AcceptingDoor implements AutoCloseable {
    private final ServerSocket listener;
    private final int connackCode;
    private final AtomicInteger published = new AtomicInteger();

    AcceptingDoor(int connackCode) throws IOException {
        this.connackCode = connackCode;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    Target target() {
        return Target.loopback(Protocol.MQTT, listener.getLocalPort());
    }

    /** How many messages have come. */
    int published() {
        return published.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                int type = in.readUnsignedByte() >> 4;
                answer(type, in.readNBytes(length(in)), socket.getOutputStream());
            }
        } catch (IOException gone) {
            // the client closed its connection
        }
    }

    private void answer(int type, byte[] body, OutputStream out) throws IOException {
        if (type == 1) {
            out.write(new byte[] {0x20, 2, 0, (byte) connackCode});
        } else if (type == 3) {
            published.incrementAndGet();
            int topic = ByteBuffer.wrap(body).getShort();
            out.write(new byte[] {0x40, 2, body[2 + topic], body[3 + topic]});
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7F) << shift;
            shift += 7;
        } while (digit > 0x7F);
        return length;
    }
}
