package org.kenh.edge.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.catalogue.Catalogue;
import org.kenh.edge.sensor.sysfs.HostConfig;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.UplinksConfig;
import org.kenh.telemetry.DeviceId;

/**
 * The file of one agent.
 *
 * @param interval how often it measures
 * @param drivers not opened yet
 * @param maxPendingBytes how much may wait for the centre, in bytes of payload
 */
public record AgentConfig(
        DeviceId device,
        String secret,
        Duration interval,
        Encoding encoding,
        long maxPendingBytes,
        UplinksConfig uplinks,
        HostConfig host,
        List<Driver> drivers) {
    private static final int MEBIBYTE = 1024 * 1024;

    /** Throws {@link org.kenh.edge.config.ConfigException} with all problems of the file. */
    public static AgentConfig read(Path file) {
        return ConfigNode.readAll(file, AgentConfig::of);
    }

    static AgentConfig of(ConfigNode node) {
        DeviceId device = node.checked("device", DeviceId::of, DeviceId.of("unknown"));
        return new AgentConfig(
                device,
                node.secret("secret"),
                Duration.ofSeconds(node.integer("interval", 1, 86_400, 60)),
                node.has("encoding") ? encoding(node) : Encoding.CBOR,
                (long) (node.number("maxPendingMebibytes", 0.1, 1024, 8) * MEBIBYTE),
                UplinksConfig.of(node),
                HostConfig.of(node.section("sensors").section("host")),
                Catalogue.read(node));
    }

    private static Encoding encoding(ConfigNode node) {
        return Encoding.valueOf(node.oneOf("encoding", List.of("cbor", "json")).toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return "agent " + device + " every " + interval + " to " + uplinks.uplinks();
    }
}
