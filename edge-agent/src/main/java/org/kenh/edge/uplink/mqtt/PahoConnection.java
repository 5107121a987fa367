package org.kenh.edge.uplink.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
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
import org.kenh.edge.uplink.Message;
import org.kenh.edge.uplink.UplinkListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection from its attempt to its end; never used again after that. */
final class PahoConnection {
    private static final Logger LOG = LoggerFactory.getLogger(PahoConnection.class);
    private static final int AT_LEAST_ONCE = 1;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(45);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration SESSION_EXPIRY = Duration.ofDays(7);
    /** Enough for a goodbye on a slow link, short enough for a person who waits for the end. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final MqttSettings settings;
    private final ScheduledExecutorService executor;
    private final UplinkListener listener;
    private final CompletableFuture<Opening> opening = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final Map<Long, CompletableFuture<Delivery>> underWay = new ConcurrentHashMap<>();
    private final AtomicLong sent = new AtomicLong();
    private volatile @Nullable MqttAsyncClient client;

    PahoConnection(MqttSettings settings, ScheduledExecutorService executor, UplinkListener listener) {
        this.settings = settings;
        this.executor = executor;
        this.listener = listener;
    }

    /** Connects and subscribes to commands. */
    CompletionStage<Opening> open() {
        try {
            MqttAsyncClient fresh = new MqttAsyncClient(
                    settings.address(),
                    settings.device().value(),
                    new MemoryPersistence(),
                    new TimerPingSender(executor),
                    executor);
            client = fresh;
            fresh.setCallback(new Callback());
            fresh.connect(options(), null, new Action(token -> subscribe(fresh), this::failOpening));
        } catch (MqttException e) {
            failOpening(reason(e));
        }
        return opening;
    }

    /** Completes with the reason when a connection that was open is lost. */
    CompletionStage<String> ended() {
        return ended;
    }

    CompletionStage<Delivery> send(Message message) {
        CompletableFuture<Delivery> delivery = new CompletableFuture<>();
        long number = sent.incrementAndGet();
        underWay.put(number, delivery);
        MqttAsyncClient current = client;
        try {
            if (current == null || ended.isDone()) {
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

    /** Leaves in order, so that the centre does not think that the link broke. Waits a moment. */
    void goodbye() {
        MqttAsyncClient current = client;
        if (current == null) {
            return;
        }
        try {
            if (current.isConnected()) {
                current.disconnect(0).waitForCompletion(GOODBYE.toMillis());
            }
        } catch (MqttException e) {
            // The link is already broken; there is nobody to say goodbye to.
            failAll("closed");
        }
        dispose();
    }

    /** Frees what Paho holds. */
    void dispose() {
        MqttAsyncClient current = client;
        client = null;
        failAll("closed");
        try {
            if (current != null) {
                current.close(true);
            }
        } catch (MqttException e) {
            // Paho refuses to close a client that is not quite disconnected; it has no threads left then.
            failAll("closed");
        }
    }

    /** Paho swallows what goes wrong while it tells of an end; then the next message finds out. */
    private void noticeEnd(String reason) {
        MqttAsyncClient current = client;
        if (opening.isDone() && current != null && !current.isConnected()) {
            failAll(reason);
        }
    }

    private void subscribe(MqttAsyncClient fresh) {
        try {
            fresh.subscribe(
                    settings.topic("commands"),
                    AT_LEAST_ONCE,
                    null,
                    new Action(token -> opening.complete(new Opened()), this::failOpening));
        } catch (MqttException e) {
            failOpening(reason(e));
        }
    }

    private MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(settings.device().value());
        options.setPassword(settings.secret().getBytes(StandardCharsets.UTF_8));
        options.setCleanStart(false);
        options.setSessionExpiryInterval(SESSION_EXPIRY.toSeconds());
        options.setKeepAliveInterval((int) KEEP_ALIVE.toSeconds());
        options.setConnectionTimeout((int) CONNECT_TIMEOUT.toSeconds());
        options.setAutomaticReconnect(false);
        options.setReceiveMaximum(16);
        settings.tls().ifPresent(options::setSocketFactory);
        // Paho checks the name in the certificate only when it is told to.
        options.setHttpsHostnameVerificationEnabled(settings.tls().isPresent());
        return options;
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

    private void failOpening(String reason) {
        opening.complete(new NotOpened(reason));
        failAll(reason);
    }

    private void settle(long number, Delivery outcome) {
        CompletableFuture<Delivery> delivery = underWay.remove(number);
        if (delivery != null) {
            delivery.complete(outcome);
        }
    }

    private void failAll(String reason) {
        ended.complete(reason);
        underWay.keySet().forEach(number -> settle(number, new Delivery.Failed(reason)));
    }

    private static String reason(@Nullable Throwable error) {
        if (error == null) {
            return "no reason given";
        }
        Throwable cause = error.getCause();
        return error.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
    }

    /** How an attempt to connect ended. */
    sealed interface Opening {}

    record Opened() implements Opening {}

    record NotOpened(String reason) implements Opening {}

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
            failAll(text != null ? text : reason(response.getException()));
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
