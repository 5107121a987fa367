package org.kenh.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.kenh.gateway.downlink.CommandQueue;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.wire.CommandCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands on their way to one connected device, in the order of the queue. One that is not acknowledged when the
 * connection ends stays in the queue and is offered with the next connection, under a new packet id. Event loop only.
 */
final class OutboundCommands {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundCommands.class);
    private static final int MOST_IN_FLIGHT = 100;
    /** As many as the queue answers at a time; that many mean that there may be more. */
    private static final int PAGE = 100;
    /** How long after a failure the queue is asked, or told, again. */
    private static final long RETRY_MILLIS = 5_000;

    private final MqttServices services;
    private final MqttConnection connection;
    private final ConnectRequest request;
    private final ClientRules.Topics topics;
    private final Queue<Command> ready = new ArrayDeque<>();
    private final IntObjectMap<Command> inFlight = new IntObjectHashMap<>();
    /** Ids of commands that are ready, in flight or being recorded as delivered. */
    private final Set<String> handled = new HashSet<>();
    /** Ids recorded as delivered while a look-up was under way, which may still have found them waiting. */
    private final Set<String> recorded = new HashSet<>();
    /** Ids of commands that this device does not take; they wait until they expire. */
    private final Set<String> tooLarge = new HashSet<>();

    private Optional<CommandQueue.Registration> registration = Optional.empty();
    private Granted granted = new Granted(0, 0);
    private int lastPacketId;
    private boolean asking;
    private boolean askAgain;
    private boolean moreWaiting;

    OutboundCommands(MqttServices services, MqttConnection connection, ConnectRequest request) {
        this.services = services;
        this.connection = connection;
        this.request = request;
        this.topics = services.rules().topicsOf(request.device());
    }

    String topic() {
        return topics.commands();
    }

    /** Whether the device may subscribe to this. */
    boolean mayBeFor(String filter) {
        return topics.maySubscribe(filter);
    }

    /** Delivers from here on. */
    void begin(Granted subscription) {
        granted = subscription;
        if (registration.isEmpty()) {
            registration = Optional.of(services.wakeups().listen(request.device(), () -> connection.run(this::ask)));
        }
        ask();
    }

    boolean isActive() {
        return registration.isPresent() && !connection.isGone();
    }

    /** Delivers nothing more. */
    void end() {
        registration.ifPresent(CommandQueue.Registration::close);
        registration = Optional.empty();
        ready.forEach(command -> handled.remove(command.id()));
        ready.clear();
    }

    void acknowledged(int packetId) {
        Command command = inFlight.remove(packetId);
        if (command != null) {
            record(command, services.clock().instant());
            send();
        }
    }

    private void ask() {
        if (asking) {
            askAgain = true;
        } else if (isActive()) {
            asking = true;
            services.blocking().execute(this::lookUp);
        }
    }

    /** Blocks. */
    private void lookUp() {
        try {
            List<Command> found = services.commands()
                    .waiting(request.device(), services.clock().instant());
            connection.run(() -> offer(found));
        } catch (RuntimeException failure) {
            // Once for each device and look while the store is away: no stack trace.
            LOG.warn(
                    "the commands for {} cannot be read now; asked again later: {}",
                    request.device(),
                    failure.toString());
            connection.runLater(this::lookUpAgain, RETRY_MILLIS);
        }
    }

    private void offer(List<Command> found) {
        moreWaiting = found.size() >= PAGE;
        tooLarge.retainAll(found.stream().map(Command::id).collect(Collectors.toSet()));
        if (isActive()) {
            found.stream()
                    .filter(command -> !tooLarge.contains(command.id()) && handled.add(command.id()))
                    .forEach(ready::add);
            send();
        }
        lookedUp();
    }

    private void lookUpAgain() {
        askAgain = true;
        lookedUp();
    }

    private void lookedUp() {
        asking = false;
        handled.removeAll(recorded);
        boolean more = moreWaiting && !recorded.isEmpty() && handled.isEmpty();
        recorded.clear();
        if (askAgain || more) {
            askAgain = false;
            ask();
        }
    }

    private void send() {
        int window = Math.min(request.receiveMaximum(), MOST_IN_FLIGHT);
        Instant now = services.clock().instant();
        while (!ready.isEmpty() && inFlight.size() < window) {
            Command command = ready.remove();
            if (command.isExpired(now)) {
                handled.remove(command.id());
            } else {
                send(command, now);
            }
        }
        connection.writer().flush();
    }

    private void send(Command command, Instant now) {
        int packetId = granted.qos() == 0 ? 0 : nextPacketId();
        OutgoingPublish message = new OutgoingPublish(
                topics.commands(), packetId, properties(command, now), CommandCodec.encode(command));
        if (connection.writer().sizeOf(message) > request.largestPacket()) {
            LOG.warn(
                    "command {} is larger than the {} bytes that {} takes",
                    command.id(),
                    request.largestPacket(),
                    request.device());
            handled.remove(command.id());
            tooLarge.add(command.id());
            return;
        }
        connection.writer().publish(message);
        if (packetId == 0) {
            connection.writer().flushed().addListener(sent -> {
                if (sent.isSuccess()) {
                    record(command, services.clock().instant());
                }
            });
        } else {
            inFlight.put(packetId, command);
        }
    }

    private PropertyList properties(Command command, Instant now) {
        long left = Duration.between(now, command.expiresAt()).plusMillis(999).toSeconds();
        PropertyList properties = new PropertyList()
                .fourBytes(MqttProperties.PUBLICATION_EXPIRY_INTERVAL, Math.clamp(left, 1, Integer.MAX_VALUE))
                .text(MqttProperties.CONTENT_TYPE, "application/json");
        return granted.identifier() == 0
                ? properties
                : properties.variable(MqttProperties.SUBSCRIPTION_IDENTIFIER, granted.identifier());
    }

    private int nextPacketId() {
        do {
            lastPacketId = lastPacketId % 65_535 + 1;
        } while (inFlight.containsKey(lastPacketId));
        return lastPacketId;
    }

    private void record(Command command, Instant at) {
        services.blocking().execute(() -> {
            try {
                services.commands().delivered(request.device(), command.id(), at);
                connection.run(() -> recorded(command));
            } catch (RuntimeException failure) {
                LOG.warn(
                        "command {} was delivered, but that cannot be recorded now; tried again while the connection"
                                + " lasts",
                        command.id(),
                        failure);
                connection.runLater(() -> recordAgain(command, at), RETRY_MILLIS);
            }
        });
    }

    private void recordAgain(Command command, Instant at) {
        if (!connection.isGone()) {
            record(command, at);
        }
    }

    private void recorded(Command command) {
        if (asking) {
            recorded.add(command.id());
            return;
        }
        handled.remove(command.id());
        if (moreWaiting && handled.isEmpty()) {
            ask();
        }
    }
}
