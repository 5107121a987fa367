package org.kenh.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.kenh.gateway.intake.FrontDesk.Kind;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.session.DeviceRate;
import org.kenh.gateway.session.DoorMetrics.Outcome;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.wire.ContentKind;

/**
 * What one device publishes, from the PUBLISH to its answer. Answers go out in the order of the messages and only once
 * the message is committed or refused for good. A message that the store did not take is kept and tried again while
 * the socket is not read, so that nothing newer overtakes it; when that lasts too long the connection is closed without
 * an answer and the device sends the message again. Event loop only, but for {@link #settled}.
 */
final class InboundMessages {
    /** Payload bytes of one device that may be unanswered before its socket is left alone. */
    private static final long MOST_PENDING_BYTES = 2L * 1024 * 1024;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final MqttServices services;
    private final MqttConnection connection;
    private final DeviceId device;
    private final ClientRules.Topics topics;
    private final TopicAliases aliases;
    private final boolean five;
    private final int receiveMaximum;
    private final ArrayDeque<PendingMessage> pending = new ArrayDeque<>();
    private final DeviceRate rate;
    private final AtomicBoolean answering = new AtomicBoolean();
    private final Relief.Waiter relieved;
    private final Relief.Waiter retried;
    /** QoS 2 ids from their PUBLISH to their PUBREL. Forgotten with the connection: a repeated reading is harmless. */
    private final SecondStage secondStage = new SecondStage();

    /** Messages of QoS 1 and 2 whose exchange is not over. */
    private int unanswered;

    private long pendingBytes;
    private boolean retrying;

    InboundMessages(MqttServices services, MqttConnection connection, ConnectRequest request) {
        this.services = services;
        this.connection = connection;
        this.device = request.device();
        this.topics = services.rules().topicsOf(request.device());
        this.rate = services.rates().of(request.device());
        this.five = request.five();
        this.receiveMaximum = services.config().limits().receiveMaximum();
        this.aliases = new TopicAliases(services.config().limits().topicAliases());
        this.retried = new Relief.Waiter(connection::run, this::retry);
        this.relieved =
                new Relief.Waiter(connection::run, () -> connection.gate().open(ReadGate.Reason.SATURATED));
    }

    /** Counts a packet against the device's rate, whatever becomes of it; the socket is left alone while in debt. */
    void charge(int bytes) {
        pauseWhileInDebt(rate.took(bytes));
    }

    void publish(MqttPublishMessage message) {
        charge(message.payload().readableBytes());
        MqttPublishVariableHeader header = message.variableHeader();
        String topic = aliases.resolve(header);
        Optional<Kind> kind = topics.kindOf(topic);
        int qos = message.fixedHeader().qosLevel().value();
        if (qos == 0 && kind.isEmpty()) {
            connection.metrics().message(Outcome.FORBIDDEN);
            return;
        }
        if (qos == 2 && isRepeated(header.packetId(), message.payload())) {
            return;
        }
        ContentKind content = five ? PropertyReader.contentKind(header.properties()) : ContentKind.UNKNOWN;
        take(new PendingMessage(
                qos,
                qos == 0 ? 0 : header.packetId(),
                origin(topic, message.payload()),
                kind.orElse(null),
                content,
                this::settled));
    }

    /** The device has our PUBREC: the id may be used again. */
    void release(int packetId) {
        if (secondStage.end(packetId)) {
            unanswered--;
            connection.writer().answer(PacketWriter.PUBCOMP, packetId);
        } else {
            connection.writer().answer(PacketWriter.PUBCOMP, packetId, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, "");
        }
    }

    /** A message is too large to be read: what is known of it is kept as rejected; the topic may be empty. */
    void refuseOversize(String topic, String reason) {
        connection.metrics().message(Outcome.OVERSIZE);
        if (topic.isEmpty() || topics.kindOf(topic).isPresent()) {
            services.desk().refuse(origin(topic, Unpooled.EMPTY_BUFFER), reason, "");
        }
    }

    /** Whether everything taken has been answered. */
    boolean isIdle() {
        return pending.isEmpty();
    }

    /** Nothing is answered any more; what is in the store's hands stays there. */
    void end() {
        pending.clear();
        services.relief().forget(relieved);
        services.relief().forget(retried);
    }

    /** A QoS 2 message that was taken before is answered again, but not taken again. */
    private boolean isRepeated(int packetId, ByteBuf payload) {
        if (!secondStage.repeats(packetId, payload)) {
            return false;
        }
        if (pending.stream().noneMatch(message -> message.qos() == 2 && message.packetId() == packetId)) {
            connection.writer().answer(PacketWriter.PUBREC, packetId);
        }
        return true;
    }

    private Origin origin(String topic, ByteBuf payload) {
        return new Origin(
                device, connection.transport(), topic, services.clock().instant(), ByteBufUtil.getBytes(payload));
    }

    private void take(PendingMessage message) {
        if (message.qos() > 0 && ++unanswered > receiveMaximum && five) {
            throw new ProtocolViolation(
                    ReasonCode.RECEIVE_MAXIMUM_EXCEEDED,
                    "more than " + receiveMaximum + " messages without an acknowledgement");
        }
        if (message.qos() == 2) {
            secondStage.begin(message.packetId(), message.payload());
        }
        pending.add(message);
        pendingBytes += message.bytes();
        message.submit(services.desk());
        if (isWindowFull()) {
            connection.gate().close(ReadGate.Reason.WINDOW);
        }
        pauseWhileSaturated();
    }

