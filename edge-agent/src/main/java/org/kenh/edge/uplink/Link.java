package org.kenh.edge.uplink;

import java.util.concurrent.CompletionStage;

/** One connection to one address of the centre, from its attempt to its end; never used again. Thread-safe. */
public interface Link {
    /** Begins to connect and to ask for commands; called once. The listener hears how it went. */
    void open();

    /** Sends a message; completes on any thread. Whoever asks no longer waits when the link has ended. */
    CompletionStage<Delivery> send(Message message);

    /** Leaves in order, so that the centre does not think that the link broke. May wait for a second. */
    void goodbye();

    /** Ends at once and without a word. Does not wait for the network; may be called again. */
    void drop();
}
