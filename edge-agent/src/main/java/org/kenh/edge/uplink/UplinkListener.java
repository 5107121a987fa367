package org.kenh.edge.uplink;

/** Hears what happens on an uplink, on any thread; calls must not block. */
public interface UplinkListener {
    /** Messages can be sent; commands are being received. */
    void connected();

    /** The way is broken; the uplink goes on trying by itself. */
    void disconnected(String reason);

    /** A command arrived; it is confirmed to the centre when this call returns. */
    void command(byte[] payload);
}
