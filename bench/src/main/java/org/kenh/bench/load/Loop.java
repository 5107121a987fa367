package org.kenh.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One thread and the connections that it drives. */
final class Loop implements Runnable {
    private static final int BUFFER_BYTES = 512 * 1024;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final List<Connection> connections = new ArrayList<>();
    private final AtomicInteger ready = new AtomicInteger();
    private final Recorder recorder = new Recorder();
    private final Tuning tuning;
    private final long unixMillisAtZero;
    private volatile @Nullable Runnable begin;
    private volatile boolean stopped;
    private int opened;

    /**
     * How often it looks around.
     *
     * @param tickMillis between two looks at what is due
     * @param restNanos between two rounds, so that one read finds many answers: cheap, and adds to the latency
     * @param pingNanos of silence after which a connection sends a ping
     * @param connectRate connections opened per second
     */
    record Tuning(int tickMillis, long restNanos, long pingNanos, int connectRate) {}

    Loop(Tuning tuning) {
        this.tuning = tuning;
        this.unixMillisAtZero = System.currentTimeMillis() - System.nanoTime() / NANOS_PER_MILLI;
        try {
            this.selector = Selector.open();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot open a selector", failure);
        }
    }

    /** Before the thread runs. */
    void add(Connection connection) {
        connections.add(connection);
    }

    @Override
    public void run() {
        long started = System.nanoTime();
        long lastTick = started;
        try {
            while (!stopped) {
                long now = System.nanoTime();
                openDue(started, now);
                beginWhenTold();
                if (now - lastTick >= tuning.tickMillis * NANOS_PER_MILLI) {
                    lastTick = now;
                    for (Connection connection : connections) {
                        connection.tick(now);
                    }
                }
                if (tuning.restNanos > 0) {
                    LockSupport.parkNanos(tuning.restNanos);
                }
                selector.select(Loop::selected, tuning.tickMillis);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the selector failed", failure);
        } finally {
            connections.forEach(Connection::close);
            closeQuietly(selector);
        }
    }

    /** Runs this on the loop's thread, once. */
    void begin(Runnable task) {
        begin = task;
        selector.wakeup();
    }

    /** Ends the thread soon. */
    void stop() {
        stopped = true;
        selector.wakeup();
    }

    /** How many connections may be used now. */
    int ready() {
        return ready.get();
    }

    void readyChanged(int by) {
        ready.addAndGet(by);
    }

    /** Of the connections themselves. */
    Recorder recorder() {
        return recorder;
    }

    long pingNanos() {
        return tuning.pingNanos;
    }

    long unixMillis(long nanos) {
        return unixMillisAtZero + nanos / NANOS_PER_MILLI;
    }

    /** For one read; not kept. */
    ByteBuffer in() {
        return in;
    }

    /** For one write; not kept. */
    ByteBuffer out() {
        return out;
    }

    SelectionKey register(SelectableChannel channel, int operations, Connection connection) throws IOException {
        return channel.register(selector, operations, connection);
    }

    void interest(SelectableChannel channel, int operations) {
        SelectionKey key = channel.keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOps(operations);
        }
    }

    static void closeQuietly(Closeable closing) {
        try {
            closing.close();
        } catch (IOException nothingToDo) {
            System.err.println("cannot close " + closing + ": " + nothingToDo.getMessage());
        }
    }

    private void openDue(long started, long now) {
        long due = 1 + (now - started) * tuning.connectRate / 1_000_000_000L;
        while (opened < connections.size() && opened < due) {
            connections.get(opened++).open(now);
        }
    }

    private void beginWhenTold() {
        Runnable task = begin;
        if (task != null) {
            begin = null;
            task.run();
        }
    }

    private static void selected(SelectionKey key) {
        if (key.isValid() && key.attachment() instanceof Connection connection) {
            connection.selected(key);
        }
    }
}
