package org.kenh.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;

/**
 * Looks at the first bytes of a connection, then goes. What cannot become a CONNECT is cut off before anything of it is
 * buffered; the protocol level is noted, because a version that the decoder does not know must be answered in its own
 * form.
 */
final class FirstBytes extends ChannelInboundHandlerAdapter {
    private static final AttributeKey<Boolean> FIVE_OR_LATER = AttributeKey.valueOf("kenh.mqtt.fiveOrLater");
    private static final int CONNECT = 0x10;
    private static final int LONGEST_LENGTH = 4;

    static boolean speaksFiveOrLater(ChannelHandlerContext context) {
        return Boolean.TRUE.equals(context.channel().attr(FIVE_OR_LATER).get());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the close
    public void channelRead(ChannelHandlerContext context, Object read) {
        ByteBuf bytes = (ByteBuf) read;
        if (bytes.isReadable() && bytes.getUnsignedByte(bytes.readerIndex()) != CONNECT) {
            bytes.release();
            context.close();
            return;
        }
        if (bytes.isReadable()) {
            context.channel().attr(FIVE_OR_LATER).set(levelOf(bytes) >= 5);
            context.pipeline().remove(this);
        }
        context.fireChannelRead(bytes);
    }

    /** The protocol level, or 0 when the first segment is too short to tell. */
    private static int levelOf(ByteBuf bytes) {
        int at = bytes.readerIndex() + 1;
        int end = bytes.writerIndex();
        for (int i = 0; i < LONGEST_LENGTH && at < end && (bytes.getByte(at) & 0x80) != 0; i++) {
            at++;
        }
        int name = at + 1;
        if (name + 2 > end) {
            return 0;
        }
        int level = name + 2 + bytes.getUnsignedShort(name);
        return level < end ? bytes.getUnsignedByte(level) : 0;
    }
}
