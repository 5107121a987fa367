package org.kenh.system;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.kenh.gateway.downlink.CommandQueue;
import org.kenh.gateway.downlink.CommandWakeups;
import org.kenh.gateway.intake.Desk;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.FrontDesk;
import org.kenh.gateway.intake.Intake;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.mqtt.ClientRules;
import org.kenh.gateway.mqtt.MqttConfig;
import org.kenh.gateway.mqtt.MqttFrontDoor;
import org.kenh.gateway.mqtt.MqttPorts;
import org.kenh.gateway.mqtt.Refusal;
import org.kenh.gateway.session.Authenticator;
import org.kenh.gateway.session.ConnectionListener;
import org.kenh.gateway.session.DeviceCredentials;
import org.kenh.gateway.session.DeviceRates;
import org.kenh.gateway.session.RateLimit;
import org.kenh.gateway.session.SessionStore;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.wire.ContentKind;

/**
 * The real MQTT front door on loopback with nothing behind it: any client may come, publish and subscribe, everything is
 * committed at once, nothing is delivered. For replaying sequences of bytes against it.
 */
final class PermissiveFrontDoor implements AutoCloseable {
    /** Limits that the sequences know of. */
    private static final int MOST_BYTES = 2_000_000;

    private static final int RECEIVE_MAXIMUM = 20;
    private static final int TOPIC_ALIASES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** A CONNECT of MQTT 3.1.1. */
    private static final byte[] GREETING = {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 1, 'w'};

    private final Vertx vertx = Vertx.vertx();
    private final MqttFrontDoor door;

    /** Listens from here on; port 0 is any free one. */
    PermissiveFrontDoor(int port) {
        InstantSource clock = InstantSource.system();
        NoCommands commands = new NoCommands();
        MqttPorts ports = new MqttPorts(
                new PermissiveDesk(),
                new AnyClient(),
                new Authenticator(new AnySecret(), clock),
                new DeviceRates(RateLimit.DEFAULT, System::nanoTime),
                new Nobody(),
                new Sessions(),
                commands,
                new CommandWakeups(commands),
                clock);
        MqttConfig config = MqttConfig.defaults()
                .withPlain(MqttConfig.Listener.loopback(port))
                .withLimits(new MqttConfig.Limits(1_000, MOST_BYTES, RECEIVE_MAXIMUM, TOPIC_ALIASES, 1));
        door = new MqttFrontDoor(vertx, config, new SimpleMeterRegistry(), ports);
        door.start();
        warmUp();
    }

    /** Serves until it is ended by a signal; the argument is the port. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 1 || !arguments[0].matches("\\d{1,5}")) {
            System.err.println("usage: PermissiveFrontDoor PORT");
            System.exit(2);
        }
        PermissiveFrontDoor open = new PermissiveFrontDoor(Integer.parseInt(arguments[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(open::close));
        System.out.println("MQTT on 127.0.0.1 and ::1, port " + open.port() + "; anyone may come in. Ctrl-C ends it.");
        new CountDownLatch(1).await();
    }

    /** The first connection loads most classes and would be slower than all others. */
    private void warmUp() {
        try (Socket client = new Socket(InetAddress.ofLiteral("127.0.0.1"), port())) {
            client.getOutputStream().write(GREETING);
            client.getInputStream().readNBytes(4);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int port() {
        return door.listeners().getFirst().port();
    }

    @Override
    public void close() {
        door.stop(PATIENCE);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Clients are whoever they say, or somebody without a name. */
    private static final class AnyClient implements ClientRules {
        private final AtomicInteger nameless = new AtomicInteger();

        @Override
        public Identification identify(Introduction introduction) {
            String id = introduction.clientId();
            String name = DeviceId.isValid(id) ? id : "nameless-" + nameless.incrementAndGet();
            return id.isEmpty() && !introduction.cleanStart()
                    ? new Identification.Declined(Refusal.CLIENT_ID)
                    : new Identification.Claimed(DeviceId.of(name), new byte[0]);
        }

        @Override
        public Topics topicsOf(DeviceId device) {
            return new AnyTopic();
        }
    }

    private static final class AnyTopic implements ClientRules.Topics {
        @Override
        public Optional<FrontDesk.Kind> kindOf(String topic) {
            return Optional.of(FrontDesk.Kind.READINGS);
        }

        @Override
        public boolean maySubscribe(String filter) {
            return true;
        }

        @Override
        public String commands() {
            return "commands";
        }
    }

    /** Commits everything, understood or not. */
    private static final class PermissiveDesk implements Desk, Intake {
        @Override
        public CompletionStage<Receipt> receive(Origin origin, FrontDesk.Kind kind, ContentKind content) {
            return CompletableFuture.completedFuture(Receipt.COMMITTED);
        }

        @Override
        public CompletionStage<Receipt> refuse(Origin origin, String reason, String where) {
            return CompletableFuture.completedFuture(new Receipt.Refused(reason, where));
        }

        @Override
        public Intake intake() {
            return this;
        }

        @Override
        public CompletionStage<Receipt> accept(DeviceMessage message) {
            return CompletableFuture.completedFuture(Receipt.COMMITTED);
        }

        @Override
        public boolean isSaturated() {
            return false;
        }

        @Override
        public void onRelief(Runnable action) {
            action.run();
        }
    }

    private static final class AnySecret implements DeviceCredentials {
        @Override
        public Verdict verify(DeviceId device, byte[] secret) {
            return Verdict.ACCEPTED;
        }

        @Override
        public Optional<byte[]> preSharedKey(DeviceId device) {
            return Optional.empty();
        }
    }

    private static final class Nobody implements ConnectionListener {
        @Override
        public void connected(DeviceId device, Transport transport, String remoteAddress, Instant at) {}

        @Override
        public void disconnected(DeviceId device, Transport transport, Departure why, Instant at) {}
    }

    private static final class Sessions implements SessionStore {
        private final Map<DeviceId, StoredSession> stored = new ConcurrentHashMap<>();

        @Override
        public Optional<StoredSession> load(DeviceId device, Instant now) {
            return Optional.ofNullable(stored.get(device));
        }

        @Override
        public void save(DeviceId device, StoredSession session) {
            stored.put(device, session);
        }

        @Override
        public void remove(DeviceId device) {
            stored.remove(device);
        }
    }

    private static final class NoCommands implements CommandQueue {
        @Override
        public List<Command> waiting(DeviceId device, Instant now) {
            return List.of();
        }

        @Override
        public void delivered(DeviceId device, String commandId, Instant at) {}

        @Override
        public CompletionStage<Receipt> answered(DeviceId device, CommandAnswer answer, Instant at) {
            return CompletableFuture.completedFuture(Receipt.COMMITTED);
        }

        @Override
        public Registration onWaiting(Consumer<DeviceId> listener) {
            return () -> {};
        }
    }
}
