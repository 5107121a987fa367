package org.kenh.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * A place within one packet's bytes that moves on as they are checked. Nothing is copied, and one reader serves all
 * packets of a connection. What is not there, or not well-formed, is a {@link ProtocolViolation}.
 */
final class FrameReader {
    private static final int LONGEST_VARIABLE = 4;

    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;
    private int at;
    private int end;

    /** Reads this range from here on, until {@link #close}. */
    void open(ByteBuf read, int from, int to) {
        bytes = read;
        at = from;
        end = to;
    }

    /** Lets go of the bytes. */
    void close() {
        bytes = Unpooled.EMPTY_BUFFER;
        at = 0;
        end = 0;
    }

    int position() {
        return at;
    }

    int left() {
        return end - at;
    }

    int oneByte(String what) {
        require(1, what);
        return bytes.getUnsignedByte(at++);
    }

    int twoBytes(String what) {
        require(2, what);
        at += 2;
        return bytes.getUnsignedShort(at - 2);
    }

    long fourBytes(String what) {
        require(4, what);
        at += 4;
        return bytes.getUnsignedInt(at - 4);
    }

    /** A variable byte integer, in as few bytes as it needs (MQTT 5, section 1.5.5). */
    int variable(String what) {
        int value = 0;
        for (int i = 0; i < LONGEST_VARIABLE; i++) {
            int digit = oneByte(what);
            value |= (digit & 0x7F) << (7 * i);
            if ((digit & 0x80) == 0) {
                if (digit == 0 && i > 0) {
                    throw malformed(what + " is not written in as few bytes as it needs");
                }
                return value;
            }
        }
        throw malformed(what + " is longer than " + LONGEST_VARIABLE + " bytes");
    }

    /** Passes bytes that may be anything, with their length in front; answers how many. */
    int binary(String what) {
        int length = twoBytes(what);
        require(length, what);
        at += length;
        return length;
    }

    /** Passes a text with its length in front; answers how many bytes it has. */
    int text(String what) {
        int length = binary(what);
        TextCheck.text(bytes, at - length, at, what);
        return length;
    }

    /** Passes the name of a topic, which may be empty and holds no wildcard; answers how many bytes it has. */
    int topicName(String what) {
        int length = binary(what);
        TextCheck.topicName(bytes, at - length, at, what);
        return length;
    }

    /** Passes a topic filter; answers whether it is one of a shared subscription. */
    boolean topicFilter(String what) {
        int length = binary(what);
        TextCheck.text(bytes, at - length, at, what);
        return TopicFilterCheck.isShared(bytes, at - length, at, what);
    }

    /** Passes a text in ASCII with its length in front, such as the protocol's name. */
    String word(String what) {
        int length = binary(what);
        return bytes.toString(at - length, length, StandardCharsets.US_ASCII);
    }

    /** The rest must be nothing. */
    void requireEnd(String what) {
        if (at != end) {
            throw malformed((end - at) + " bytes too many at the end of " + what);
        }
    }

    static ProtocolViolation malformed(String reason) {
        return new ProtocolViolation(ReasonCode.MALFORMED_PACKET, reason);
    }

    private void require(int count, String what) {
        if (end - at < count) {
            throw malformed(what + " is cut off");
        }
    }
}
