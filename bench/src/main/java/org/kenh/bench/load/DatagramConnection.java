package org.kenh.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A socket of UDP that talks to one address; what is not answered is sent again as CoAP says (RFC 7252, 4.2). */
final class DatagramConnection extends Connection {
    private static final long FIRST_TIMEOUT_NANOS = 2_000_000_000L;
    private static final int MOST_REPEATS = 4;

    private final InetSocketAddress target;
    private final @Nullable DtlsClient dtls;
    private final Sent[] sent;
    private @Nullable DatagramChannel channel;

    /** @param dtls null: without encryption */
    DatagramConnection(Loop loop, Wire wire, InetSocketAddress target, int slots, @Nullable DtlsClient dtls) {
        super(loop, wire);
        this.target = target;
        this.dtls = dtls;
        this.sent = new Sent[slots + 1];
        Arrays.setAll(sent, slot -> new Sent());
    }

    @Override
    void connect() throws IOException {
        DatagramChannel opened = DatagramChannel.open();
        channel = opened;
        opened.configureBlocking(false);
        opened.connect(target);
        loop.register(opened, SelectionKey.OP_READ, this);
        if (dtls == null) {
            ready();
        } else {
            opened.write(ByteBuffer.wrap(dtls.hello()));
        }
    }

    @Override
    void proceed(SelectionKey key) throws IOException {
        ByteBuffer in = loop.in();
        while (channel != null && channel.read(in.clear()) > 0) {
            in.flip();
            if (dtls == null) {
                wire.decode(in, this);
            } else {
                unwrap(dtls, in);
            }
        }
    }

    @Override
    boolean writable() {
        return channel != null;
    }

    @Override
    void send(ByteBuffer bytes) throws IOException {
        DatagramChannel socket = channel;
        if (socket != null) {
            // What the system has no room for is lost, as datagrams may be, and repeated later.
            socket.write(dtls == null ? bytes : dtls.seal(bytes));
        }
    }

    @Override
    boolean added(int slot, ByteBuffer buffer, int moreBytes) {
        sent[slot].keep(buffer, System.nanoTime());
        return true;
    }

    @Override
    public void acknowledged(int slot) {
        if (done(slot)) {
            super.acknowledged(slot);
        }
    }

    @Override
    public void failed(int slot, String reason) {
        if (done(slot)) {
            super.failed(slot, reason);
        }
    }

    @Override
    void tick(long nowNanos) {
        super.tick(nowNanos);
        for (int slot = 1; slot < sent.length && state() == State.READY; slot++) {
            Sent message = sent[slot];
            if (message.isDue(nowNanos)) {
                repeat(slot, message, nowNanos);
            }
        }
    }

    @Override
    void disconnect() {
        DatagramChannel closing = channel;
        channel = null;
        for (Sent message : sent) {
            message.waiting = false;
        }
        if (closing != null) {
            Loop.closeQuietly(closing);
        }
    }

    /** False for the answer to a message that was answered before: its repetition crossed with the first answer. */
    private boolean done(int slot) {
        if (slot <= 0 || slot >= sent.length || !sent[slot].waiting) {
            return false;
        }
        sent[slot].waiting = false;
        return true;
    }

    private void repeat(int slot, Sent message, long now) {
        if (message.repeats == MOST_REPEATS) {
            failed(slot, "no answer");
            return;
        }
        loop.recorder().failed("sent again", 1);
        message.repeats++;
        message.timeout = now + (FIRST_TIMEOUT_NANOS << message.repeats);
        say(Arrays.copyOf(message.bytes, message.length));
    }

    private void unwrap(DtlsClient client, ByteBuffer in) throws IOException {
        while (in.hasRemaining() && channel != null) {
            ByteBuffer plain = client.open(in);
            if (plain.hasRemaining()) {
                wire.decode(plain, this);
            }
            byte[] answer = client.answer();
            if (answer.length > 0 && channel != null) {
                channel.write(ByteBuffer.wrap(answer));
            }
        }
        if (client.isFailed()) {
            broken("DTLS handshake failed");
        } else if (client.isEstablished() && state() == State.OPENING) {
            ready();
        }
    }

    /** A message that awaits its answer. */
    private static final class Sent {
        private byte[] bytes = {};
        private int length;
        private long timeout;
        private int repeats;
        private boolean waiting;

        void keep(ByteBuffer buffer, long now) {
            length = buffer.position();
            if (bytes.length < length) {
                bytes = new byte[length];
            }
            buffer.get(0, bytes, 0, length);
            timeout = now + FIRST_TIMEOUT_NANOS;
            repeats = 0;
            waiting = true;
        }

        boolean isDue(long now) {
            return waiting && now - timeout > 0;
        }
    }
}
