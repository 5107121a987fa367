package org.kenh.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one subscription that a device may have: to its own commands. It is acknowledged when the session is durable, so
 * that a session found after a crash has it. Event loop only.
 */
final class Subscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    private static final int MOST_QOS = 1;
    private static final int NONE = -1;

    private final MqttServices services;
    private final MqttConnection connection;
    private final OutboundCommands outbound;
    private final ConnectRequest request;

    Subscriptions(MqttServices services, MqttConnection connection, OutboundCommands outbound, ConnectRequest request) {
        this.services = services;
        this.connection = connection;
        this.outbound = outbound;
        this.request = request;
    }

    /** Goes on with what a stored session had. */
    void resume(Set<String> stored) {
        for (int qos = 0; qos <= MOST_QOS; qos++) {
            if (stored.contains(form(qos))) {
                outbound.begin(qos);
            }
        }
    }

    void subscribe(MqttSubscribeMessage message) {
        List<MqttTopicSubscription> asked = message.payload().topicSubscriptions();
        if (asked.isEmpty()) {
            throw new ProtocolViolation(ReasonCode.PROTOCOL_ERROR, "a SUBSCRIBE must name a topic");
        }
        if (PropertyReader.has(
                message.idAndPropertiesVariableHeader().properties(), MqttProperties.SUBSCRIPTION_IDENTIFIER)) {
            throw new ProtocolViolation(
                    ReasonCode.SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED, "subscription identifiers are not supported");
        }
        int packetId = message.variableHeader().messageId();
        List<Integer> codes = asked.stream().map(this::codeFor).toList();
        int granted = codes.stream().filter(code -> code <= MOST_QOS).reduce(NONE, (before, last) -> last);
        if (granted == NONE) {
            connection.writer().suback(packetId, codes);
        } else {
            durably(
                    () -> services.sessions().subscribe(connection, request.device(), form(granted)),
                    kept -> subscribed(packetId, kept ? codes : failed(codes), kept ? granted : NONE));
        }
    }

    void unsubscribe(MqttUnsubscribeMessage message) {
        List<String> topics = message.payload().topics();
        if (topics.isEmpty()) {
            throw new ProtocolViolation(ReasonCode.PROTOCOL_ERROR, "an UNSUBSCRIBE must name a topic");
        }
        int packetId = message.variableHeader().messageId();
        boolean ends = outbound.isActive() && topics.contains(outbound.topic());
        List<Integer> codes = topics.stream()
                .map(topic -> ends && topic.equals(outbound.topic())
                        ? ReasonCode.SUCCESS
                        : ReasonCode.NO_SUBSCRIPTION_EXISTED)
                .toList();
        if (ends) {
            outbound.end();
            durably(
                    () -> services.sessions().unsubscribe(connection, request.device()),
                    kept -> connection.writer().unsuback(packetId, kept ? codes : failed(codes)));
        } else {
            connection.writer().unsuback(packetId, codes);
        }
    }

    private int codeFor(MqttTopicSubscription asked) {
        if (asked.topicFilter().equals(outbound.topic())) {
            return Math.min(asked.qualityOfService().value(), MOST_QOS);
        }
        return request.five() ? ReasonCode.NOT_AUTHORIZED : ReasonCode.UNSPECIFIED;
    }

    private static List<Integer> failed(List<Integer> codes) {
        return codes.stream()
                .map(code -> Math.max(code, ReasonCode.UNSPECIFIED))
                .toList();
    }

    private void subscribed(int packetId, List<Integer> codes, int granted) {
        connection.writer().suback(packetId, codes);
        if (granted != NONE) {
            outbound.begin(granted);
        }
    }

    /** Changes the session while the connection waits, then answers whether the change is durable. */
    private void durably(Runnable change, Consumer<Boolean> answer) {
        connection.gate().close(ReadGate.Reason.BUSY);
        services.blocking().execute(() -> {
            boolean kept = succeeds(change);
            connection.run(() -> {
                if (!connection.isGone()) {
                    answer.accept(kept);
                    connection.writer().flush();
                    connection.gate().open(ReadGate.Reason.BUSY);
                }
            });
        });
    }

    private boolean succeeds(Runnable change) {
        try {
            change.run();
            return true;
        } catch (RuntimeException away) {
            LOG.warn("the session of {} cannot be written", request.device(), away);
            return false;
        }
    }

    private String form(int qos) {
        return qos + ":" + outbound.topic();
    }
}
