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

    /** The topic that is meant; throws {@link ProtocolViolation} for an alias that is out of range or unknown. */
    String resolve(MqttPublishVariableHeader header) {
        String topic = header.topicName();
        int alias = (int) PropertyReader.number(header.properties(), MqttProperties.TOPIC_ALIAS, NONE);
        if (alias == NONE) {
            return required(topic, "neither topic nor topic alias");
        }
        if (alias < 1 || alias >= topics.length) {
            throw new ProtocolViolation(
                    ReasonCode.TOPIC_ALIAS_INVALID,
                    "topic alias must be 1 to " + (topics.length - 1) + ", but is " + alias);
        }
        if (!topic.isEmpty()) {
            topics[alias] = topic;
        }
        return required(topics[alias], "topic alias " + alias + " has not been given a topic");
    }

    private static String required(@Nullable String topic, String problem) {
        if (topic == null || topic.isEmpty()) {
            throw new ProtocolViolation(ReasonCode.PROTOCOL_ERROR, problem);
        }
        return topic;
    }
}
