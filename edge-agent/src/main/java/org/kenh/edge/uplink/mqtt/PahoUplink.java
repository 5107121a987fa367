package org.kenh.edge.uplink.mqtt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.uplink.Backoff;
import org.kenh.edge.uplink.Delayer;
import org.kenh.edge.uplink.Delivery;
import org.kenh.edge.uplink.Message;
import org.kenh.edge.uplink.Uplink;
import org.kenh.edge.uplink.UplinkListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device's MQTT 5 session. Every attempt uses a client of its own: the journal, not Paho, remembers what was not
 * acknowledged, and the centre remembers the session, so that commands wait there.
 */
public final class PahoUplink implements Uplink {
    private static final Logger LOG = LoggerFactory.getLogger(PahoUplink.class);

    private final MqttSettings settings;
    private final ScheduledExecutorService executor;
    private final Delayer delayer;
    private final Backoff backoff = new Backoff(
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            () -> ThreadLocalRandom.current().nextDouble());
    private @Nullable UplinkListener listener;
    private @Nullable PahoConnection connection;
    private boolean closed;

    /** The executor needs three threads for each uplink that shares it: Paho keeps them while it is connected. */
    public PahoUplink(MqttSettings settings, ScheduledExecutorService executor, Delayer delayer) {
        this.settings = settings;
        this.executor = executor;
        this.delayer = delayer;
    }

    @Override
    public void start(UplinkListener listener) {
        synchronized (this) {
            this.listener = listener;
        }
        attempt();
    }

    @Override
    public CompletionStage<Delivery> send(Message message) {
        PahoConnection current = current();
        if (current == null) {
            return CompletableFuture.completedFuture(new Delivery.Failed("not connected"));
        }
        return current.send(message);
    }

    @Override
    public void close() {
        PahoConnection last;
        synchronized (this) {
            closed = true;
            last = connection;
            connection = null;
        }
        if (last != null) {
            last.goodbye();
        }
    }

    private void attempt() {
        PahoConnection fresh;
        synchronized (this) {
            if (closed || listener == null) {
                return;
            }
            fresh = new PahoConnection(settings, executor, listener);
            connection = fresh;
        }
        fresh.open().thenAccept(outcome -> {
            if (outcome instanceof PahoConnection.Opened) {
                opened(fresh);
            } else if (outcome instanceof PahoConnection.NotOpened failure) {
                LOG.debug("{}: {}", settings, failure.reason());
                ended(fresh, failure.reason());
            }
        });
        fresh.ended().thenAccept(reason -> ended(fresh, reason));
    }

    private void opened(PahoConnection which) {
        UplinkListener told;
        synchronized (this) {
            if (which != connection) {
                return;
            }
            backoff.reset();
            told = listener;
        }
        if (told != null) {
            told.connected();
        }
    }

    /** Called once or twice for a connection that ends; the second call finds it replaced. */
    private void ended(PahoConnection which, String reason) {
        UplinkListener told;
        Duration pause;
        synchronized (this) {
            if (which != connection) {
                return;
            }
            connection = null;
            told = listener;
            pause = backoff.next();
        }
        if (told != null) {
            told.disconnected(reason);
        }
        delayer.after(pause, () -> {
            which.dispose();
            attempt();
        });
    }

    private synchronized @Nullable PahoConnection current() {
        return connection;
    }
}
