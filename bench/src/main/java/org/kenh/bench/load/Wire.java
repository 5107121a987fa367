package org.kenh.bench.load;

import java.nio.ByteBuffer;

/** One protocol as one connection speaks it: how its packets look, and what comes back. */
interface Wire {
    /** What the client says first; empty when nothing. */
    byte[] greeting();

    /** Sent now and then so that the connection is kept; empty when nothing. */
    byte[] ping();

    /** Said before the connection is closed; empty when nothing. */
    byte[] farewell();

    /** A packet around this payload. */
    Message.Frame frame(byte[] payload);

    /** Takes whole packets out of {@code in} and tells {@code to}; what is not whole stays. */
    void decode(ByteBuffer in, Answers to);

    /** What the other side says. */
    interface Answers {
        /** The connection may be used. */
        void ready();

        /** The other side does not want this connection. */
        void refused(String reason);

        void acknowledged(int slot);

        void failed(int slot, String reason);

        /** Sends this back at once. */
        void reply(byte[] packet);
    }
}
