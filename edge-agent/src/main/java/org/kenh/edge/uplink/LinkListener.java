package org.kenh.edge.uplink;

/** Hears what becomes of one {@link Link}, on any thread; calls must not block. */
public interface LinkListener {
    /** Messages can be sent; commands are being received. Told at most once. */
    void opened();

    /** It could not be opened, or it is gone; may be told again, which means nothing. */
    void ended(String reason);

    /** A command arrived; it is confirmed to the centre when this call returns. */
    void command(byte[] payload);
}
