package org.kenh.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A device's connection: belongs to one {@link Loop} and is used by its thread alone. */
abstract class Connection implements Wire.Answers {
    private static final long OPENING_NANOS = 10_000_000_000L;
    private static final long PAUSE_NANOS = 1_000_000_000L;
    private static final long RECONNECT_NANOS = 1_000_000_000L;

    final Loop loop;
    final Wire wire;
    private Flow[] flows = {};
    private State state = State.CLOSED;
    private long now;
    private long lastSent;
    private long openedAt;
    private long pausedUntil = Long.MIN_VALUE;
    private long closedAt = Long.MIN_VALUE;

    /** {@code CLOSED → OPENING → READY → CLOSED}. */
    enum State {
        /** Nothing is open; it is opened again after a second. */
        CLOSED,
        /** Connecting, or the greeting awaits its answer. */
        OPENING,
        /** Messages may be sent. */
        READY
    }

    Connection(Loop loop, Wire wire) {
        this.loop = loop;
        this.wire = wire;
    }

    /** From now on it has messages to send. */
    void start(List<Flow> started) {
        flows = started.toArray(Flow[]::new);
    }

    /** Opens it. */
    void open(long nowNanos) {
        now = nowNanos;
        openedAt = nowNanos;
        state = State.OPENING;
        try {
            connect();
        } catch (IOException failure) {
            broken("cannot connect: " + failure.getMessage());
        }
    }

    /** Every now and then. */
    void tick(long nowNanos) {
        now = nowNanos;
        if (state == State.READY) {
            fill();
            if (nowNanos - lastSent > loop.pingNanos()) {
                say(wire.ping());
            }
        } else if (state == State.OPENING && nowNanos - openedAt > OPENING_NANOS) {
            broken("no answer to the greeting");
        } else if (state == State.CLOSED && closedAt != Long.MIN_VALUE && nowNanos - closedAt > RECONNECT_NANOS) {
            open(nowNanos);
        }
    }

    /** The selector says that something can be done. */
    void selected(SelectionKey key) {
        now = System.nanoTime();
        try {
            proceed(key);
            if (state == State.READY) {
                fill();
            }
        } catch (IOException failure) {
            broken("connection lost");
        }
    }

    @Override
    public void ready() {
        state = State.READY;
        loop.readyChanged(1);
    }

    @Override
    public void refused(String reason) {
        broken("refused: " + reason);
    }

    @Override
    public void acknowledged(int slot) {
        Flow flow = owner(slot);
        if (flow != null) {
            flow.acknowledged(slot, now);
        }
    }

    @Override
    public void failed(int slot, String reason) {
        Flow flow = owner(slot);
        if (flow != null) {
            flow.failed(slot, reason);
            pausedUntil = now + PAUSE_NANOS;
        }
    }

    @Override
    public void reply(byte[] packet) {
        say(packet);
    }

    /** Ends it for good. */
    void close() {
        if (state == State.READY) {
            say(wire.farewell());
        }
        for (Flow flow : flows) {
            flow.abandon("not acknowledged at the end");
        }
        state = State.CLOSED;
        disconnect();
    }

    State state() {
        return state;
    }

    int inFlight() {
        int sum = 0;
        for (Flow flow : flows) {
            sum += flow.inFlight();
        }
        return sum;
    }

    /** Begins to connect; {@link #proceed} is called when something happens. */
    abstract void connect() throws IOException;

    /** Does what the key says is possible. */
    abstract void proceed(SelectionKey key) throws IOException;

    /** Whether the other side takes more. */
    abstract boolean writable();

    /** Sends what lies in the buffer; keeps what the socket does not take. */
    abstract void send(ByteBuffer bytes) throws IOException;

    /** Takes note of a message that was put into the buffer; returns whether the buffer should be sent now. */
    abstract boolean added(int slot, ByteBuffer buffer, int moreBytes);

    /** Closes the socket, if there is one. */
    abstract void disconnect();

    void say(byte[] packet) {
        if (packet.length == 0 || !writable()) {
            return;
        }
        try {
            send(loop.out().clear().put(packet).flip());
            lastSent = now;
        } catch (IOException failure) {
            broken("connection lost");
        }
    }

    void broken(String reason) {
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.READY) {
            loop.readyChanged(-1);
        }
        state = State.CLOSED;
        closedAt = now;
        loop.recorder().failed(reason, 1);
        for (Flow flow : flows) {
            flow.abandon("in flight when the connection was lost");
        }
        disconnect();
    }

    /** Sends what is due, as far as the windows and the socket let it. */
    private void fill() {
        if (pausedUntil != Long.MIN_VALUE && now - pausedUntil < 0) {
            return; // after a refusal a device waits before it sends again
        }
        ByteBuffer out = loop.out().clear();
        try {
            for (Flow flow : flows) {
                fill(flow, out);
            }
            flush(out);
        } catch (IOException failure) {
            broken("connection lost");
        }
    }

    private void fill(Flow flow, ByteBuffer out) throws IOException {
        Message message = flow.message();
        while (writable()) {
            int slot = flow.take(now);
            if (slot == 0) {
                return;
            }
            out.put(message.next(slot, loop.unixMillis(now)));
            if (added(slot, out, message.length())) {
                flush(out);
            }
        }
    }

    private void flush(ByteBuffer out) throws IOException {
        if (out.position() > 0) {
            send(out.flip());
            out.clear();
            lastSent = now;
        }
    }

    private @Nullable Flow owner(int slot) {
        for (Flow flow : flows) {
            if (flow.owns(slot)) {
                return flow;
            }
        }
        loop.recorder().failed("answer to nothing", 1);
        return null;
    }
}
