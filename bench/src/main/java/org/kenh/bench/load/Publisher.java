package org.kenh.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One device that sends one message at a time over MQTT and waits for its acknowledgement. For one thread. */
public final class Publisher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int KEEP_ALIVE_SECONDS = 600;
    private static final int NUMBERS = 0xFFFF;

    private final Socket socket;
    private final MqttWire wire;
    private final Heard heard = new Heard();
    private final ByteBuffer in = ByteBuffer.allocate(4_096);
    private int number;

    private Publisher(Socket socket, MqttWire wire) {
        this.socket = socket;
        this.wire = wire;
    }

    /** Connects and waits until it may send. */
    public static Publisher connect(Target target, Device device) throws IOException {
        Socket socket =
                new Socket(target.address().getAddress(), target.address().getPort());
        Publisher publisher = new Publisher(socket, new MqttWire(device, KEEP_ALIVE_SECONDS));
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(publisher.wire.greeting());
            while (!publisher.heard.ready) {
                publisher.read();
            }
            return publisher;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /**
     * Sends one message. Returns the {@link System#nanoTime} at which its acknowledgement was read; fails with
     * {@link SocketTimeoutException} if none comes.
     */
    public long publish(String payload) throws IOException {
        number = number % NUMBERS + 1;
        Message.Frame frame = wire.frame(payload.getBytes(StandardCharsets.UTF_8));
        frame.number(number);
        socket.getOutputStream().write(frame.bytes());
        while (heard.acknowledged != number) {
            read();
        }
        return System.nanoTime();
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            socket.getOutputStream().write(wire.farewell());
        }
    }

    private void read() throws IOException {
        int count = socket.getInputStream().read(in.array(), in.position(), in.remaining());
        if (count < 0) {
            throw new EOFException("the other side has closed the connection");
        }
        in.position(in.position() + count).flip();
        wire.decode(in, heard);
        in.compact();
        String refusal = heard.refusal;
        if (refusal != null) {
            throw new IOException("refused: " + refusal);
        }
    }

    /** What came last. */
    private static final class Heard implements Wire.Answers {
        private boolean ready;
        private int acknowledged;
        private @Nullable String refusal;

        @Override
        public void ready() {
            ready = true;
        }

        @Override
        public void refused(String reason) {
            refusal = reason;
        }

        @Override
        public void acknowledged(int slot) {
            acknowledged = slot;
        }

        @Override
        public void failed(int slot, String reason) {
            refusal = reason;
        }

        @Override
        public void reply(byte[] packet) {
            throw new IllegalStateException("MQTT at QoS 1 has nothing to reply");
        }
    }
}
