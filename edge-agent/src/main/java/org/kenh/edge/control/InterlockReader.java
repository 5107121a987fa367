package org.kenh.edge.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.control.Condition.All;
import org.kenh.edge.control.Condition.Any;
import org.kenh.edge.control.Condition.Bound;
import org.kenh.edge.control.Condition.Running;
import org.kenh.edge.control.Condition.Unbalance;
import org.kenh.edge.control.Interlock.OnUnknown;
import org.kenh.edge.control.PumpConfig.Evidence;
import org.kenh.edge.sensor.References;
import org.kenh.telemetry.SeriesName;

/**
 * Reads interlocks. The usual ones have a type, which brings the condition, delay and latch of the engineering defaults
 * for pumping stations; a {@code custom} one says its condition itself.
 */
final class InterlockReader {
    private static final List<String> TYPES = List.of(
            "custom", "dry-run", "phase-loss", "unbalance", "over-temperature", "overload", "underload", "high-level");
    private static final Duration LONGEST = Duration.ofHours(1);

    private final ConfigNode node;
    private final References references;
    private final Optional<Evidence> evidence;

    private InterlockReader(ConfigNode node, References references, Optional<Evidence> evidence) {
        this.node = node;
        this.references = references;
        this.evidence = evidence;
    }

    /** Those under the key {@code interlocks}; the evidence is that of the pump they belong to. */
    static List<Interlock> readAll(ConfigNode owner, References references, Optional<Evidence> evidence) {
        List<Interlock> interlocks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ConfigNode entry : owner.list("interlocks")) {
            Interlock interlock = new InterlockReader(entry, references, evidence).read();
            if (!names.add(interlock.name())) {
                entry.problem(
                        "name", "must be different for each interlock, but \"" + interlock.name() + "\" is twice");
            }
            interlocks.add(interlock);
        }
        return interlocks;
    }

    static Interlock mains(SeriesName series) {
        return new Interlock(
                "mains",
                new Bound(series, false, 0.5),
                Duration.ZERO,
                false,
                OnUnknown.BLOCK,
                new Reason("mains", "mất điện lưới", "no mains power"));
    }

    private Interlock read() {
        String type = node.oneOf("type", TYPES);
        return switch (type) {
            case "dry-run" -> preset(dryRun(), 5, true, "chạy khô", "dry run");
            case "phase-loss" -> preset(phaseLoss(), 2, false, "mất pha", "phase loss");
            case "unbalance" ->
                preset(
                        new Running(new Unbalance(seriesList("series"), node.number("above", 0.001, 2, 0.2))),
                        10,
                        true,
                        "lệch pha",
                        "phases are unbalanced");
            case "over-temperature" ->
                preset(
                        new Bound(series("series"), true, node.number("above", -50, 300)),
                        2,
                        true,
                        "quá nhiệt",
                        "over-temperature");
            case "overload" ->
                preset(current(true, node.number("share", 1, 10, 1.15)), 10, true, "quá tải", "overload");
            case "underload" ->
                preset(current(false, node.number("share", 0.01, 1, 0.5)), 30, true, "non tải", "underload");
            case "high-level" ->
                preset(
                        new Bound(series("series"), true, node.number("above", -1_000, 1_000)),
                        5,
                        false,
                        "mực nước quá cao",
                        "the level is too high");
            default -> preset(condition(node.section("when"), 0), 0, false, "liên động", "interlock");
        };
    }

    private Interlock preset(Condition condition, long delaySeconds, boolean latch, String vietnamese, String english) {
        String type = node.text("type", "custom");
        String name = node.text("name", type);
        return new Interlock(
                name,
                condition,
                node.duration("delay", Duration.ZERO, LONGEST, Duration.ofSeconds(delaySeconds)),
                node.flag("latch", latch),
                node.has("onUnknown") ? onUnknown() : defaultOnUnknown(),
                new Reason(name, node.text("vi", vietnamese), node.text("en", english)));
    }

    private OnUnknown defaultOnUnknown() {
        String unused = node.text("onUnknown", "stop");
        return OnUnknown.STOP;
    }

    private OnUnknown onUnknown() {
        return OnUnknown.valueOf(
                node.oneOf("onUnknown", List.of("stop", "block", "ignore")).toUpperCase(Locale.ROOT));
    }

    /** Level below low-low, or while it runs current below 50 % and flow below 10 %. */
    private Condition dryRun() {
        Optional<SeriesName> suction = evidence.flatMap(Evidence::suction);
        List<Condition> any = new ArrayList<>();
        if (node.has("below") || suction.isPresent()) {
            any.add(new Bound(suction.orElseGet(() -> series("series")), false, node.number("below", -1_000, 1_000)));
        }
        if (evidence.isPresent() && evidence.get().flow().isPresent()) {
            double flow = 0.1 * evidence.get().nominalFlow();
            any.add(new Running(new All(List.of(
                    bound(evidence.get(), false, 0.5),
                    new Bound(evidence.get().flow().get(), false, flow)))));
        }
        if (any.isEmpty()) {
            node.problem("type", "dry-run needs a level suction or a flow of its pump");
        }
        return new Any(any);
    }

    /** A phase voltage is gone, or while it runs one of the currents. */
    private Condition phaseLoss() {
        List<Condition> any = new ArrayList<>();
        double limit = 0.7 * node.number("nominal", 1, 40_000, 400);
        for (SeriesName voltage : seriesList("voltages")) {
            any.add(new Bound(voltage, false, limit));
        }
        List<SeriesName> currents = seriesList("currents");
        if (!currents.isEmpty()) {
            any.add(new Running(new Unbalance(currents, 0.5)));
        }
        if (any.isEmpty()) {
            node.problem("voltages", "is missing: phase-loss needs voltages or currents of the phases");
        }
        return new Any(any);
    }

    private Condition current(boolean above, double share) {
        if (evidence.isEmpty()) {
            node.problem("type", "is of use with a pump only");
            return new Any(List.of());
        }
        return new Running(bound(evidence.get(), above, share));
    }

    private static Condition bound(Evidence evidence, boolean above, double share) {
        return new Bound(evidence.current(), above, share * evidence.nominalCurrent());
    }

    private Condition condition(ConfigNode when, int depth) {
        if (depth > 4) {
            when.problem("any", "is nested too deeply");
            return new Any(List.of());
        }
        if (when.has("any") || when.has("all")) {
            String key = when.has("any") ? "any" : "all";
            List<Condition> parts = new ArrayList<>();
            when.list(key).forEach(part -> parts.add(condition(part, depth + 1)));
            return key.equals("any") ? new Any(parts) : new All(parts);
        }
        SeriesName series = references.series(when, "series");
        boolean above = when.has("above");
        Condition bound = new Bound(series, above, when.number(above ? "above" : "below", -1e9, 1e9));
        return when.flag("running", false) ? new Running(bound) : bound;
    }

    private SeriesName series(String key) {
        return references.series(node, key);
    }

    private List<SeriesName> seriesList(String key) {
        return references.seriesList(node, key);
    }
}
