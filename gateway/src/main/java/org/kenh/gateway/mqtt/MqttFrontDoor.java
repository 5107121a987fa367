package org.kenh.gateway.mqtt;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.BoundListener;
import org.kenh.gateway.session.DoorMetrics;
import org.kenh.gateway.session.FrontDoor;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MQTT 3.1.1 and 5 for devices, plain and over TLS. */
public final class MqttFrontDoor implements FrontDoor {
    private static final Logger LOG = LoggerFactory.getLogger(MqttFrontDoor.class);
    /** Under this name Vert.x puts its own handler into the pipeline of a socket. */
    private static final String SOCKET_HANDLER = "handler";

    /** How long the last packets and the last writes of sessions may take. */
    private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(5);

    /** The decoder asks for one; what the frame check lets through has no more. */
    private static final int LONGEST_CLIENT_ID = 65_535;

    /** For CONNECTs that come in pieces, of all connections together; one that comes at once needs none. */
    private static final long CONNECT_ROOM = 16L * 1024 * 1024;

    private final Vertx vertx;
    private final MqttConfig config;
    private final MqttServices services;
    private final ExecutorService blocking = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("mqtt-", 0).factory());
    private final ConnectBudget connectBudget = new ConnectBudget(CONNECT_ROOM);
    private final DoorMetrics plainMetrics;
    private final DoorMetrics tlsMetrics;
    private final Map<Transport, MqttListener.Address> addresses = new EnumMap<>(Transport.class);
    private final Set<MqttConnection> connections = ConcurrentHashMap.newKeySet();
    private final Set<String> deployments = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** The services are asked for with the executor that may block. */
    public MqttFrontDoor(Vertx vertx, MqttConfig config, MeterRegistry meters, MqttPorts ports) {
        this.vertx = vertx;
        this.config = config;
        this.services = ports.services(config, blocking);
        this.plainMetrics = new DoorMetrics(meters, Transport.MQTT);
        this.tlsMetrics = new DoorMetrics(meters, Transport.MQTTS);
    }

    @Override
    public void start() {
        listen(Transport.MQTT, config.plain(), options());
        config.tls()
                .ifPresent(tls -> listen(
                        Transport.MQTTS,
                        tls.listener(),
                        options()
                                .setSsl(true)
                                .setKeyCertOptions(new PemKeyCertOptions()
                                        .setCertPath(tls.certificate().toString())
                                        .setKeyPath(tls.key().toString()))));
    }

    @Override
    public void stop(Duration patience) {
        stopping = true;
        await(CompletableFuture.allOf(allOf(MqttConnection::shutDown)), patience);
        connections.forEach(MqttConnection::closeNow);
        await(CompletableFuture.allOf(allOf(MqttConnection::ended)), CLOSING_PATIENCE);
        deployments.forEach(
                id -> await(vertx.undeploy(id).toCompletionStage().toCompletableFuture(), CLOSING_PATIENCE));
        deployments.clear();
        finishWrites();
    }

    @Override
    public List<BoundListener> listeners() {
        return addresses.entrySet().stream()
                .flatMap(door -> door.getValue().bound().entrySet().stream()
                        .map(host -> new BoundListener(door.getKey(), host.getKey(), host.getValue())))
                .toList();
    }

    @Override
    public void disconnect(DeviceId device) {
        services.sessions().ownerOf(device).ifPresent(MqttConnection::revoke);
    }

    private NetServerOptions options() {
        return new NetServerOptions()
                .setTcpKeepAlive(true)
                .setTcpNoDelay(true)
                .setAcceptBacklog(4_096)
                .setSslHandshakeTimeout(config.timing().connect().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    private void listen(Transport transport, MqttConfig.Listener listener, NetServerOptions options) {
        MqttListener.Address address = new MqttListener.Address(listener);
        try {
            deployments.add(vertx.deployVerticle(
                            () -> new MqttListener(options, address, socket -> accept(transport, socket)),
                            new DeploymentOptions().setInstances(config.limits().eventLoops()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join());
        } catch (CompletionException failure) {
            Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
            throw new ListenException(String.valueOf(cause.getMessage()), failure);
        }
        addresses.put(transport, address);
    }

    private void accept(Transport transport, NetSocket socket) {
        DoorMetrics counts = transport == Transport.MQTTS ? tlsMetrics : plainMetrics;
        if (stopping || connections.size() >= config.limits().maxConnections()) {
            counts.rejection(DoorMetrics.Rejection.TOO_MANY);
            socket.close();
            return;
        }
        ChannelPipeline pipeline =
                ((NetSocketInternal) socket).channelHandlerContext().pipeline();
        pipeline.addBefore(SOCKET_HANDLER, "frames", new FrameCheck(config.limits(), connectBudget));
        pipeline.addBefore(
                SOCKET_HANDLER, "decoder", new MqttDecoder(config.limits().maxPacketBytes(), LONGEST_CLIENT_ID));
        MqttConnection connection = new MqttConnection(
                pipeline.context("decoder"),
                services,
                new MqttConnection.Place(transport, socket.remoteAddress().hostAddress(), counts));
        connections.add(connection);
        counts.connected();
        connection.whenEnded(() -> {
            connections.remove(connection);
            counts.disconnected();
        });
        // The socket's own handler, with a queue of 5 KB that nothing would ever pass through, is not needed any more.
        pipeline.replace(SOCKET_HANDLER, "connection", connection);
        connection.begin();
    }

    private CompletableFuture<?>[] allOf(Function<MqttConnection, CompletableFuture<Void>> ending) {
        return connections.stream().map(ending).toArray(CompletableFuture<?>[]::new);
    }

    private void finishWrites() {
        blocking.shutdown();
        try {
            if (!blocking.awaitTermination(CLOSING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("some sessions could not be written before the stop");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CompletableFuture<?> ending, Duration patience) {
        try {
            ending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            LOG.debug("not everything ended within {}", patience, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
