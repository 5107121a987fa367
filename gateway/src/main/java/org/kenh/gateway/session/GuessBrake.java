package org.kenh.gateway.session;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a wrong secret from an address waits for its answer. Loopback never waits: a proxy may stand there for
 * everyone. Remembers a bounded number of addresses, IPv6 ones by their /64.
 */
final class GuessBrake {
    private static final int ADDRESSES = 10_000;
    private static final int FREE_GUESSES = 5;
    private static final Duration FIRST_DELAY = Duration.ofMillis(250);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
    private static final Duration FORGET = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Map<String, Guesses> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Guesses> eldest) {
            return size() > ADDRESSES;
        }
    };

    GuessBrake(InstantSource clock) {
        this.clock = clock;
    }

    synchronized Duration wrongFrom(String remoteAddress) {
        String network = networkOf(remoteAddress);
        if (network.isEmpty()) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        Guesses before = byAddress.get(network);
        int count = before == null || before.last.plus(FORGET).isBefore(now) ? 1 : before.count + 1;
        byAddress.put(network, new Guesses(count, now));
        return delayAfter(count);
    }

    private static Duration delayAfter(int count) {
        if (count <= FREE_GUESSES) {
            return Duration.ZERO;
        }
        int doublings = Math.min(count - FREE_GUESSES - 1, 10);
        Duration delay = FIRST_DELAY.multipliedBy(1L << doublings);
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    /** The part of the address that one attacker holds; empty for loopback and for what is no address. */
    private static String networkOf(String remoteAddress) {
        try {
            InetAddress address = InetAddress.ofLiteral(remoteAddress);
            if (address.isLoopbackAddress()) {
                return "";
            }
            byte[] bytes = address.getAddress();
            int held = bytes.length == 16 ? 8 : bytes.length;
            StringBuilder network = new StringBuilder();
            for (int i = 0; i < held; i++) {
                network.append(bytes[i]).append('.');
            }
            return network.toString();
        } catch (IllegalArgumentException notAnAddress) {
            return "";
        }
    }

    private record Guesses(int count, Instant last) {}
}
