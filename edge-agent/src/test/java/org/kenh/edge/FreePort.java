package org.kenh.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that a test may listen on later. It lies below the range from which the kernel takes the ports of outgoing
 * connections: whoever tries again and again to reach such a port at which nobody listens may end up connected to
 * himself, and then the port is taken.
 */
public final class FreePort {
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 100;

    private FreePort() {}

    /** One that is free now on the loopback address. */
    public static int find() {
        IOException last = new IOException("not tried");
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw new UncheckedIOException(last);
    }
}
