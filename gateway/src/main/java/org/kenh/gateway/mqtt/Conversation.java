package org.kenh.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.time.Duration;
import java.util.Optional;
import org.kenh.gateway.session.ConnectionListener.Departure;
import org.kenh.telemetry.DeviceId;

/**
 * What is said on one connection of an admitted device, and what is left to do when it ends. Event loop only.
 *
 * <p>The will is said as MQTT 5, sections 3.1.2.5 and 3.1.4, has it, for both versions: whenever the connection ends
 * without the device's own DISCONNECT (or with reason 0x04); after its delay, unless the device is back by then or its
 * session ends earlier. On a take-over it is said at once, before the newer connection's first message, unless it has
 * a delay and the newer connection goes on with the session. It is not said when this centre stops (the device is not
 * lost and will be back) and not when the device's secret is revoked.
 */
final class Conversation {
    private final MqttServices services;
    private final MqttConnection connection;
    private final ConnectRequest request;
    private final Terms terms;
    private final InboundMessages inbound;
    private final OutboundCommands outbound;
    private final Subscriptions subscriptions;
    private Duration sessionExpiry;
    private Optional<Will> will;
    private boolean takenOver;

    Conversation(MqttServices services, MqttConnection connection, Terms terms) {
        this.services = services;
        this.connection = connection;
        this.request = terms.request();
        this.terms = terms;
        this.inbound = new InboundMessages(services, connection, request);
        this.outbound = new OutboundCommands(services, connection, request);
        this.subscriptions = new Subscriptions(services, connection, outbound, request);
        this.sessionExpiry = terms.answer().sessionExpiry();
        this.will = request.will();
    }

    /** What was asked, what was granted, what was found. */
    record Terms(ConnectRequest request, ConnectAnswer answer, MqttSessions.Attached session) {}

    /** Answers the CONNECT and goes on with a session that was found. */
    void begin() {
        connection.writer().speak(request.five());
        connection.writer().limit(request.wantsReasons(), request.largestPacket());
        connection
                .writer()
                .connack(
                        terms.session().present(),
                        ReasonCode.SUCCESS,
                        terms.answer().properties(request, services.config().limits()));
        subscriptions.resume(terms.session().subscriptions());
        if (!sessionExpiry.isZero()) {
            connection.runLater(this::keepSession, MqttSessions.REFRESH.toMillis());
        }
    }

    void take(MqttMessage message) {
        switch (message.fixedHeader().messageType()) {
            case PUBLISH -> inbound.publish((MqttPublishMessage) message);
            case PUBREL -> inbound.release(packetId(message));
            case PUBACK -> outbound.acknowledged(packetId(message));
            case PUBREC ->
                connection
                        .writer()
                        .answer(PacketWriter.PUBREL, packetId(message), ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, "");
            case PUBCOMP -> {}
            case SUBSCRIBE -> {
                inbound.charge(message.fixedHeader().remainingLength());
                subscriptions.subscribe((MqttSubscribeMessage) message);
            }
            case UNSUBSCRIBE -> {
                inbound.charge(message.fixedHeader().remainingLength());
                subscriptions.unsubscribe((MqttUnsubscribeMessage) message);
            }
            case PINGREQ -> connection.writer().pingresp();
            case DISCONNECT -> disconnect(message);
            case CONNECT, CONNACK, SUBACK, UNSUBACK, PINGRESP, AUTH ->
                throw new IllegalStateException(
                        message.fixedHeader().messageType() + " must not have passed the frame check");
        }
    }

    /** The device broke the standard; nothing is read after that. */
    void takeBad(BadFrame bad) {
        bad.lostTopic().ifPresent(topic -> inbound.refuseOversize(topic, bad.reason()));
        throw new ProtocolViolation(bad.reasonCode(), bad.reason());
    }

    boolean isIdle() {
        return inbound.isIdle();
    }

    void forgetWill() {
        will = Optional.empty();
    }

    /** A newer connection has the session from here on. */
    void takenOver(boolean sessionEnds) {
        takenOver = true;
        if (!sessionEnds && will.map(Will::delay).filter(Duration::isPositive).isPresent()) {
            forgetWill();
        }
    }

    /** Says the will if it is due; answers what the session's keeper must do, unless a newer connection does it. */
    Optional<Farewell> end(Departure departure) {
        inbound.end();
        outbound.end();
        Duration delay = will.map(Will::delay).orElse(Duration.ZERO);
        boolean waits = !takenOver && delay.isPositive() && sessionExpiry.isPositive();
        if (!waits) {
            will.ifPresent(this::speak);
        }
        Duration wait = delay.compareTo(sessionExpiry) < 0 ? delay : sessionExpiry;
        Optional<Farewell.ScheduledWill> later =
                will.filter(one -> waits).map(one -> new Farewell.ScheduledWill(wait, () -> speak(one)));
        return takenOver ? Optional.empty() : Optional.of(new Farewell(departure, sessionExpiry, later));
    }

    /** Lets go of the session. */
    void leave(Farewell farewell) {
        services.blocking().execute(() -> services.sessions().leave(connection, request.device(), farewell));
    }

    private void speak(Will spoken) {
        spoken.speak(
                services.desk(),
                request.device(),
                connection.transport(),
                services.clock().instant());
    }

    private void disconnect(MqttMessage message) {
        if (message.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header && request.five()) {
            changeExpiry(header.properties());
            if (header.reasonCode() != ReasonCode.SUCCESS) {
                connection.closeByDevice();
                return;
            }
        }
        forgetWill();
        connection.closeByDevice();
    }

    private void changeExpiry(MqttProperties properties) {
        if (PropertyReader.has(properties, MqttProperties.SESSION_EXPIRY_INTERVAL)) {
            Duration asked =
                    Duration.ofSeconds(PropertyReader.number(properties, MqttProperties.SESSION_EXPIRY_INTERVAL, 0));
            if (asked.isPositive() && request.sessionExpiry().isZero()) {
                throw new ProtocolViolation(
                        ReasonCode.PROTOCOL_ERROR, "a session that ends with its connection cannot be prolonged");
            }
            sessionExpiry = ConnectAnswer.capped(asked, services.config().timing());
        }
    }

    private void keepSession() {
        if (!connection.isGone()) {
            DeviceId device = request.device();
            services.blocking().execute(() -> services.sessions().keep(connection, device));
            connection.runLater(this::keepSession, MqttSessions.REFRESH.toMillis());
        }
    }

    private static int packetId(MqttMessage message) {
        return ((MqttMessageIdVariableHeader) message.variableHeader()).messageId();
    }
}
