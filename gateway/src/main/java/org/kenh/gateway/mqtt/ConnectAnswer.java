package org.kenh.gateway.mqtt;

import static io.netty.handler.codec.mqtt.MqttProperties.MAXIMUM_PACKET_SIZE;
import static io.netty.handler.codec.mqtt.MqttProperties.REASON_STRING;
import static io.netty.handler.codec.mqtt.MqttProperties.RECEIVE_MAXIMUM;
import static io.netty.handler.codec.mqtt.MqttProperties.RETAIN_AVAILABLE;
import static io.netty.handler.codec.mqtt.MqttProperties.SERVER_KEEP_ALIVE;
import static io.netty.handler.codec.mqtt.MqttProperties.SESSION_EXPIRY_INTERVAL;
import static io.netty.handler.codec.mqtt.MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE;
import static io.netty.handler.codec.mqtt.MqttProperties.TOPIC_ALIAS_MAXIMUM;
import static io.netty.handler.codec.mqtt.MqttProperties.WILDCARD_SUBSCRIPTION_AVAILABLE;

import java.time.Duration;

/**
 * What a device is granted.
 *
 * @param sessionExpiry how long its session outlives the connection
 * @param keepAliveSeconds 0 for none
 */
record ConnectAnswer(Duration sessionExpiry, int keepAliveSeconds) {
    /** As asked, within the bounds. MQTT 3.1.1 cannot be told another keep-alive, so it gets what it asked for. */
    static ConnectAnswer to(ConnectRequest request, MqttConfig.Timing timing) {
        int longest = (int) Math.min(timing.longestKeepAlive().toSeconds(), 65_535);
        int asked = request.keepAliveSeconds();
        int granted = request.five() && (asked == 0 || asked > longest) ? longest : asked;
        return new ConnectAnswer(capped(request.sessionExpiry(), timing), granted);
    }

    static Duration capped(Duration sessionExpiry, MqttConfig.Timing timing) {
        Duration longest = timing.longestSession();
        return sessionExpiry.compareTo(longest) > 0 ? longest : sessionExpiry;
    }

    static PropertyList because(String reason) {
        return new PropertyList().text(REASON_STRING, reason);
    }

    /** One and a half times what was granted (MQTT 5, section 3.1.2.10). */
    Duration silence() {
        return Duration.ofMillis(keepAliveSeconds * 1_500L);
    }

    /** Bytes of the CONNACK at least. */
    int size(ConnectRequest request, MqttConfig.Limits limits) {
        return request.five() ? 4 + properties(request, limits).size() : 4;
    }

    /** The properties of the CONNACK: our limits, and what was granted other than asked. */
    PropertyList properties(ConnectRequest request, MqttConfig.Limits limits) {
        PropertyList properties = new PropertyList()
                .twoBytes(RECEIVE_MAXIMUM, limits.receiveMaximum())
                .fourBytes(MAXIMUM_PACKET_SIZE, limits.maxPacketBytes())
                .twoBytes(TOPIC_ALIAS_MAXIMUM, limits.topicAliases())
                .oneByte(RETAIN_AVAILABLE, 0)
                .oneByte(WILDCARD_SUBSCRIPTION_AVAILABLE, 0)
                .oneByte(SHARED_SUBSCRIPTION_AVAILABLE, 0);
        if (!sessionExpiry.equals(request.sessionExpiry())) {
            properties.fourBytes(SESSION_EXPIRY_INTERVAL, sessionExpiry.toSeconds());
        }
        if (keepAliveSeconds != request.keepAliveSeconds()) {
            properties.twoBytes(SERVER_KEEP_ALIVE, keepAliveSeconds);
        }
        return properties;
    }
}
