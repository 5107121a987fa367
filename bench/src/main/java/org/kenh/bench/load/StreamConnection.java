package org.kenh.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A connection over TCP. It owns no buffer unless something could not be sent or decoded as a whole. */
final class StreamConnection extends Connection {
    private final Endpoints endpoints;
    private @Nullable SocketChannel channel;
    private byte @Nullable [] halfPacket;
    private @Nullable ByteBuffer unsent;

    StreamConnection(Loop loop, Wire wire, Endpoints endpoints) {
        super(loop, wire);
        this.endpoints = endpoints;
    }

    @Override
    void connect() throws IOException {
        SocketChannel opened = SocketChannel.open();
        channel = opened;
        opened.configureBlocking(false);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (endpoints.source() != null) {
            opened.bind(endpoints.source());
        }
        boolean connected = opened.connect(endpoints.target());
        SelectionKey key = loop.register(opened, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
        if (connected) {
            greet(key);
        }
    }

    @Override
    void proceed(SelectionKey key) throws IOException {
        SocketChannel socket = channel;
        if (socket == null) {
            return;
        }
        if (key.isConnectable() && socket.finishConnect()) {
            greet(key);
            return;
        }
        if (key.isWritable()) {
            sendRest(socket, key);
        }
        if (key.isReadable()) {
            read(socket);
        }
    }

    @Override
    boolean writable() {
        return unsent == null && channel != null;
    }

    @Override
    void send(ByteBuffer bytes) throws IOException {
        SocketChannel socket = channel;
        if (socket == null) {
            return;
        }
        socket.write(bytes);
        if (bytes.hasRemaining()) {
            unsent = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            loop.interest(socket, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    @Override
    boolean added(int slot, ByteBuffer buffer, int moreBytes) {
        return buffer.remaining() < moreBytes;
    }

    @Override
    void disconnect() {
        SocketChannel closing = channel;
        channel = null;
        unsent = null;
        halfPacket = null;
        if (closing != null) {
            Loop.closeQuietly(closing);
        }
    }

    private void greet(SelectionKey key) {
        key.interestOps(SelectionKey.OP_READ);
        byte[] greeting = wire.greeting();
        if (greeting.length == 0) {
            ready();
        } else {
            say(greeting);
        }
    }

    private void sendRest(SocketChannel socket, SelectionKey key) throws IOException {
        ByteBuffer rest = unsent;
        if (rest != null) {
            socket.write(rest);
            if (rest.hasRemaining()) {
                return;
            }
            unsent = null;
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    private void read(SocketChannel socket) throws IOException {
        ByteBuffer in = loop.in().clear();
        if (halfPacket != null) {
            in.put(halfPacket);
            halfPacket = null;
        }
        if (socket.read(in) < 0) {
            throw new EOFException();
        }
        in.flip();
        wire.decode(in, this);
        if (in.hasRemaining() && channel != null) {
            halfPacket = new byte[in.remaining()];
            in.get(halfPacket);
        }
    }

    /**
     * The two ends.
     *
     * @param source null: whatever the system chooses
     */
    record Endpoints(@Nullable InetSocketAddress source, InetSocketAddress target) {}
}
