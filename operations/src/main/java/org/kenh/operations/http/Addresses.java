package org.kenh.operations.http;

import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** What the words of the configuration for addresses mean on this machine. */
public final class Addresses {
    /** All addresses, of both families. */
    public static final String EVERYWHERE = "*";

    /** The addresses that only this machine can reach, of both families. */
    public static final String LOOPBACK = "loopback";

    private Addresses() {}

    /** The addresses to bind. A wildcard of IPv6 takes IPv4 as well; a machine without IPv6 has only the other. */
    public static List<String> hosts(String configured) {
        return switch (configured) {
            case EVERYWHERE -> List.of(hasIpv6() ? "::" : "0.0.0.0");
            case LOOPBACK -> hasIpv6() ? List.of("127.0.0.1", "::1") : List.of("127.0.0.1");
            default -> List.of(configured);
        };
    }

    /** Whether only this machine can reach the address. */
    public static boolean isLoopback(String configured) {
        return configured.equals(LOOPBACK)
                || configured.equals("localhost")
                || configured.equals("::1")
                || configured.startsWith("127.");
    }

    private static boolean hasIpv6() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress());
        } catch (SocketException e) {
            return false;
        }
    }
}
