package org.kenh.edge.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kenh.edge.clock.ClockConfig;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.control.ControlConfig;
import org.kenh.edge.journal.JournalConfig;
import org.kenh.edge.life.LifeConfig;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.References;
import org.kenh.edge.sensor.catalogue.Catalogue;
import org.kenh.edge.sensor.sysfs.HostConfig;
import org.kenh.edge.sound.SpeakerConfig;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.MainsWatch;
import org.kenh.edge.uplink.UplinksConfig;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;

/**
 * The file of one agent.
 *
 * @param interval how often it measures
 * @param maxPendingBytes how much may wait in memory for the centre, in bytes of payload, without a journal
 * @param host this machine alone, kept in memory: the short form of a site without drivers
 * @param drivers not opened yet
 * @param journal on disk; empty in the short form
 * @param loudspeaker the player of a cluster that is supervised
 * @param mains the series that tells whether the mains are there
 */
public record AgentConfig(
        DeviceId device,
        String secret,
        Duration interval,
        Encoding encoding,
        long maxPendingBytes,
        UplinksConfig uplinks,
        Optional<HostConfig> host,
        List<Driver> drivers,
        Optional<JournalConfig> journal,
        ClockConfig clock,
        Optional<SeriesName> mains,
        Optional<ControlConfig> control,
        Optional<SpeakerConfig> loudspeaker,
        LifeConfig life) {
    private static final int MEBIBYTE = 1024 * 1024;

    /** Throws {@link org.kenh.edge.config.ConfigException} with all problems of the file. */
    public static AgentConfig read(Path file) {
        return ConfigNode.readAll(file, AgentConfig::of);
    }

    /**
     * Reads a file that the centre sent to a board. Who the device is, its secret and the section {@code remote} are the
     * board's own. Throws {@link org.kenh.edge.config.ConfigException} with all problems.
     */
    public static AgentConfig ofCentre(String yaml, AgentConfig board) {
        ConfigNode node = ConfigNode.parse(yaml, "config.put");
        Identity identity = new Identity(board.device, board.secret);
        Identity.requireNotIn(node, identity);
        AgentConfig config = of(node, identity, LifeConfig.ofCentre(node, board.life.remote()));
        if (!board.life.remote().programs()) {
            Identity.requireNoPrograms(node, config.drivers, config.loudspeaker);
        }
        node.finish();
        return config;
    }

    static AgentConfig of(ConfigNode node) {
        return of(node, Identity.of(node), LifeConfig.of(node));
    }

    private static AgentConfig of(ConfigNode node, Identity identity, LifeConfig life) {
        List<Driver> drivers = Catalogue.read(node);
        References references = References.to(drivers);
        return new AgentConfig(
                identity.device(),
                identity.secret(),
                Duration.ofSeconds(node.integer("interval", 1, 86_400, 60)),
                node.has("encoding") ? encoding(node) : Encoding.CBOR,
                (long) (node.number("maxPendingMebibytes", 0.1, 1024, 8) * MEBIBYTE),
                UplinksConfig.of(node),
                host(node),
                drivers,
                journal(node),
                node.has("clock") ? ClockConfig.of(node.section("clock")) : ClockConfig.NTP,
                MainsWatch.configured(node, references),
                node.has("control")
                        ? Optional.of(ControlConfig.of(node.section("control"), references))
                        : Optional.empty(),
                node.has("loudspeaker")
                        ? Optional.of(SpeakerConfig.of(node.section("loudspeaker"), drivers))
                        : Optional.empty(),
                life);
    }

    private static Optional<HostConfig> host(ConfigNode node) {
        if (!node.has("sensors")) {
            return Optional.empty();
        }
        if (isOnDisk(node)) {
            node.problem(
                    "sensors",
                    "là dạng ngắn, không dùng cùng drivers hay journal: hãy ghi bộ đọc kiểu host",
                    "is the short form, not for use with drivers or journal: write a driver of type host");
        }
        return Optional.of(HostConfig.of(node.section("sensors").section("host")));
    }

    private static Optional<JournalConfig> journal(ConfigNode node) {
        if (node.has("journal")) {
            return Optional.of(JournalConfig.of(node.section("journal")));
        }
        return isOnDisk(node) || !node.has("sensors") ? Optional.of(JournalConfig.USUAL) : Optional.empty();
    }

    private static boolean isOnDisk(ConfigNode node) {
        return node.has("drivers") || node.has("journal") || node.has("control") || node.has("loudspeaker");
    }

    private static Encoding encoding(ConfigNode node) {
        return Encoding.valueOf(node.oneOf("encoding", List.of("cbor", "json")).toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return "agent " + device + " every " + interval + " to " + uplinks.uplinks();
    }
}
