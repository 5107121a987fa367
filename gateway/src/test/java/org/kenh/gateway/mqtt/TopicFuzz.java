package org.kenh.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.kenh.telemetry.DeviceId;

/** Fuzz target: a topic that the check lets pass is UTF-8 for the JDK too, and belongs to the device only if it is one of four. */
public final class TopicFuzz {
    private static final String OWN = "kenh/v1/pump-1/";
    private static final Set<String> PUBLISHED = Set.of(OWN + "readings", OWN + "birth", OWN + "acks");
    private static final DeviceTopics TOPICS = new DeviceTopics(DeviceId.of("pump-1"));

    private TopicFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (isWellFormed(data)) {
            String topic = decoded(data);
            require(topic.indexOf('\0') < 0 && topic.indexOf('#') < 0 && topic.indexOf('+') < 0, topic);
            require(TOPICS.kindOf(topic).isPresent() == PUBLISHED.contains(topic), topic);
            require(TOPICS.maySubscribe(topic) == topic.equals(OWN + "commands"), topic);
        }
    }

    private static boolean isWellFormed(byte[] data) {
        ByteBuf bytes = Unpooled.wrappedBuffer(data);
        try {
            TopicFilterCheck.isShared(bytes, 0, data.length, "the filter");
        } catch (ProtocolViolation violation) {
            require(violation.reasonCode() == ReasonCode.MALFORMED_PACKET, violation.reason());
        }
        try {
            TextCheck.topicName(bytes, 0, data.length, "the topic");
            return true;
        } catch (ProtocolViolation violation) {
            require(violation.reasonCode() == ReasonCode.MALFORMED_PACKET, violation.reason());
            return false;
        }
    }

    private static String decoded(byte[] data) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new AssertionError("let in, but not UTF-8", malformed);
        }
    }

    private static void require(boolean condition, String seen) {
        if (!condition) {
            throw new AssertionError(seen);
        }
    }
}
