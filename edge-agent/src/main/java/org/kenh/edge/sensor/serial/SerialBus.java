package org.kenh.edge.sensor.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.sensor.serial.SerialSettings.Parity;

/**
 * One serial line. Drivers take turns on it; a turn is bounded by the time-outs of its reads. The port is open while any
 * of them uses it. Thread-safe.
 */
public final class SerialBus {
    private final SerialSettings settings;
    private final ReentrantLock turn = new ReentrantLock(true);
    private int users;
    private @Nullable SerialPort port;
    private long quietSince;

    public SerialBus(SerialSettings settings) {
        this.settings = settings;
    }

    public SerialSettings settings() {
        return settings;
    }

    /** A driver begins to use the line. */
    public synchronized void join() {
        users++;
    }

    /** A driver does not use the line any more; with the last one the port is closed. */
    public synchronized void leave() {
        users--;
        if (users == 0) {
            closePort();
        }
    }

    /**
     * Holds a dialogue alone on the line, what was received before thrown away; waits its turn for at most
     * {@code longestWait}.
     */
    public <T> T converse(Duration longestWait, Dialogue<T> dialogue) throws IOException {
        boolean mine;
        try {
            mine = turn.tryLock(longestWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted while waiting for " + settings.device());
        }
        if (!mine) {
            throw new IOException(settings.device() + ": đường truyền bận / line is busy");
        }
        try {
            Line line = new Line(openPort());
            line.forget();
            return dialogue.with(line);
        } finally {
            quietSince = System.nanoTime();
            turn.unlock();
        }
    }

    private synchronized SerialPort openPort() throws IOException {
        SerialPort opened = port;
        if (opened != null && opened.isOpen()) {
            return opened;
        }
        try {
            opened = SerialPort.getCommPort(settings.device());
        } catch (SerialPortInvalidPortException e) {
            throw new IOException(settings.device() + ": không có / is not there", e);
        }
        opened.setComPortParameters(
                settings.baud(), settings.dataBits(), settings.stopBits(), parity(settings.parity()));
        opened.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        if (!opened.openPort(0)) {
            throw new IOException(
                    settings.device() + ": không mở được / cannot be opened (error " + opened.getLastErrorCode() + ")");
        }
        port = opened;
        return opened;
    }

    private synchronized void closePort() {
        SerialPort closing = port;
        port = null;
        if (closing != null) {
            closing.closePort();
        }
    }

    private static int parity(Parity parity) {
        return switch (parity) {
            case NONE -> SerialPort.NO_PARITY;
            case EVEN -> SerialPort.EVEN_PARITY;
            case ODD -> SerialPort.ODD_PARITY;
        };
    }

    /** A question and its answer. */
    @FunctionalInterface
    public interface Dialogue<T> {
        T with(Line line) throws IOException;
    }

    /** The line during one turn. */
    public final class Line {
        private static final int QUIET_CHARACTERS = 4;

        private final SerialPort port;

        private Line(SerialPort port) {
            this.port = port;
        }

        /** Writes all of it, after the line was quiet for 4 characters, as Modbus RTU asks for (3.5). */
        public void write(byte[] bytes) throws IOException {
            long quiet = quietSince + QUIET_CHARACTERS * settings.characterNanos() - System.nanoTime();
            if (quiet > 0) {
                LockSupport.parkNanos(quiet);
            }
            port.setComPortTimeouts(SerialPort.TIMEOUT_WRITE_BLOCKING, 0, 1_000);
            if (port.writeBytes(bytes, bytes.length) != bytes.length) {
                broken();
            }
        }

        /** Reads exactly so many bytes, and waits for them until a time of {@link System#nanoTime}. */
        public byte[] read(int count, long deadline) throws IOException {
            byte[] bytes = new byte[count];
            int have = 0;
            while (have < count) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new IOException("không trả lời / no answer");
                }
                port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, (int) Math.min(left, 60_000), 0);
                int read = port.readBytes(bytes, count - have, have);
                if (read < 0) {
                    broken();
                }
                have += read;
            }
            quietSince = System.nanoTime();
            return bytes;
        }

        /** Throws away what was received and not read. */
        public void forget() throws IOException {
            int waiting = port.bytesAvailable();
            if (waiting < 0) {
                broken();
            } else if (waiting > 0) {
                port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
                int unused = port.readBytes(new byte[waiting], waiting);
            }
        }

        /** The adapter is gone: the next turn opens the port again. */
        private void broken() throws IOException {
            closePort();
            throw new IOException(settings.device() + ": mất kết nối / is gone");
        }
    }
}
