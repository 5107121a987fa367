package org.kenh.edge.uplink;

import java.util.concurrent.CompletionStage;

/** One device's way to the centre. It reconnects for ever by itself. Thread-safe. */
public interface Uplink extends AutoCloseable {
    /** Starts to connect; called once. Returns at once. */
    void start(UplinkListener listener);

    /** Sends a message; always completes, on any thread, within the protocol's time limits. */
    CompletionStage<Delivery> send(Message message);

    /** Ends without a word, as a device does whose power or link is gone; the centre hears of it as of any such end. */
    default void abandon() {
        close();
    }

    /** Says goodbye if that is possible, and ends. */
    @Override
    void close();
}
