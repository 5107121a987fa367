package org.kenh.edge.sensor.modbus;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** The requests of Modbus that are needed here, checked against their answers. Thread-safe: requests take turns. */
final class ModbusClient {
    private static final int WRITE_COIL = 5;
    private static final int WRITE_REGISTER = 6;
    private static final int WRITE_REGISTERS = 16;

    private final Transport transport;
    private final Duration longestWait;
    private final ReentrantLock turn = new ReentrantLock(true);

    ModbusClient(Transport transport, Duration longestWait) {
        this.transport = transport;
        this.longestWait = longestWait;
    }

    void open() throws IOException {
        take();
        try {
            connect();
        } finally {
            turn.unlock();
        }
    }

    void close() {
        transport.close();
    }

    /** Reads bits (packed, the first one lowest) or registers (two bytes each). */
    byte[] read(Area area, int address, int count) throws IOException {
        byte[] request = request(area.readFunction(), address, count);
        int length = area.isBits() ? (count + 7) / 8 : count * 2;
        byte[] answer = exchange(request, false);
        if (answer.length != length + 2 || (answer[1] & 0xff) != length) {
            throw new IOException("trả lời sai độ dài / answer of wrong length");
        }
        byte[] data = new byte[length];
        System.arraycopy(answer, 2, data, 0, length);
        return data;
    }

    void writeCoil(int address, boolean on) throws IOException {
        echo(request(WRITE_COIL, address, on ? 0xff00 : 0));
    }

    /** Writes one register with function 6, several with function 16. */
    void writeRegisters(int address, byte[] data) throws IOException {
        if (data.length == 2) {
            echo(request(WRITE_REGISTER, address, (data[0] & 0xff) << 8 | (data[1] & 0xff)));
            return;
        }
        byte[] head = request(WRITE_REGISTERS, address, data.length / 2);
        ByteBuffer request = ByteBuffer.allocate(head.length + 1 + data.length)
                .put(head)
                .put((byte) data.length)
                .put(data);
        same(head, exchange(request.array(), true));
    }

    private void echo(byte[] request) throws IOException {
        same(request, exchange(request, true));
    }

    private static void same(byte[] expected, byte[] answer) throws IOException {
        if (!ByteBuffer.wrap(expected).equals(ByteBuffer.wrap(answer))) {
            throw new IOException("thiết bị không xác nhận lệnh ghi / write was not confirmed");
        }
    }

    private void take() throws IOException {
        try {
            if (!turn.tryLock(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("bận / busy");
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted");
        }
    }

    private void connect() throws IOException {
        if (!transport.isOpen()) {
            transport.open();
        }
    }

    /** A write connects by itself and does not wait for the next read to do so: it may be what stops a pump. */
    private byte[] exchange(byte[] request, boolean writes) throws IOException {
        take();
        try {
            if (writes) {
                connect();
            }
            byte[] answer = transport.exchange(request);
            if (answer.length >= 2 && answer[0] == (byte) (request[0] | 0x80)) {
                throw new ModbusException(answer[1] & 0xff);
            }
            if (answer.length < 2 || answer[0] != request[0]) {
                throw new IOException("trả lời sai hàm / answer to another function");
            }
            return answer;
        } finally {
            turn.unlock();
        }
    }

    private static byte[] request(int function, int address, int value) {
        return ByteBuffer.allocate(5)
                .put((byte) function)
                .putShort((short) address)
                .putShort((short) value)
                .array();
    }
}
