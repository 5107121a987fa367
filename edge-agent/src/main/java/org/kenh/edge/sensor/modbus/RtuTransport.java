package org.kenh.edge.sensor.modbus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.kenh.edge.sensor.serial.SerialBus;
import org.kenh.edge.sensor.serial.SerialBus.Line;

/**
 * Modbus RTU: unit, function, data, CRC. How long an answer is follows from its first bytes, so that no timing of
 * characters is needed, which USB adapters do not keep. A question that gets no good answer is asked once more.
 */
final class RtuTransport implements Transport {
    /** Turns of others that may come first on the same line. */
    static final int TURNS_OF_OTHERS = 8;

    private final SerialBus bus;
    private final int slave;
    private final Duration timeout;
    private final AtomicBoolean joined = new AtomicBoolean();

    RtuTransport(SerialBus bus, int slave, Duration timeout) {
        this.bus = bus;
        this.slave = slave;
        this.timeout = timeout;
    }

    @Override
    public void open() {
        if (joined.compareAndSet(false, true)) {
            bus.join();
        }
    }

    @Override
    public boolean isOpen() {
        return joined.get();
    }

    @Override
    public byte[] exchange(byte[] request) throws IOException {
        byte[] frame = frame(slave, request);
        Duration longestWait = timeout.multipliedBy(TURNS_OF_OTHERS);
        try {
            return bus.converse(longestWait, line -> ask(line, frame));
        } catch (ModbusException e) {
            throw e;
        } catch (IOException e) {
            return bus.converse(longestWait, line -> ask(line, frame));
        }
    }

    private byte[] ask(Line line, byte[] request) throws IOException {
        line.write(request);
        long deadline = System.nanoTime() + timeout.toNanos();
        byte[] head = line.read(3, deadline);
        int function = request[1] & 0xff;
        if ((head[0] & 0xff) != slave || (head[1] & 0x7f) != function) {
            throw new IOException("thiết bị khác trả lời / another device answered");
        }
        byte[] tail = line.read(lengthAfterHead(head, function), deadline);
        ByteBuffer frame =
                ByteBuffer.allocate(head.length + tail.length).put(head).put(tail);
        byte[] bytes = frame.array();
        int crc = (bytes[bytes.length - 1] & 0xff) << 8 | (bytes[bytes.length - 2] & 0xff);
        if (crc != Crc16.of(bytes, bytes.length - 2)) {
            throw new IOException("nhiễu đường truyền (CRC) / noise on the line (CRC)");
        }
        byte[] answer = new byte[bytes.length - 3];
        System.arraycopy(bytes, 1, answer, 0, answer.length);
        return answer;
    }

    private static int lengthAfterHead(byte[] head, int function) {
        if ((head[1] & 0x80) != 0) {
            return 2;
        }
        // Reads give their length; the answer to a write has address and value.
        return function <= 4 ? (head[2] & 0xff) + 2 : 5;
    }

    static byte[] frame(int slave, byte[] unit) {
        ByteBuffer frame =
                ByteBuffer.allocate(unit.length + 3).put((byte) slave).put(unit);
        int crc = Crc16.of(frame.array(), unit.length + 1);
        return frame.put((byte) crc).put((byte) (crc >> 8)).array();
    }

    @Override
    public void close() {
        if (joined.compareAndSet(true, false)) {
            bus.leave();
        }
    }
}
