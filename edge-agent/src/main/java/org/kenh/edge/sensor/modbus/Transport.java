package org.kenh.edge.sensor.modbus;

import java.io.IOException;

/** Carries protocol data units (function code and data, at most 253 bytes) to one unit. Used by one thread at a time. */
interface Transport {
    void open() throws IOException;

    /** Whether an exchange can be tried. */
    boolean isOpen();

    /** Sends a request and waits for its answer, in bounded time. */
    byte[] exchange(byte[] request) throws IOException;

    /** Any thread; ends an exchange that waits. */
    void close();
}
