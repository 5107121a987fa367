package org.kenh.edge.uplink.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.TimerPingSender;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.uplink.Channel;
import org.kenh.edge.uplink.Delivery;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.Link;
import org.kenh.edge.uplink.LinkListener;
import org.kenh.edge.uplink.Message;
import org.kenh.edge.uplink.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One MQTT session's connection with Paho. */
final class PahoLink implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(PahoLink.class);
    private static final int AT_LEAST_ONCE = 1;
    /** For TCP, and for each answer of a TLS handshake: two repeated packets fit. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(7);

    private static final Duration SESSION_EXPIRY = Duration.ofDays(7);
    /** Enough for a goodbye on a slow link, short enough for a person who waits for the end. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    /** Paho is not quite done with a connection when it tells of its end. */
    private static final Duration BEFORE_DISPOSAL = Duration.ofSeconds(1);

    private final MqttSettings settings;
    private final Target target;
    private final ScheduledExecutorService executor;
    private final LinkListener listener;
    private final Sockets sockets;
    private final Map<Long, CompletableFuture<Delivery>> underWay = new ConcurrentHashMap<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable MqttAsyncClient client;
    private volatile boolean open;

    PahoLink(MqttSettings settings, Target target, ScheduledExecutorService executor, LinkListener listener) {
        this.settings = settings;
        this.target = target;
        this.executor = executor;
        this.listener = listener;
        this.sockets = new Sockets(target, settings.tls());
    }

    @Override
    public void open() {
        try {
            MqttAsyncClient fresh = new MqttAsyncClient(
                    "tcp://" + target.authority(),
                    settings.device().value(),
                    new MemoryPersistence(),
                    new TimerPingSender(executor),
                    executor);
            client = fresh;
            fresh.setCallback(new Callback());
            fresh.connect(options(), null, new Action(token -> subscribe(fresh), this::end));
        } catch (MqttException e) {
            end(reason(e));
        }
    }

    @Override
    public CompletionStage<Delivery> send(Message message) {
        CompletableFuture<Delivery> delivery = new CompletableFuture<>();
        long number = sent.incrementAndGet();
        underWay.put(number, delivery);
        MqttAsyncClient current = client;
        try {
            if (current == null || ended.get()) {
                settle(number, new Delivery.Failed("not connected"));
            } else {
                current.publish(
                        settings.topic(message.channel().word()),
                        packet(message),
                        null,
                        new Action(
                                token -> settle(number, ReasonCodes.delivery(token.getReasonCodes())),
                                why -> settle(number, new Delivery.Failed(why))));
            }
        } catch (MqttException e) {
            settle(number, new Delivery.Failed(reason(e)));
            noticeEnd(reason(e));
        }
        return delivery;
    }

    @Override
    public void goodbye() {
        MqttAsyncClient current = client;
        try {
            if (current != null && current.isConnected()) {
                current.disconnect(0).waitForCompletion(GOODBYE.toMillis());
            }
        } catch (MqttException e) {
            // The link is already broken; there is nobody to say goodbye to.
            LOG.debug("{}", settings, e);
        }
        drop();
    }

    @Override
    public void drop() {
        sockets.cut();
        end("closed");
    }

    /** Paho swallows what goes wrong while it tells of an end; then the next message finds out. */
    private void noticeEnd(String reason) {
        MqttAsyncClient current = client;
        if (open && current != null && !current.isConnected()) {
            end(reason);
        }
    }

    private void subscribe(MqttAsyncClient fresh) {
        try {
            fresh.subscribe(settings.topic("commands"), AT_LEAST_ONCE, null, new Action(token -> opened(), this::end));
        } catch (MqttException e) {
            end(reason(e));
        }
    }

    private MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(settings.device().value());
        options.setPassword(settings.secret().getBytes(StandardCharsets.UTF_8));
        options.setCleanStart(false);
        options.setSessionExpiryInterval(SESSION_EXPIRY.toSeconds());
        options.setKeepAliveInterval((int) settings.keepAlive().toSeconds());
        options.setConnectionTimeout((int) CONNECT_TIMEOUT.toSeconds());
        options.setAutomaticReconnect(false);
        options.setReceiveMaximum(16);
        options.setSocketFactory(sockets);
        options.setWill(settings.topic("readings"), will());
        return options;
    }

    /** An event without a time: it happens when the centre says it, which is when it finds the connection broken. */
    private static MqttMessage will() {
        byte[] payload = "[{\"n\":\"agent/mqtt\",\"vs\":\"lost\"}]".getBytes(StandardCharsets.UTF_8);
        return new MqttMessage(payload, AT_LEAST_ONCE, false, new MqttProperties());
    }

    private static MqttMessage packet(Message message) {
        MqttMessage packet = new MqttMessage(message.payload(), AT_LEAST_ONCE, false, new MqttProperties());
        packet.getProperties().setContentType(contentType(message));
        return packet;
    }

    private static String contentType(Message message) {
        if (message.channel() != Channel.READINGS) {
            return "application/json";
        }
        return message.encoding() == Encoding.CBOR ? "application/senml+cbor" : "application/senml+json";
    }

    private void opened() {
        open = true;
        listener.opened();
    }

    private void settle(long number, Delivery outcome) {
        CompletableFuture<Delivery> delivery = underWay.remove(number);
        if (delivery != null) {
            delivery.complete(outcome);
        }
    }

    private void end(String reason) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        listener.ended(reason);
        underWay.keySet().forEach(number -> settle(number, new Delivery.Failed(reason)));
        sockets.cut();
        try {
            ScheduledFuture<?> unused =
                    executor.schedule(this::dispose, BEFORE_DISPOSAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Not disposed of: the process is ending");
        }
    }

    /** Frees what Paho holds. */
    private void dispose() {
        MqttAsyncClient current = client;
        client = null;
        try {
            if (current != null) {
                current.close(true);
            }
        } catch (MqttException e) {
            // Paho refuses to close a client that is not quite disconnected; without a socket it soon is.
            LOG.debug("{}", settings, e);
        }
    }

    private static String reason(@Nullable Throwable error) {
        if (error == null) {
            return "no reason given";
        }
        Throwable cause = error.getCause();
        return error.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
    }

    private record Action(Consumer<IMqttToken> success, Consumer<String> failure) implements MqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            success.accept(token);
        }

        @Override
        public void onFailure(@Nullable IMqttToken token, @Nullable Throwable error) {
            failure.accept(reason(error));
        }
    }

    private final class Callback implements MqttCallback {
        @Override
        public void disconnected(MqttDisconnectResponse response) {
            String text = response.getReasonString();
            end(text != null ? text : reason(response.getException()));
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            listener.command(message.getPayload());
        }

        @Override
        public void mqttErrorOccurred(MqttException error) {
            // Paho tells of the end of the connection by itself when an error ends it.
            LOG.debug("{}", settings, error);
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
