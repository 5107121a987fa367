package org.kenh.gateway.mqtt;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.kenh.gateway.session.DoorMetrics;

/**
 * Whether a connection is read. While there is any reason not to, the socket is left alone, so that TCP slows the
 * device down, and the few packets that were decoded already wait here. Event loop only.
 */
final class ReadGate {
    /** Why nothing is taken. */
    enum Reason {
        /** The CONNECT is being looked at, or a session is being written. */
        BUSY(Optional.empty()),
        SATURATED(Optional.of(DoorMetrics.Pause.SATURATED)),
        WINDOW(Optional.of(DoorMetrics.Pause.WINDOW)),
        HELD(Optional.of(DoorMetrics.Pause.HELD)),
        RATE(Optional.of(DoorMetrics.Pause.RATE)),
        UNWRITABLE(Optional.of(DoorMetrics.Pause.UNWRITABLE)),
        /** Nothing is taken any more. */
        ENDING(Optional.empty());

        private final Optional<DoorMetrics.Pause> counted;

        Reason(Optional<DoorMetrics.Pause> counted) {
            this.counted = counted;
        }
    }

    private final ChannelHandlerContext context;
    private final DoorMetrics metrics;
    private final Consumer<Object> taker;
    private final Runnable flush;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private final Queue<Object> waiting = new ArrayDeque<>(0);
    private boolean passing;
    private long openedNanos = System.nanoTime();

    ReadGate(ChannelHandlerContext context, DoorMetrics metrics, Consumer<Object> taker, Runnable flush) {
        this.context = context;
        this.metrics = metrics;
        this.taker = taker;
        this.flush = flush;
    }

    /** Hands the packet on now, or later in its turn. */
    void pass(Object packet) {
        if (reasons.isEmpty() && waiting.isEmpty()) {
            taker.accept(packet);
        } else {
            waiting.add(packet);
        }
    }

    void close(Reason reason) {
        if (reasons.add(reason)) {
            reason.counted.ifPresent(metrics::pause);
            context.channel().config().setAutoRead(false);
        }
    }

    void open(Reason reason) {
        if (reasons.remove(reason) && !passing) {
            passWaiting();
            if (reasons.isEmpty()) {
                openedNanos = System.nanoTime();
                context.channel().config().setAutoRead(true);
            }
        }
    }

    /** Whether the device cannot be heard, for a reason that is not its own fault. */
    boolean isDeaf() {
        return reasons.stream().anyMatch(reason -> reason != Reason.UNWRITABLE);
    }

    /** When the gate was last opened, by {@link System#nanoTime}. */
    long openedNanos() {
        return openedNanos;
    }

    boolean isClosedFor(Reason reason) {
        return reasons.contains(reason);
    }

    /** Drops what waits. */
    void release() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    private void passWaiting() {
        if (waiting.isEmpty()) {
            return;
        }
        passing = true;
        try {
            while (reasons.isEmpty() && !waiting.isEmpty()) {
                taker.accept(waiting.remove());
            }
        } finally {
            passing = false;
        }
        flush.run(); // no read is going on whose end would send the answers
    }
}
