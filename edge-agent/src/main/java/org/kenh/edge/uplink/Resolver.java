package org.kenh.edge.uplink;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a name, IPv6 and IPv4. May block for as long as the system's resolver does. */
@FunctionalInterface
public interface Resolver {
    /** The system's resolver; Java keeps its answers for half a minute. */
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    List<InetAddress> addresses(String host) throws UnknownHostException;
}
