package org.kenh.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import org.jspecify.annotations.Nullable;

/** The short numbers that a client gives to topics (MQTT 5, section 3.3.2.3.4). Event loop only. */
final class TopicAliases {
    private static final int NONE = -1;

    private final @Nullable String[] topics;

    TopicAliases(int most) {
        topics = new String[most + 1];
    }

    /** The topic that is meant; throws {@link ProtocolViolation} for an alias that is unknown. */
    String resolve(MqttPublishVariableHeader header) {
        String topic = header.topicName();
        int alias = (int) PropertyReader.number(header.properties(), MqttProperties.TOPIC_ALIAS, NONE);
        if (alias == NONE) {
            return topic;
        }
        if (!topic.isEmpty()) {
            topics[alias] = topic;
        }
        String meant = topics[alias];
        if (meant == null) {
            throw new ProtocolViolation(
                    ReasonCode.PROTOCOL_ERROR, "topic alias " + alias + " has not been given a topic");
        }
        return meant;
    }
}
