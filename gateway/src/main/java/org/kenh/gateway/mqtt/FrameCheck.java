package org.kenh.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds every packet against the standard before the decoder sees it, and hands on whole packets only. Type, flags and
 * size are judged as soon as they have come, so that nothing is kept of a packet that cannot be taken. Packets that came
 * together go on together, in the buffer in which they came; only the beginning of a packet whose end has not come yet
 * is copied, and of a CONNECT only while the {@link ConnectBudget} has room. A packet that is wrong goes on as
 * {@link BadFrame}, and what follows it is dropped. Event loop only.
 */
final class FrameCheck extends ChannelInboundHandlerAdapter {
    private static final int CONNECT = 0x10;
    private static final int PUBLISH = 0x30;
    private static final int LONGEST_LENGTH = 4;
    private static final int INCOMPLETE = -1;
    /** A full will with its topic, user name and password. Nobody has shown a secret yet. */
    private static final int LARGEST_CONNECT = 72 * 1024;

    private final int maxPacketBytes;
    private final ConnectBudget budget;
    private final PacketCheck packets;
    private @Nullable ByteBuf rest;
    private int level;
    private boolean over;
    /** Bytes taken from the budget. */
    private int reserved;
    /** Where the packet begins that is looked at, behind its fixed header. */
    private int body;

    FrameCheck(MqttConfig.Limits limits, ConnectBudget budget) {
        this.budget = budget;
        maxPacketBytes = limits.maxPacketBytes();
        packets = new PacketCheck(limits.topicAliases());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        ByteBuf arrived = (ByteBuf) read;
        if (over) {
            arrived.release();
            return;
        }
        boolean own = rest != null;
        ByteBuf bytes = joined(context.alloc(), arrived);
        int good = bytes.readerIndex();
        BadFrame bad = null;
        try {
            for (int end = endOfChecked(bytes, good); end != INCOMPLETE; end = endOfChecked(bytes, good)) {
                good = end;
            }
            requireRoom(own ? bytes.capacity() : bytes.writerIndex() - good);
        } catch (ProtocolViolation violation) {
            over = true;
            bad = badFrame(bytes, good, violation);
        }
        handOn(context, bytes, good, own);
        if (rest == null) {
            giveBack();
        }
        if (bad != null) {
            context.fireChannelRead(bad);
        }
    }

    /** Nothing is handed on any more, and nothing is kept. */
    void end() {
        over = true;
        release();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        release();
    }

    /** What came before, if its end had not come, and this. */
    private ByteBuf joined(ByteBufAllocator allocator, ByteBuf arrived) {
        ByteBuf before = rest;
        if (before == null) {
            return arrived;
        }
        rest = null;
        ByteBuf whole = before;
        if (before.writableBytes() < arrived.readableBytes()) {
            int needed = before.readableBytes() + arrived.readableBytes();
            whole = allocator.buffer(allocator.calculateNewCapacity(needed, Integer.MAX_VALUE));
            whole.writeBytes(before);
            before.release();
        }
        whole.writeBytes(arrived);
        arrived.release();
        return whole;
    }

    /** Hands on what is good, keeps what follows it, but not in a socket's large buffer. */
    private void handOn(ChannelHandlerContext context, ByteBuf bytes, int good, boolean own) {
        int left = over ? 0 : bytes.writerIndex() - good;
        if (own && left > 0 && good == bytes.readerIndex()) {
            rest = bytes;
            return;
        }
        if (left > 0) {
            rest = context.alloc().buffer(left).writeBytes(bytes, good, left);
        }
        if (good > bytes.readerIndex()) {
            context.fireChannelRead(bytes.writerIndex(good));
        } else {
            bytes.release();
        }
    }

    /** Checks the packet that begins here; answers where it ends, or {@code INCOMPLETE}. */
    private int endOfChecked(ByteBuf bytes, int from) {
        if (from == bytes.writerIndex()) {
            return INCOMPLETE;
        }
        int header = bytes.getUnsignedByte(from);
        requireExpected(header);
        int length = length(bytes, from + 1);
        if (length == INCOMPLETE) {
            return INCOMPLETE;
        }
        requireSize(body - from + (long) length);
        int end = body + length;
        if (end > bytes.writerIndex()) {
            return INCOMPLETE;
        }
        if (level == 0) {
            connect(bytes, from, end);
        } else {
            packets.check(header, bytes, body, end);
        }
        requireShortestLength(bytes, from);
        return end;
    }

    private void connect(ByteBuf bytes, int from, int end) {
        level = packets.connect(bytes, body, end);
        boolean flags = bytes.getUnsignedByte(from) != CONNECT;
        if (flags && level != ConnectCheck.LEVEL_3_1) {
            throw FrameReader.malformed("a CONNECT must not have flags");
        }
        if (flags) {
            bytes.setByte(from, CONNECT); // MQTT 3.1 lets these flags be anything; the decoder does not
        }
    }

