package org.kenh.edge.life;

import java.util.concurrent.CompletionStage;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.edge.uplink.Delivery;
import org.kenh.edge.uplink.Message;
import org.kenh.edge.uplink.Uplink;
import org.kenh.edge.uplink.UplinkListener;

/** An uplink that notes how it goes, for the status page, and tells of each acknowledgement. Thread-safe. */
public final class UplinkWatch implements Uplink {
    private final Uplink uplink;
    private final MonotonicClock clock;
    private final Runnable acknowledged;
    private volatile State state = new State(false, "", Long.MIN_VALUE, 0);

    /** {@code acknowledged} is called for every message that the centre has acknowledged; short. */
    public UplinkWatch(Uplink uplink, MonotonicClock clock, Runnable acknowledged) {
        this.uplink = uplink;
        this.clock = clock;
        this.acknowledged = acknowledged;
    }

    /** How it is now. */
    public State state() {
        return state;
    }

    @Override
    public void start(UplinkListener listener) {
        uplink.start(new Listener(listener));
    }

    @Override
    public CompletionStage<Delivery> send(Message message) {
        return uplink.send(message).thenApply(delivery -> {
            if (delivery instanceof Delivery.Acknowledged) {
                note(true);
                acknowledged.run();
            }
            return delivery;
        });
    }

    @Override
    public void close() {
        uplink.close();
    }

    private synchronized void note(boolean connected) {
        state = new State(connected, connected ? "" : state.reason, clock.nanos(), state.connects);
    }

    private synchronized void note(boolean connected, String reason) {
        state = new State(connected, reason, state.acknowledgedNanos, state.connects + (connected ? 1 : 0));
    }

    private final class Listener implements UplinkListener {
        private final UplinkListener listener;

        Listener(UplinkListener listener) {
            this.listener = listener;
        }

        @Override
        public void connected() {
            note(true, "");
            listener.connected();
        }

        @Override
        public void disconnected(String reason) {
            note(false, reason);
            listener.disconnected(reason);
        }

        @Override
        public void command(byte[] payload) {
            listener.command(payload);
        }
    }

    /**
     * How an uplink is.
     *
     * @param reason why it is not connected
     * @param acknowledgedNanos monotonic time of the last acknowledgement; {@link Long#MIN_VALUE} if none
     */
    public record State(boolean connected, String reason, long acknowledgedNanos, long connects) {}
}
