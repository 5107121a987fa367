package org.kenh.operations.notification.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a person's address may lead. People type addresses of webhooks, and browsers give those of push services; without
 * a rule they could make this server talk to machines that only it can reach.
 */
public enum AddressRule {
    /** For what the keeper of the machine has configured. */
    ANY,
    /** No loopback, private, link-local, shared, multicast or otherwise special address (RFC 6890). */
    PUBLIC;

    private static final int V6_BYTES = 16;

    /**
     * The address to connect to. A name counts as forbidden if any of its addresses is; the caller connects to the one
     * that was checked, so a second answer of the name server changes nothing.
     */
    Optional<InetAddress> resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        boolean allowed = this == ANY || Arrays.stream(addresses).allMatch(AddressRule::isPublic);
        return allowed ? Optional.of(addresses[0]) : Optional.empty();
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        boolean shared = first == 100 && (second & 0xc0) == 64;
        boolean documentation = (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113);
        boolean benchmark = first == 198 && (second & 0xfe) == 18;
        return first != 0 && first != 127 && first < 224 && !shared && !documentation && !benchmark;
    }

    /** Only 2000::/3 is given to the public; of it not what carries an IPv4 address or is for documents. */
    private static boolean isPublic6(byte[] bytes) {
        boolean unicast = bytes.length == V6_BYTES && (bytes[0] & 0xe0) == 0x20;
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean special = bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] & 0xfe) == 0;
        boolean documentation = (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0d && (bytes[3] & 0xff) == 0xb8)
                || (bytes[0] == 0x3f && (bytes[1] & 0xff) == 0xff);
        return unicast && !sixToFour && !special && !documentation;
    }
}
