package org.kenh.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.time.Duration;
import java.util.Optional;
import org.kenh.gateway.intake.FrontDesk.Kind;
import org.kenh.telemetry.DeviceId;

/** Reads a CONNECT into a {@link ConnectRequest}, or says why it is refused before any secret is looked at. */
final class ConnectReader {
    private static final long FOR_EVER = 0xFFFF_FFFFL;
    private static final int LEVEL_5 = 5;
    private static final int LEVEL_3_1_1 = 4;

    private ConnectReader() {}

    /** What a CONNECT comes to. */
    sealed interface Outcome {
        /** It may be asked whether the secret is right. */
        record Asked(ConnectRequest request) implements Outcome {}

        record Declined(Refusal refusal) implements Outcome {}
    }

    static Outcome read(MqttConnectMessage message) {
        MqttConnectVariableHeader header = message.variableHeader();
        MqttConnectPayload payload = message.payload();
        Optional<Refusal> problem = refusalOfForm(header, payload).or(() -> refusalOfIdentity(payload));
        if (problem.isPresent()) {
            return new Outcome.Declined(problem.get());
        }
        DeviceId device = DeviceId.of(payload.clientIdentifier());
        if (!header.isWillFlag()) {
            return new Outcome.Asked(request(message, device, Optional.empty()));
        }
        Optional<Kind> kind = new DeviceTopics(device).kindOf(payload.willTopic());
        if (kind.isEmpty()) {
            return new Outcome.Declined(Refusal.FOREIGN_WILL);
        }
        return new Outcome.Asked(request(message, device, Optional.of(will(payload, kind.get()))));
    }

    private static Optional<Refusal> refusalOfForm(MqttConnectVariableHeader header, MqttConnectPayload payload) {
        boolean five = header.version() == LEVEL_5;
        if (!five && header.version() != LEVEL_3_1_1) {
            return Optional.of(Refusal.UNSUPPORTED_VERSION);
        }
        if (!five && header.hasPassword() && !header.hasUserName()) {
            return Optional.of(Refusal.MALFORMED);
        }
        if (five && PropertyReader.has(header.properties(), MqttProperties.AUTHENTICATION_METHOD)) {
            return Optional.of(Refusal.AUTHENTICATION_METHOD);
        }
        if (PropertyReader.number(header.properties(), MqttProperties.RECEIVE_MAXIMUM, 1) == 0
                || PropertyReader.number(header.properties(), MqttProperties.MAXIMUM_PACKET_SIZE, 1) == 0) {
            return Optional.of(Refusal.PROTOCOL_ERROR);
        }
        return refusalOfWillForm(header, payload);
    }

    private static Optional<Refusal> refusalOfWillForm(MqttConnectVariableHeader header, MqttConnectPayload payload) {
        if (!header.isWillFlag()) {
            boolean stray = header.willQos() != 0 || header.isWillRetain();
            return stray ? Optional.of(Refusal.MALFORMED) : Optional.empty();
        }
        if (header.willQos() > 2 || payload.willTopic() == null || payload.willMessageInBytes() == null) {
            return Optional.of(Refusal.MALFORMED);
        }
        return header.isWillRetain() && header.version() == LEVEL_5
                ? Optional.of(Refusal.RETAINED_WILL)
                : Optional.empty();
    }

    private static Optional<Refusal> refusalOfIdentity(MqttConnectPayload payload) {
        String clientId = payload.clientIdentifier();
        if (payload.userName() == null || payload.passwordInBytes() == null) {
            return Optional.of(Refusal.CREDENTIALS);
        }
        if (clientId.isEmpty()) {
            return Optional.of(Refusal.CLIENT_ID);
        }
        if (!clientId.equals(payload.userName())) {
            return Optional.of(Refusal.NOT_THE_USER);
        }
        return DeviceId.isValid(clientId) ? Optional.empty() : Optional.of(Refusal.CREDENTIALS);
    }

    private static ConnectRequest request(MqttConnectMessage message, DeviceId device, Optional<Will> will) {
        MqttConnectVariableHeader header = message.variableHeader();
        MqttProperties properties = header.properties();
        boolean five = header.version() == LEVEL_5;
        long expiry = five
                ? PropertyReader.number(properties, MqttProperties.SESSION_EXPIRY_INTERVAL, 0)
                : header.isCleanSession() ? 0 : FOR_EVER;
        return new ConnectRequest(
                device,
                message.payload().passwordInBytes(),
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
