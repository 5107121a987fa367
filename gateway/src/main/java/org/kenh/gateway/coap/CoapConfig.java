package org.kenh.gateway.coap;

import java.time.Duration;
import java.util.List;

/**
 * How devices are let in by CoAP.
 *
 * @param plain without encryption
 * @param secure over DTLS 1.2 with the device's secret as key; needs no certificate
 */
public record CoapConfig(Listener plain, Listener secure, Limits limits) {
    /** Both on loopback, ports 5683 and 5684. */
    public static CoapConfig defaults() {
        return new CoapConfig(Listener.loopback(5683), Listener.loopback(5684), Limits.DEFAULT);
    }

    public CoapConfig withPlain(Listener changed) {
        return new CoapConfig(changed, secure, limits);
    }

    public CoapConfig withSecure(Listener changed) {
        return new CoapConfig(plain, changed, limits);
    }

    public CoapConfig withLimits(Limits changed) {
        return new CoapConfig(plain, secure, changed);
    }

    /**
     * Addresses with one port.
     *
     * @param hosts addresses to bind, for example {@code ::} for both families on every interface; none: not opened
     * @param port UDP; 0 for any free one, the same on every host
     */
    public record Listener(List<String> hosts, int port) {
        public Listener {
            hosts = List.copyOf(hosts);
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be 0 to 65535, but is " + port);
            }
        }

        public static Listener loopback(int port) {
            return new Listener(List.of("127.0.0.1", "::1"), port);
        }

        /** Both families, every interface. */
        public static Listener everywhere(int port) {
            return new Listener(List.of("::"), port);
        }
    }

    /**
     * Bounds.
     *
     * @param maxSessions DTLS sessions per address; when all are in use, only idle ones make room for new ones
     * @param idleSession a DTLS session without traffic for this long counts as idle
     * @param maxObservers devices that wait for commands at the same time
     * @param uploadBytes room for block-wise transfers that are not complete, once for plain CoAP and once for DTLS
     */
    public record Limits(int maxSessions, Duration idleSession, int maxObservers, int uploadBytes) {
        public static final Limits DEFAULT = new Limits(10_000, Duration.ofMinutes(30), 10_000, 16 * 1024 * 1024);

        public Limits {
            requireRange("maxSessions", maxSessions, 1, 1_000_000);
            requireRange("idleSession (s)", idleSession.toSeconds(), 1, 31_536_000);
            requireRange("maxObservers", maxObservers, 1, 1_000_000);
            requireRange("uploadBytes", uploadBytes, 512 * 1024, 1024 * 1024 * 1024);
        }

        private static void requireRange(String key, long value, long least, long most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(key + " must be " + least + " to " + most + ", but is " + value);
            }
        }
    }
}
