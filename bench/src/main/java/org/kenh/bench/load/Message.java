package org.kenh.bench.load;

/** The next message of a flow as bytes on the wire: encoded once, then patched in place. */
final class Message {
    private final Frame frame;
    private final Payload payload;
    private final Times times;
    private final long stepMillis;

    /** @param stepMillis between the samples of one message */
    Message(Frame frame, Payload payload, Times times, long stepMillis) {
        this.frame = frame;
        this.payload = payload;
        this.times = times;
        this.stepMillis = stepMillis;
    }

    int length() {
        return frame.bytes().length;
    }

    /** Its bytes; they are overwritten by the next call. */
    byte[] next(int slot, long nowMillis) {
        byte[] bytes = frame.bytes();
        frame.number(slot);
        payload.patch(bytes, frame.payloadAt(), times.next(nowMillis), stepMillis);
        return bytes;
    }

    /** A packet whose payload and number can be overwritten. */
    interface Frame {
        byte[] bytes();

        int payloadAt();

        void number(int slot);

        /** A packet of these bytes, the payload from {@code payloadAt} on. */
        static Frame of(byte[] bytes, int payloadAt, Numbering numbering) {
            return new Frame() {
                @Override
                public byte[] bytes() {
                    return bytes;
                }

                @Override
                public int payloadAt() {
                    return payloadAt;
                }

                @Override
                public void number(int slot) {
                    numbering.number(bytes, slot);
                }
            };
        }
    }

    /** Writes a slot into a packet. */
    interface Numbering {
        void number(byte[] frame, int slot);
    }
}
