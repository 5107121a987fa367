package org.kenh.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.List;
import java.util.Optional;
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
        Granted.in(stored, outbound.topic()).ifPresent(outbound::begin);
    }

    void subscribe(MqttSubscribeMessage message) {
        List<MqttTopicSubscription> asked = message.payload().topicSubscriptions();
        int packetId = message.variableHeader().messageId();
        List<Integer> codes = asked.stream().map(this::codeFor).toList();
        int qos = codes.stream().filter(code -> code <= Granted.MOST_QOS).reduce(NONE, (before, last) -> last);
        if (qos == NONE) {
            connection.writer().suback(packetId, codes);
        } else {
            Granted granted = new Granted(qos, identifierOf(message));
            durably(
                    () -> services.sessions().subscribe(connection, request.device(), granted.form(outbound.topic())),
                    kept -> subscribed(
                            packetId,
                            kept ? codes : failed(codes),
                            Optional.of(granted).filter(g -> kept)));
        }
    }

    void unsubscribe(MqttUnsubscribeMessage message) {
        List<String> topics = message.payload().topics();
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

    private static int identifierOf(MqttSubscribeMessage message) {
        MqttProperties properties = message.idAndPropertiesVariableHeader().properties();
        return (int) PropertyReader.number(properties, MqttProperties.SUBSCRIPTION_IDENTIFIER, 0);
    }

    private int codeFor(MqttTopicSubscription asked) {
        if (outbound.mayBeFor(asked.topicFilter())) {
            return Math.min(asked.qualityOfService().value(), Granted.MOST_QOS);
        }
        return request.five() ? ReasonCode.NOT_AUTHORIZED : ReasonCode.UNSPECIFIED;
    }

    private static List<Integer> failed(List<Integer> codes) {
        return codes.stream()
                .map(code -> Math.max(code, ReasonCode.UNSPECIFIED))
                .toList();
    }

    private void subscribed(int packetId, List<Integer> codes, Optional<Granted> granted) {
        connection.writer().suback(packetId, codes);
        granted.ifPresent(outbound::begin);
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
}
