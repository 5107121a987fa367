package org.kenh.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import java.util.Locale;
import org.kenh.telemetry.wire.ContentKind;

/** Reads properties of MQTT 5 packets. */
final class PropertyReader {
    private PropertyReader() {}

    static boolean has(MqttProperties properties, int identifier) {
        return properties.getProperty(identifier) != null;
    }

    /** The number, or {@code absent}; numbers of four bytes come unsigned. */
    static long number(MqttProperties properties, int identifier, long absent) {
        MqttProperty<?> property = properties.getProperty(identifier);
        return property != null && property.value() instanceof Integer value ? Integer.toUnsignedLong(value) : absent;
    }

    /** How the payload is written, by its content type; parameters after a semicolon do not matter. */
    static ContentKind contentKind(MqttProperties properties) {
        MqttProperty<?> property = properties.getProperty(MqttProperties.CONTENT_TYPE);
        return property != null && property.value() instanceof String type ? contentKind(type) : ContentKind.UNKNOWN;
    }

    private static ContentKind contentKind(String type) {
        int end = type.indexOf(';');
        String bare = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return switch (bare) {
            case "application/senml+json", "application/json" -> ContentKind.JSON;
            case "application/senml+cbor", "application/cbor" -> ContentKind.CBOR;
            default -> ContentKind.UNKNOWN;
        };
    }
}
