package org.kenh.gateway.mqtt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How devices are let in by MQTT.
 *
 * @param plain without encryption
 * @param tls with it; empty when there is no certificate
 */
public record MqttConfig(Listener plain, Optional<TlsListener> tls, Limits limits, Timing timing) {
    /** Plain MQTT on loopback, port 1883. */
    public static MqttConfig defaults() {
        return new MqttConfig(Listener.loopback(1883), Optional.empty(), Limits.DEFAULT, Timing.DEFAULT);
    }

    public MqttConfig withPlain(Listener changed) {
        return new MqttConfig(changed, tls, limits, timing);
    }

    public MqttConfig withTls(TlsListener changed) {
        return new MqttConfig(plain, Optional.of(changed), limits, timing);
    }

    public MqttConfig withLimits(Limits changed) {
        return new MqttConfig(plain, tls, changed, timing);
    }

    public MqttConfig withTiming(Timing changed) {
        return new MqttConfig(plain, tls, limits, changed);
    }

    /**
     * Addresses with one port.
     *
     * @param hosts addresses to bind, for example {@code ::} for both families on every interface; none: not opened
     * @param port 0 for any free one, the same on every host
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
     * The same with TLS 1.2 or 1.3.
     *
     * @param certificate PEM file, the chain with the server's own first
     * @param key PEM file, PKCS #8
     */
    public record TlsListener(Listener listener, Path certificate, Path key) {}

    /**
     * Bounds.
     *
     * @param maxConnections more are closed as soon as they are made
     * @param maxPacketBytes largest packet, headers included; announced to MQTT 5 clients
     * @param receiveMaximum messages of one device that may await their acknowledgement
     * @param topicAliases per connection
     * @param eventLoops threads that serve connections
     */
    public record Limits(int maxConnections, int maxPacketBytes, int receiveMaximum, int topicAliases, int eventLoops) {
        private static final int HEADER_ROOM = 8 * 1024;

        public static final Limits DEFAULT = new Limits(
                50_000, 256 * 1024 + HEADER_ROOM, 256, 16, Runtime.getRuntime().availableProcessors());

        public Limits {
            requireRange("maxConnections", maxConnections, 10_000_000);
            requireRange("maxPacketBytes", maxPacketBytes, 268_435_455);
            requireRange("receiveMaximum", receiveMaximum, 65_535);
            requireRange("topicAliases", topicAliases + 1, 65_536);
            requireRange("eventLoops", eventLoops, 1_024);
        }

        private static void requireRange(String key, int value, int most) {
            if (value < 1 || value > most) {
                throw new IllegalArgumentException(key + " must be 1 to " + most + ", but is " + value);
            }
        }
    }

    /**
     * Times.
     *
     * @param connect a connection that has not sent its CONNECT by then is closed
     * @param hold how long a message that cannot be stored is kept and tried again, with the socket not read, before
     *     the connection is closed without an acknowledgement
     * @param longestKeepAlive MQTT 5 clients that ask for more, or for none, are told this one
     * @param longestSession sessions are kept at most this long without a connection
     */
    public record Timing(Duration connect, Duration hold, Duration longestKeepAlive, Duration longestSession) {
        public static final Timing DEFAULT =
                new Timing(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofDays(7));
    }
}