    /** An MQTT 5 device is told its limit and held to it; others are slowed down by TCP. */
    private boolean isWindowFull() {
        int limit = five ? 2 * receiveMaximum : receiveMaximum;
        return pending.size() >= limit || pendingBytes >= MOST_PENDING_BYTES;
    }

    private void openWindow() {
        if (!isWindowFull()) {
            connection.gate().open(ReadGate.Reason.WINDOW);
        }
    }

    private void pauseWhileSaturated() {
        if (services.desk().intake().isSaturated(device) && !connection.gate().isClosedFor(ReadGate.Reason.SATURATED)) {
            connection.gate().close(ReadGate.Reason.SATURATED);
            services.relief().await(relieved);
        }
    }

    /** Longer than the debt is: one timer serves many messages. */
    private void pauseWhileInDebt(Duration debt) {
        if (debt.isPositive() && !connection.gate().isClosedFor(ReadGate.Reason.RATE)) {
            connection.gate().close(ReadGate.Reason.RATE);
            long millis = Math.max(debt.toMillis(), SHORTEST_PAUSE.toMillis());
            connection.runLater(() -> connection.gate().open(ReadGate.Reason.RATE), millis);
        }
    }

    /** Some message's receipt is known; called on any thread. Many receipts are answered in one go. */
    private void settled() {
        if (answering.compareAndSet(false, true)) {
            connection.run(this::answerSettled);
        }
    }

    private void answerSettled() {
        answering.set(false);
        if (connection.isGone()) {
            return;
        }
        PendingMessage head = pending.peek();
        while (head != null && !connection.isGone() && answer(head)) {
            pendingBytes -= head.bytes();
            pending.poll();
            head = pending.peek();
        }
        connection.writer().flush();
        if (!retrying && (head == null || head.attempts() == 1)) {
            connection.gate().open(ReadGate.Reason.HELD);
        }
        openWindow();
        connection.answered();
    }

    /** Whether the message is done with. */
    private boolean answer(PendingMessage message) {
        return switch (message.receipt()) {
            case null -> false;
            case Receipt.Committed() -> {
                connection.metrics().message(Outcome.COMMITTED);
                accepted(message);
                yield true;
            }
            case Receipt.Refused(String reason, String where) ->
                refused(message, where.isEmpty() ? reason : reason + ", " + where);
            case Receipt.Overloaded(Duration retryAfter) -> notTaken(message, Outcome.OVERLOADED, retryAfter);
            case Receipt.Failed(String reason) -> notTaken(message, Outcome.FAILED, FIRST_RETRY);
        };
    }

    private void accepted(PendingMessage message) {
        if (message.qos() == 1) {
            unanswered--;
            connection.writer().answer(PacketWriter.PUBACK, message.packetId());
        } else if (message.qos() == 2) {
            connection.writer().answer(PacketWriter.PUBREC, message.packetId());
        }
    }

    private boolean refused(PendingMessage message, String reason) {
        boolean forbidden = message.isForbidden();
        connection.metrics().message(forbidden ? Outcome.FORBIDDEN : Outcome.REFUSED);
        if (!five && forbidden) {
            connection.violated(ReasonCode.NOT_AUTHORIZED, reason);
        } else if (!five || message.qos() == 0) {
            accepted(message);
        } else {
            int code = forbidden ? ReasonCode.NOT_AUTHORIZED : ReasonCode.PAYLOAD_FORMAT_INVALID;
            int type = message.qos() == 1 ? PacketWriter.PUBACK : PacketWriter.PUBREC;
            unanswered--;
            if (message.qos() == 2) {
                secondStage.end(message.packetId());
            }
            connection.writer().answer(type, message.packetId(), code, reason);
        }
        return true;
    }

    private boolean notTaken(PendingMessage message, Outcome outcome, Duration proposed) {
        if (retrying && message.qos() > 0) {
            return false;
        }
        connection.metrics().message(outcome);
        if (message.qos() == 0) {
            return true;
        }
        if (message.heldNanos() > services.config().timing().hold().toNanos()) {
            int code = outcome == Outcome.OVERLOADED ? ReasonCode.QUOTA_EXCEEDED : ReasonCode.SERVER_BUSY;
            connection.closeByCentre(code, "the message could not be stored; send it again later");
        } else {
            retrying = true;
            connection.gate().close(ReadGate.Reason.HELD);
            // There may be room again by now: then nobody would call, and it is tried soon.
            boolean isRoomAwaited =
                    outcome == Outcome.OVERLOADED && services.desk().intake().isSaturated(device);
            connection.runLater(this::retry, retryDelay(message, isRoomAwaited ? proposed : FIRST_RETRY));
            if (isRoomAwaited) {
                services.relief().await(retried);
            }
        }
        return false;
    }

    private static long retryDelay(PendingMessage message, Duration proposed) {
        long backedOff = proposed.toMillis() << Math.min(message.attempts() - 1, 10);
        return Math.clamp(backedOff, FIRST_RETRY.toMillis(), LONGEST_RETRY.toMillis());
    }

    /** After a while, or as soon as there is room; the later of the two finds nothing to do. */
    private void retry() {
        if (!retrying || connection.isGone()) {
            return;
        }
        retrying = false;
        services.relief().forget(retried);
        pending.stream()
                .filter(PendingMessage::wasNotTaken)
                .toList()
                .forEach(message -> message.submit(services.desk()));
    }
}
