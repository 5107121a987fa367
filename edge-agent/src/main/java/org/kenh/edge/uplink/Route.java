package org.kenh.edge.uplink;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One uplink of a site: a protocol and the hosts where the centre speaks it. Remembers the addresses it knew, for the
 * time when names cannot be resolved, and begins with the one that worked last. Thread-safe.
 */
public final class Route {
    /** More addresses of a host are left out: nothing may be tried for hours. */
    static final int MOST_ADDRESSES = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Route.class);

    private final String name;
    private final List<String> hosts;
    private final int port;
    private final Dialer dialer;
    private final Resolver resolver;
    private final Map<String, List<InetAddress>> known = new HashMap<>();
    private Optional<Target> lastGood = Optional.empty();

    /** The name is for people and for the series {@code agent/link}, for example {@code mqtts}. */
    public Route(String name, List<String> hosts, int port, Dialer dialer, Resolver resolver) {
        this.name = name;
        this.hosts = List.copyOf(hosts);
        this.port = port;
        this.dialer = dialer;
        this.resolver = resolver;
    }

    String name() {
        return name;
    }

    Link dial(Target target, LinkListener listener) {
        return dialer.dial(target, listener);
    }

    /** The address worked: the next round begins with it. */
    synchronized void succeeded(Target target) {
        lastGood = Optional.of(target);
    }

    /** What to try, in turn: the last good one, then host by host, the families alternating. Blocks for names. */
    List<Target> targets() {
        Set<Target> targets = new LinkedHashSet<>();
        for (String host : hosts) {
            alternating(addresses(host)).forEach(address -> targets.add(new Target(host, address, port)));
        }
        List<Target> ordered = new ArrayList<>(targets);
        synchronized (this) {
            lastGood.filter(ordered::remove).ifPresent(good -> ordered.add(0, good));
        }
        return ordered;
    }

    private List<InetAddress> addresses(String host) {
        try {
            List<InetAddress> found =
                    resolver.addresses(host).stream().limit(MOST_ADDRESSES).toList();
            synchronized (this) {
                known.put(host, found);
            }
            return found;
        } catch (UnknownHostException e) {
            LOG.debug("{} cannot be resolved; going by what was known before", host);
            synchronized (this) {
                return known.getOrDefault(host, List.of());
            }
        }
    }

    /** A family that is broken here costs one attempt, not all of them (as RFC 8305, section 4, sorts them). */
    private static List<InetAddress> alternating(List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            return addresses;
        }
        boolean first = addresses.get(0) instanceof Inet6Address;
        Iterator<InetAddress> ones = addresses.stream()
                .filter(address -> address instanceof Inet6Address == first)
                .iterator();
        Iterator<InetAddress> others = addresses.stream()
                .filter(address -> address instanceof Inet6Address != first)
                .iterator();
        List<InetAddress> mixed = new ArrayList<>();
        while (ones.hasNext() || others.hasNext()) {
            if (ones.hasNext()) {
                mixed.add(ones.next());
            }
            if (others.hasNext()) {
                mixed.add(others.next());
            }
        }
        return mixed;
    }
}
