package org.kenh.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.time.Duration;
import java.util.Optional;
import org.kenh.gateway.intake.FrontDesk.Kind;
import org.kenh.gateway.mqtt.ClientRules.Identification;

/**
 * Reads a well-formed CONNECT into a {@link ConnectRequest}, or says why it is refused before any secret is looked at.
 */
final class ConnectReader {
    private static final long FOR_EVER = 0xFFFF_FFFFL;

    private ConnectReader() {}

    /** What a CONNECT comes to. */
    sealed interface Outcome {
        /** It may be asked whether the secret is right. */
        record Asked(ConnectRequest request) implements Outcome {}

        record Declined(Refusal refusal) implements Outcome {}
    }

    static Outcome read(MqttConnectMessage message, ClientRules rules) {
        Optional<Refusal> feature = refusalOfFeature(message.variableHeader());
        if (feature.isPresent()) {
            return new Outcome.Declined(feature.get());
        }
        MqttConnectPayload payload = message.payload();
        ClientRules.Introduction introduction = new ClientRules.Introduction(
                payload.clientIdentifier(),
                message.variableHeader().isCleanSession(),
                Optional.ofNullable(payload.userName()),
                Optional.ofNullable(payload.passwordInBytes()));
        return switch (rules.identify(introduction)) {
            case Identification.Declined(Refusal refusal) -> new Outcome.Declined(refusal);
            case Identification.Claimed claimed -> ofClaim(message, claimed, rules);
        };
    }

    private static Outcome ofClaim(MqttConnectMessage message, Identification.Claimed claimed, ClientRules rules) {
        if (!message.variableHeader().isWillFlag()) {
            return new Outcome.Asked(request(message, claimed, Optional.empty()));
        }
        MqttConnectPayload payload = message.payload();
        return rules.topicsOf(claimed.device())
                .kindOf(payload.willTopic())
                .<Outcome>map(kind -> new Outcome.Asked(request(message, claimed, Optional.of(will(payload, kind)))))
                .orElseGet(() -> new Outcome.Declined(Refusal.FOREIGN_WILL));
    }

    private static Optional<Refusal> refusalOfFeature(MqttConnectVariableHeader header) {
        boolean five = header.version() == ConnectCheck.LEVEL_5;
        if (five && PropertyReader.has(header.properties(), MqttProperties.AUTHENTICATION_METHOD)) {
            return Optional.of(Refusal.AUTHENTICATION_METHOD);
        }
        return five && header.isWillRetain() ? Optional.of(Refusal.RETAINED_WILL) : Optional.empty();
    }

    private static ConnectRequest request(
            MqttConnectMessage message, Identification.Claimed claimed, Optional<Will> will) {
        MqttConnectVariableHeader header = message.variableHeader();
        MqttProperties properties = header.properties();
        boolean five = header.version() == ConnectCheck.LEVEL_5;
        long expiry = five
                ? PropertyReader.number(properties, MqttProperties.SESSION_EXPIRY_INTERVAL, 0)
                : header.isCleanSession() ? 0 : FOR_EVER;
        return new ConnectRequest(
                claimed.device(),
                claimed.secret(),
                five,
                header.isCleanSession(),
                Duration.ofSeconds(expiry),
                header.keepAliveTimeSeconds(),
                (int) PropertyReader.number(properties, MqttProperties.RECEIVE_MAXIMUM, 65_535),
                PropertyReader.number(properties, MqttProperties.MAXIMUM_PACKET_SIZE, FOR_EVER),
                PropertyReader.number(properties, MqttProperties.REQUEST_PROBLEM_INFORMATION, 1) != 0,
                will);
    }

    private static Will will(MqttConnectPayload payload, Kind kind) {
        MqttProperties properties = payload.willProperties();
        return new Will(
                kind,
                payload.willTopic(),
                payload.willMessageInBytes(),
                PropertyReader.contentKind(properties),
                Duration.ofSeconds(PropertyReader.number(properties, MqttProperties.WILL_DELAY_INTERVAL, 0)));
    }
}
