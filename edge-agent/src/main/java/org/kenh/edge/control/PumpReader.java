package org.kenh.edge.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.control.PumpConfig.Evidence;
import org.kenh.edge.control.PumpConfig.Limits;
import org.kenh.telemetry.SeriesName;

/** Reads the pumps of a site file. */
final class PumpReader {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final SeriesName UNNAMED = SeriesName.of("unnamed");

    private final Optional<SeriesName> mains;

    /** Without power no pump is to be switched on. */
    PumpReader(Optional<SeriesName> mains) {
        this.mains = mains;
    }

    PumpConfig read(ConfigNode node) {
        String name = node.checked("name", text -> SeriesName.of(text).value(), "unnamed");
        Evidence evidence = evidence(node);
        List<Interlock> interlocks = new ArrayList<>();
        mains.ifPresent(series -> interlocks.add(InterlockReader.mains(series)));
        interlocks.addAll(InterlockReader.readAll(node, Optional.of(evidence), evidence.suction()));
        return new PumpConfig(
                name, node.text("output"), evidence, limits(node), ControlConfig.series(node, "selector"), interlocks);
    }

    private static Evidence evidence(ConfigNode node) {
        Optional<SeriesName> flow = ControlConfig.series(node, "flow");
        Optional<SeriesName> suction = ControlConfig.series(node, "suction");
        Optional<SeriesName> discharge = ControlConfig.series(node, "discharge");
        if (flow.isEmpty() && suction.isEmpty() && discharge.isEmpty()) {
            node.problem("flow", "is missing: a start must be confirmed by flow, or by the level suction or discharge");
        }
        return new Evidence(
                node.checked("current", SeriesName::of, UNNAMED),
                node.number("nominalCurrent", 0.1, 10_000),
                flow,
                flow.isPresent() ? node.number("nominalFlow", 1e-6, 1_000) : node.number("nominalFlow", 0, 1_000, 0),
                suction,
                discharge,
                node.number("levelChange", 0.001, 10, 0.02),
                node.duration("confirmWithin", Duration.ofSeconds(2), Duration.ofMinutes(10), Duration.ofSeconds(30)));
    }

    private static Limits limits(ConfigNode node) {
        double power = node.number("power", 0.05, 5_000);
        return new Limits(
                node.integer("startsPerHour", 1, 60, Limits.startsPerHour(power)),
                node.duration("minimumRun", Duration.ZERO, HOUR, Duration.ofMinutes(2)),
                node.duration("minimumOff", Duration.ZERO, HOUR, Duration.ZERO),
                node.duration("antiRestart", Duration.ZERO, HOUR, Duration.ofMinutes(10)));
    }
}
