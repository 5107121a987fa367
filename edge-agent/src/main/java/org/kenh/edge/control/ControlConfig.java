package org.kenh.edge.control;

import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.References;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.schedule.DocumentVerifier;

/**
 * The section {@code control} of a site file.
 *
 * @param directory where it keeps what must survive a restart
 * @param cycle how often everything is looked at
 * @param overdue a cycle that takes longer brings all outputs to their safe state
 * @param mains the series that says whether there is power
 * @param allowed the commands that may come from afar; all of them if empty
 * @param keys the centre's public keys, by id
 */
public record ControlConfig(
        Path directory,
        Duration cycle,
        Duration overdue,
        Rules rules,
        Optional<SeriesName> mains,
        Set<String> allowed,
        Map<String, PublicKey> keys,
        List<PumpConfig> pumps,
        List<OutputConfig> outputs) {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    public ControlConfig {
        allowed = Set.copyOf(allowed);
        keys = Map.copyOf(keys);
        pumps = List.copyOf(pumps);
        outputs = List.copyOf(outputs);
    }

    /** Reads the section; notes its problems there, also names that the drivers do not know. */
    public static ControlConfig of(ConfigNode node, References references) {
        Optional<SeriesName> mains = references.optionalSeries(node, "mains");
        PumpReader pumpReader = new PumpReader(mains, references);
        List<PumpConfig> pumps = new ArrayList<>();
        node.list("pumps").forEach(pump -> pumps.add(pumpReader.read(pump)));
        List<OutputConfig> outputs = new ArrayList<>();
        node.list("outputs").forEach(output -> outputs.add(output(output, references)));
        checkNames(node, pumps, outputs);
        return new ControlConfig(
                Path.of(node.text("directory", "/var/lib/kenh-agent/control")),
                node.duration("cycle", Duration.ofMillis(200), SECOND, Duration.ofMillis(500)),
                node.duration("overdue", Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofSeconds(5)),
                rules(node),
                mains,
                allowed(node),
                keys(node),
                pumps,
                outputs);
    }

    /** The same, kept in another directory. */
    public ControlConfig in(Path other) {
        return new ControlConfig(other, cycle, overdue, rules, mains, allowed, keys, pumps, outputs);
    }

    private static Rules rules(ConfigNode node) {
        return new Rules(
                node.duration("maxAge", SECOND, Duration.ofHours(1), Duration.ofSeconds(30)),
                node.duration("grace", SECOND, Duration.ofMinutes(10), Duration.ofSeconds(10)),
                node.duration("stagger", Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofSeconds(15)),
                node.duration("lease", SECOND, DAY, Duration.ofHours(1)),
                node.duration("longestLease", SECOND, DAY, Duration.ofHours(12)));
    }

    private static Set<String> allowed(ConfigNode node) {
        Set<String> allowed = new HashSet<>(node.texts("allow"));
        for (String name : allowed) {
            if (!ControlCommands.NAMES.contains(name)) {
                node.problem(
                        "allow", "knows " + String.join(", ", ControlCommands.NAMES) + ", but not \"" + name + "\"");
            }
        }
        return allowed;
    }

    /** Reads {@code centreKeys}, the centre's public keys by their ids; notes those that are none. */
    public static Map<String, PublicKey> keys(ConfigNode node) {
        Map<String, PublicKey> keys = new LinkedHashMap<>();
        for (ConfigNode entry : node.list("centreKeys")) {
            String id = entry.text("id");
            entry.checked("key", text -> Optional.of(DocumentVerifier.publicKey(text)), Optional.<PublicKey>empty())
                    .ifPresent(key -> keys.put(id, key));
        }
        return keys;
    }

    private static OutputConfig output(ConfigNode node, References references) {
        OutputConfig.Kind kind = OutputConfig.Kind.valueOf(
                node.oneOf("kind", List.of("switch", "valve", "gate")).toUpperCase(Locale.ROOT));
        return new OutputConfig(
                references.output(node, "name"),
                kind,
                node.number("safe", 0, 1, 0),
                node.flag("leased", kind != OutputConfig.Kind.GATE),
                node.flag("hold", false),
                references.optionalSeries(node, "flow"),
                InterlockReader.readAll(node, references, Optional.empty()));
    }

    private static void checkNames(ConfigNode node, List<PumpConfig> pumps, List<OutputConfig> outputs) {
        Set<String> names = new HashSet<>();
        Set<String> written = new HashSet<>();
        for (PumpConfig pump : pumps) {
            unique(node, names, pump.name());
            unique(node, written, pump.output());
        }
        for (OutputConfig output : outputs) {
            unique(node, names, output.name());
            unique(node, written, output.name());
        }
    }

    private static void unique(ConfigNode node, Set<String> names, String name) {
        if (!names.add(name)) {
            node.problem("pumps", "and outputs must have different names, but \"" + name + "\" is there twice");
        }
    }
}
