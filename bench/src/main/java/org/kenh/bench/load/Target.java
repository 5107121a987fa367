package org.kenh.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where the load goes. */
public record Target(Protocol protocol, InetSocketAddress address) {
    public static Target loopback(Protocol protocol, int port) {
        return new Target(protocol, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    }
}