    /** Whether a packet that begins so may come now. */
    private void requireExpected(int header) {
        boolean connect = (header & 0xF0) == CONNECT;
        if (connect != (level == 0)) {
            throw violation(connect ? "a second CONNECT" : "the first packet must be a CONNECT");
        }
        switch (header >> 4) {
            case 1 -> {} // its flags depend on the version
            case 3 -> requirePublishFlags(header);
            case 6, 8, 10 -> requireFlags(header, 2);
            case 4, 5, 7, 12, 14 -> requireFlags(header, 0);
            case 15 -> throw violation("no enhanced authentication was agreed");
            default -> throw violation("a client must not send packets of type " + (header >> 4));
        }
    }

    private static void requirePublishFlags(int header) {
        int qos = header >> 1 & 3;
        if (qos == 3 || (qos == 0 && (header & 0x08) != 0)) {
            throw FrameReader.malformed("PUBLISH flags 0x%X: no such QoS, or DUP with QoS 0".formatted(header & 0xF));
        }
    }

    private static void requireFlags(int header, int flags) {
        if ((header & 0xF) != flags) {
            throw FrameReader.malformed(
                    "flags of packet type %d must be %d, but are %d".formatted(header >> 4, flags, header & 0xF));
        }
    }

    /** The remaining length; the place behind it is noted. */
    private int length(ByteBuf bytes, int from) {
        int value = 0;
        for (int i = 0; i < LONGEST_LENGTH && from + i < bytes.writerIndex(); i++) {
            int digit = bytes.getUnsignedByte(from + i);
            value |= (digit & 0x7F) << (7 * i);
            if ((digit & 0x80) == 0) {
                body = from + i + 1;
                return value;
            }
        }
        if (from + LONGEST_LENGTH <= bytes.writerIndex()) {
            throw FrameReader.malformed("the remaining length has more than " + LONGEST_LENGTH + " bytes");
        }
        return INCOMPLETE;
    }

    /** MQTT 5 alone demands the shortest form (section 1.5.5): no last byte of 0 behind another byte of the length. */
    private void requireShortestLength(ByteBuf bytes, int from) {
        boolean padded = body - from > 2 && bytes.getByte(body - 1) == 0;
        if (padded && level == ConnectCheck.LEVEL_5) {
            throw FrameReader.malformed("the remaining length is not written in as few bytes as it needs");
        }
    }

    private void requireSize(long packetBytes) {
        int most = level == 0 ? Math.min(LARGEST_CONNECT, maxPacketBytes) : maxPacketBytes;
        if (packetBytes > most) {
            throw new ProtocolViolation(
                    ReasonCode.PACKET_TOO_LARGE, "packet of " + packetBytes + " bytes; at most " + most + " are taken");
        }
    }

    /** Whether so much may be kept of a CONNECT whose end has not come; packets after it need no room here. */
    private void requireRoom(int kept) {
        if (level != 0) {
            giveBack();
        } else if (budget.change(kept - reserved)) {
            reserved = kept;
        } else {
            throw new ProtocolViolation(ReasonCode.SERVER_BUSY, "too many CONNECTs have not come whole");
        }
    }

    private void giveBack() {
        if (reserved > 0) { // rarely: the budget is shared by all threads
            budget.change(-reserved);
            reserved = 0;
        }
    }

    private BadFrame badFrame(ByteBuf bytes, int from, ProtocolViolation violation) {
        boolean lost = violation.reasonCode() == ReasonCode.PACKET_TOO_LARGE
                && (bytes.getUnsignedByte(from) & 0xF0) == PUBLISH;
        Optional<String> topic = lost ? Optional.of(topicSoFar(bytes)) : Optional.empty();
        boolean five = level == 0 ? levelSoFar(bytes, from) >= ConnectCheck.LEVEL_5 : level == ConnectCheck.LEVEL_5;
        return new BadFrame(violation.reasonCode(), violation.reason(), five, topic);
    }

    /** The topic of a PUBLISH whose end will never come. */
    private String topicSoFar(ByteBuf bytes) {
        int come = bytes.writerIndex() - body;
        int length = come < 2 ? Integer.MAX_VALUE : bytes.getUnsignedShort(body);
        if (length > come - 2) {
            return "";
        }
        try {
            TextCheck.topicName(bytes, body + 2, body + 2 + length, "the topic");
            return bytes.toString(body + 2, length, StandardCharsets.UTF_8);
        } catch (ProtocolViolation noTopic) {
            return "";
        }
    }

    /** The protocol level in a CONNECT that is wrong; 0 when it is not one, or has not come. */
    private int levelSoFar(ByteBuf bytes, int from) {
        int come = bytes.writerIndex();
        if ((bytes.getUnsignedByte(from) & 0xF0) != CONNECT || body <= from || body + 2 > come) {
            return 0;
        }
        int at = body + 2 + bytes.getUnsignedShort(body);
        return at < come ? bytes.getUnsignedByte(at) : 0;
    }

    private static ProtocolViolation violation(String reason) {
        return new ProtocolViolation(ReasonCode.PROTOCOL_ERROR, reason);
    }

    private void release() {
        ByteBuf kept = rest;
        if (kept != null) {
            rest = null;
            kept.release();
        }
        giveBack();
    }
}
