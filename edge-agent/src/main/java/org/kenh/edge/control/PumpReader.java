package org.kenh.edge.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.control.PumpConfig.Evidence;
import org.kenh.edge.control.PumpConfig.Limits;
import org.kenh.edge.sensor.References;
import org.kenh.telemetry.SeriesName;

/** Reads the pumps of a site file. */
final class PumpReader {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Optional<SeriesName> mains;
    private final References references;

    /** Without power no pump is to be switched on. */
    PumpReader(Optional<SeriesName> mains, References references) {
        this.mains = mains;
        this.references = references;
    }

    PumpConfig read(ConfigNode node) {
        String name = node.checked("name", text -> SeriesName.of(text).value(), "unnamed");
        Evidence evidence = evidence(node);
        List<Interlock> interlocks = new ArrayList<>();
        mains.ifPresent(series -> interlocks.add(InterlockReader.mains(series)));
        interlocks.addAll(InterlockReader.readAll(node, references, Optional.of(evidence)));
        return new PumpConfig(
                name,
                references.output(node, "output"),
                evidence,
                limits(node),
                references.optionalSeries(node, "selector"),
                interlocks);
    }

    private Evidence evidence(ConfigNode node) {
        Optional<SeriesName> flow = references.optionalSeries(node, "flow");
        Optional<SeriesName> suction = references.optionalSeries(node, "suction");
        Optional<SeriesName> discharge = references.optionalSeries(node, "discharge");
        if (flow.isEmpty() && suction.isEmpty() && discharge.isEmpty()) {
            node.problem(
                    "flow",
                    "còn thiếu: lần khởi động phải được xác nhận bằng lưu lượng (flow) hoặc mực nước (suction, discharge)",
                    "is missing: a start must be confirmed by flow, or by the level suction or discharge");
        }
        return new Evidence(
                references.series(node, "current"),
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
