package org.kenh.edge.sensor.modbus;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Modbus TCP: every unit has a header with a transaction number, so that a late answer is told from the right one. */
final class TcpTransport implements Transport {
    private static final int LONGEST_UNIT = 253;

    private final String host;
    private final int port;
    private final int slave;
    private final Duration timeout;
    private volatile @Nullable Socket socket;
    private int transaction;

    TcpTransport(String host, int port, int slave, Duration timeout) {
        this.host = host;
        this.port = port;
        this.slave = slave;
        this.timeout = timeout;
    }

    @Override
    public void open() throws IOException {
        close();
        Socket opened = new Socket();
        socket = opened;
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException(host + ": không tìm thấy tên máy / unknown host");
        }
        opened.connect(address, (int) timeout.toMillis());
        opened.setTcpNoDelay(true);
    }

    @Override
    public boolean isOpen() {
        Socket present = socket;
        return present != null && present.isConnected();
    }

    @Override
    public byte[] exchange(byte[] request) throws IOException {
        Socket connected = socket;
        if (connected == null) {
            throw new IOException("chưa kết nối / not connected");
        }
        transaction = (transaction + 1) & 0xffff;
        ByteBuffer frame = ByteBuffer.allocate(7 + request.length)
                .putShort((short) transaction)
                .putShort((short) 0)
                .putShort((short) (request.length + 1))
                .put((byte) slave)
                .put(request);
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            connected.getOutputStream().write(frame.array());
            return answer(connected, deadline);
        } catch (SocketTimeoutException e) {
            throw failed("không trả lời / no answer", e);
        } catch (EOFException e) {
            throw failed("thiết bị đóng kết nối / connection closed by the device", e);
        } catch (IOException e) {
            throw failed(String.valueOf(e.getMessage()), e);
        }
    }

    /** Half an answer may be on its way: the connection cannot be used any more. */
    private IOException failed(String message, IOException cause) {
        close();
        return new IOException(message, cause);
    }

    private byte[] answer(Socket connected, long deadline) throws IOException {
        DataInputStream in = new DataInputStream(connected.getInputStream());
        while (true) {
            ByteBuffer header = ByteBuffer.wrap(read(connected, in, 7, deadline));
            int number = header.getShort() & 0xffff;
            int protocol = header.getShort();
            int length = header.getShort() & 0xffff;
            int unit = header.get() & 0xff;
            if (protocol != 0 || length < 2 || length > LONGEST_UNIT + 1) {
                throw new IOException("không phải Modbus TCP / is not Modbus TCP");
            }
            byte[] answer = read(connected, in, length - 1, deadline);
            // Another number belongs to a request that was given up; its answer must not be taken for this one.
            if (number == transaction && unit == slave) {
                return answer;
            }
        }
    }

    private static byte[] read(Socket connected, DataInputStream in, int count, long deadline) throws IOException {
        byte[] bytes = new byte[count];
        int have = 0;
        while (have < count) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            connected.setSoTimeout((int) left);
            int read = in.read(bytes, have, count - have);
            if (read < 0) {
                throw new EOFException();
            }
            have += read;
        }
        return bytes;
    }

    @Override
    public void close() {
        Socket closing = socket;
        socket = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException e) {
                // It is not used any more, and there is nothing else to close.
                return;
            }
        }
    }
}
