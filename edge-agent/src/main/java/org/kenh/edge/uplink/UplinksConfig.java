package org.kenh.edge.uplink;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kenh.edge.config.ConfigNode;

/**
 * How to reach the centre: the key {@code uplinks}, or its short form for a single one, and {@code reconnect}.
 *
 * @param uplinks in the order of preference, 1 to 4
 */
public record UplinksConfig(List<UplinkConfig> uplinks, Timing timing) {
    private static final int MOST_UPLINKS = 4;
    private static final int MOST_HOSTS = 4;

    public UplinksConfig {
        uplinks = List.copyOf(uplinks);
    }

    /** Reads its keys from the root of a site's file. */
    public static UplinksConfig of(ConfigNode root) {
        List<UplinkConfig> uplinks = new ArrayList<>();
        if (root.has("uplinks")) {
            root.list("uplinks").forEach(node -> uplinks.add(UplinkConfig.of(node)));
            if (uplinks.isEmpty() || uplinks.size() > MOST_UPLINKS) {
                root.problem(
                        "uplinks",
                        "phải có từ 1 đến " + MOST_UPLINKS + " mục, nhưng có " + uplinks.size(),
                        "must have 1 to " + MOST_UPLINKS + " entries, but has " + uplinks.size());
            }
            if (root.has("uplink")) {
                root.section("uplink").ignoreUnknown();
                root.problem(
                        "uplink",
                        "là dạng ngắn của uplinks: chỉ ghi một trong hai",
                        "is the short form of uplinks: give only one of them");
            }
        } else {
            uplinks.add(UplinkConfig.of(root.section("uplink")));
        }
        return new UplinksConfig(
                uplinks, root.has("reconnect") ? Timing.of(root.section("reconnect")) : Timing.DEFAULT);
    }

    /**
     * One uplink.
     *
     * @param hosts names or addresses, tried in turn with all their addresses
     * @param authority PEM file with the certificates to trust; empty: those that the platform trusts
     * @param keepAlive how often an idle MQTT link is probed
     */
    public record UplinkConfig(Kind kind, List<String> hosts, int port, Optional<Path> authority, Duration keepAlive) {
        /** An idle half-open link is found within twice this. */
        public static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

        public UplinkConfig {
            hosts = List.copyOf(hosts);
        }

        static UplinkConfig of(ConfigNode node) {
            Kind kind = Kind.valueOf(
                    node.oneOf("kind", List.of("mqtt", "mqtts", "coaps")).toUpperCase(Locale.ROOT));
            Optional<Path> authority =
                    node.has("authority") ? Optional.of(Path.of(node.text("authority"))) : Optional.empty();
            if (authority.isPresent() && kind != Kind.MQTTS) {
                node.problem("authority", "chỉ dùng với kind: mqtts", "is of use with kind: mqtts only");
            }
            if (node.has("keepAlive") && kind == Kind.COAPS) {
                node.problem(
                        "keepAlive", "chỉ dùng với kind: mqtt và mqtts", "is of use with kind: mqtt and mqtts only");
            }
            return new UplinkConfig(
                    kind,
                    hosts(node),
                    node.integer("port", 1, 65_535, kind.port),
                    authority,
                    node.duration("keepAlive", Duration.ofSeconds(5), Duration.ofHours(1), KEEP_ALIVE));
        }

        private static List<String> hosts(ConfigNode node) {
            if (!node.has("hosts")) {
                return List.of(node.text("host"));
            }
            List<String> hosts = node.texts("hosts");
            if (hosts.isEmpty() || hosts.size() > MOST_HOSTS || hosts.stream().anyMatch(String::isBlank)) {
                node.problem(
                        "hosts",
                        "phải có từ 1 đến " + MOST_HOSTS + " tên hoặc địa chỉ, nhưng có " + hosts,
                        "must have 1 to " + MOST_HOSTS + " names or addresses, but has " + hosts);
            }
            if (node.has("host")) {
                node.problem(
                        "host",
                        "là dạng ngắn của hosts: chỉ ghi một trong hai",
                        "is the short form of hosts: give only one of them");
                node.text("host");
            }
            return hosts;
        }
    }

    /** The protocols, with their usual ports. */
    public enum Kind {
        /** Without encryption, for tests and for links that are protected otherwise. */
        MQTT(1883),
        /** MQTT over TLS. */
        MQTTS(8883),
        /** CoAP over DTLS. */
        COAPS(5684);

        private final int port;

        Kind(int port) {
            this.port = port;
        }

        /** The word in a site's file and in the series {@code agent/link}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
