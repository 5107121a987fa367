package org.kenh.edge.fleet;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.uplink.Delivery;
import org.kenh.edge.uplink.Message;
import org.kenh.edge.uplink.Uplink;
import org.kenh.edge.uplink.UplinkListener;

/** An uplink that a scenario can cut and mend. Each time it is mended it is a new one. Thread-safe. */
final class Line implements Uplink {
    private final Supplier<Uplink> opener;
    private @Nullable UplinkListener listener;
    private @Nullable Uplink current;
    private int generation;
    private boolean closed;

    Line(Supplier<Uplink> opener) {
        this.opener = opener;
    }

    @Override
    public void start(UplinkListener listener) {
        synchronized (this) {
            this.listener = listener;
        }
        mend();
    }

    @Override
    public CompletionStage<Delivery> send(Message message) {
        Uplink uplink = current();
        return uplink == null
                ? CompletableFuture.completedFuture(new Delivery.Failed("no link"))
                : uplink.send(message);
    }

    /** The device is gone without a word. */
    void cut(String reason) {
        Uplink gone;
        UplinkListener told;
        synchronized (this) {
            gone = current;
            current = null;
            generation++;
            told = listener;
        }
        if (gone != null) {
            if (told != null) {
                told.disconnected(reason);
            }
            gone.abandon();
        }
    }

    /** The device comes back, if it is away and was ever started. */
    void mend() {
        Uplink fresh;
        UplinkListener told;
        int number;
        synchronized (this) {
            told = listener;
            number = generation;
            if (closed || told == null || current != null) {
                return;
            }
            fresh = opener.get();
            current = fresh;
        }
        fresh.start(new Filter(number, told));
    }

    @Override
    public void close() {
        Uplink last;
        synchronized (this) {
            closed = true;
            last = current;
            current = null;
        }
        if (last != null) {
            last.close();
        }
    }

    private synchronized @Nullable Uplink current() {
        return current;
    }

    private synchronized boolean isCurrent(int number) {
        return generation == number && !closed;
    }

    /** What an uplink says after it was cut off no longer counts. */
    private final class Filter implements UplinkListener {
        private final int number;
        private final UplinkListener target;

        Filter(int number, UplinkListener target) {
            this.number = number;
            this.target = target;
        }

        @Override
        public void connected() {
            if (isCurrent(number)) {
                target.connected();
            }
        }

        @Override
        public void disconnected(String reason) {
            if (isCurrent(number)) {
                target.disconnected(reason);
            }
        }

        @Override
        public void command(byte[] payload) {
            if (isCurrent(number)) {
                target.command(payload);
            }
        }
    }
}
