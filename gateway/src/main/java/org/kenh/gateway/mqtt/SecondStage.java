package org.kenh.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

/**
 * QoS 2 messages from their PUBLISH to their PUBREL, by packet id. A client may send one again because it has not
 * understood the PUBREC; one that does nothing else is in a loop and is cut off. Event loop only.
 */
final class SecondStage {
    private static final int MOST_REPEATS = 1;

    private final IntObjectMap<Exchange> open = new IntObjectHashMap<>(4);

    void begin(int packetId, byte[] payload) {
        open.put(packetId, new Exchange(Unpooled.wrappedBuffer(payload).hashCode(), 0));
    }

    /** Whether the exchange was open. */
    boolean end(int packetId) {
        return open.remove(packetId) != null;
    }

    /** Whether the message came before; throws {@link ProtocolViolation} when the very same has come too often. */
    boolean repeats(int packetId, ByteBuf payload) {
        Exchange before = open.get(packetId);
        if (before == null) {
            return false;
        }
        int print = payload.hashCode();
        int repeats = print == before.print ? before.repeats + 1 : 0;
        if (repeats > MOST_REPEATS) {
            throw new ProtocolViolation(
                    ReasonCode.PROTOCOL_ERROR, "message " + packetId + " was sent again and again instead of released");
        }
        open.put(packetId, new Exchange(print, repeats));
        return true;
    }

    /** The hash of the payload that came last, and how often it came again. */
    private record Exchange(int print, int repeats) {}
}
