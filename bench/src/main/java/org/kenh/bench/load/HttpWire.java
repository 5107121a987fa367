package org.kenh.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** HTTP/1.1 on a connection that is kept; several requests in flight are pipelined. */
final class HttpWire implements Wire {
    private static final byte[] NOTHING = {};
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int MOST_IN_FLIGHT = 16_384;

    private final Device device;
    private final int[] asked = new int[MOST_IN_FLIGHT];
    private int firstAsked;
    private int nextAsked;

    HttpWire(Device device) {
        this.device = device;
    }

    @Override
    public byte[] greeting() {
        firstAsked = nextAsked;
        return NOTHING;
    }

    @Override
    public byte[] ping() {
        return NOTHING;
    }

    @Override
    public byte[] farewell() {
        return NOTHING;
    }

    @Override
    public Message.Frame frame(byte[] payload) {
        String head = """
                POST /v1/readings HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer %s:%s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """.formatted(device.id(), device.secret(), payload.length);
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = ByteBuffer.allocate(start.length + payload.length)
                .put(start)
                .put(payload)
                .array();
        return Message.Frame.of(bytes, start.length, (frame, slot) -> asked[nextAsked++ % MOST_IN_FLIGHT] = slot);
    }

    @Override
    public void decode(ByteBuffer in, Answers to) {
        while (in.hasRemaining()) {
            int body = endOfHead(in);
            if (body < 0) {
                return;
            }
            int end = body + bodyLength(in, body);
            if (end > in.limit()) {
                return;
            }
            int slot = asked[firstAsked++ % MOST_IN_FLIGHT];
            int start = in.position() + STATUS_AT;
            if (in.get(start) == '2') {
                to.acknowledged(slot);
            } else {
                to.failed(slot, "HTTP %c%c%c".formatted(in.get(start), in.get(start + 1), in.get(start + 2)));
            }
            in.position(end);
        }
    }

    /** Where the body begins, or -1. */
    private static int endOfHead(ByteBuffer in) {
        for (int i = in.position() + 3; i < in.limit(); i++) {
            if (in.get(i) == '\n' && in.get(i - 1) == '\r' && in.get(i - 2) == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    /** 0 when the head does not say: the server's answers without a length have no body. */
    private static int bodyLength(ByteBuffer in, int end) {
        for (int i = in.position(); i < end - LENGTH.length; i++) {
            if (in.get(i) == '\n' && isLength(in, i + 1)) {
                return number(in, i + 1 + LENGTH.length);
            }
        }
        return 0;
    }

    private static boolean isLength(ByteBuffer in, int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            if ((in.get(at + i) | 0x20) != (LENGTH[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private static int number(ByteBuffer in, int at) {
        int number = 0;
        for (int i = at; in.get(i) != '\r'; i++) {
            if (in.get(i) != ' ') {
                number = number * 10 + in.get(i) - '0';
            }
        }
        return number;
    }
}
