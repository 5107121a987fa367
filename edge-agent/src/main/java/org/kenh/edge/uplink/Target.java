package org.kenh.edge.uplink;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * One address of the centre.
 *
 * @param host the name as it was configured: what a certificate must prove
 * @param address one of the addresses of that name
 */
public record Target(String host, InetAddress address, int port) {
    /** Address and port as they stand in a URI. */
    public String authority() {
        String literal = address.getHostAddress();
        return (address instanceof Inet6Address ? "[" + literal + "]" : literal) + ":" + port;
    }

    @Override
    public String toString() {
        return authority();
    }
}
