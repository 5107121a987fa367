package org.kenh.edge.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is controlled on a site: what is to be done follows from what was, what the sensors say, and the moment. No
 * clock, no input or output of its own. Not thread-safe.
 */
final class Engine {
    private final ControlConfig config;
    private final Station station;
    private final Map<String, PumpControl> pumps = new LinkedHashMap<>();
    private final Map<String, OutputControl> outputs = new LinkedHashMap<>();
    private final Timetable timetable;
    private @Nullable Elapsed elapsed;
    private boolean begun;

    Engine(ControlConfig config) {
        this.config = config;
        this.station = new Station(config.rules().stagger().toNanos());
        Map<String, Controlled> targets = new LinkedHashMap<>();
        for (PumpConfig pump : config.pumps()) {
            pumps.put(pump.name(), new PumpControl(pump, config.rules(), station));
        }
        for (OutputConfig output : config.outputs()) {
            outputs.put(output.name(), new OutputControl(output, config.rules()));
        }
        targets.putAll(pumps);
        targets.putAll(outputs);
        timetable = new Timetable(targets, config.rules().maxAge());
    }

    Optional<PumpControl> pump(String name) {
        return Optional.ofNullable(pumps.get(name));
    }

    Optional<OutputControl> output(String name) {
        return Optional.ofNullable(outputs.get(name));
    }

    Map<String, PumpControl> pumps() {
        return pumps;
    }

    Map<String, OutputControl> outputs() {
        return outputs;
    }

    Timetable timetable() {
        return timetable;
    }

    /** The time that may turn out to have gone by before the start, once the clock can be trusted. */
    void mayHaveElapsed(Elapsed unknown) {
        elapsed = unknown;
    }

    /** Lets one cycle pass; afterwards {@link #targets} say what the outputs are to be. */
    void step(Cycle cycle) {
        if (!begun) {
            begun = true;
            station.disturbed(cycle.now());
            pumps.values().forEach(pump -> pump.guard().switchedOff(cycle.now()));
        }
        correct(cycle);
        watchMains(cycle);
        timetable.step(cycle);
        pumps.values().forEach(pump -> pump.step(cycle));
        outputs.values().forEach(output -> output.step(cycle));
    }

    /** Everything to its safe state at once. */
    void drop(Cycle cycle, Reason reason) {
        pumps.values().forEach(pump -> pump.drop(cycle, reason));
        outputs.values().forEach(output -> output.drop(cycle, reason));
    }

    /** What each output is to be, 0 to 1. */
    Map<String, Double> targets() {
        Map<String, Double> targets = new LinkedHashMap<>();
        pumps.values().forEach(pump -> targets.put(pump.config().output(), pump.target()));
        outputs.values().forEach(output -> targets.put(output.config().name(), output.target()));
        return targets;
    }

    /** How everything is, for people. */
    ControlSummary summary(Moment moment) {
        List<ControlSummary.Machine> machines = new ArrayList<>();
        pumps.values().forEach(pump -> machines.add(pump.summary(moment.nanos())));
        outputs.values().forEach(output -> machines.add(output.summary(moment.nanos())));
        return new ControlSummary(timetable.version(), machines, timetable.summary(moment.nanos()));
    }

    /** Whether time itself changes what must be kept, so that it should be kept anew now and then. */
    boolean isCounting(long now) {
        return timetable.isRunning()
                || pumps.values().stream()
                        .anyMatch(pump -> pump.isOn()
                                || pump.log()
                                        .isCounting(
                                                pump.config()
                                                        .limits()
                                                        .antiRestart()
                                                        .toNanos(),
                                                now));
    }

    private void correct(Cycle cycle) {
        Elapsed unknown = elapsed;
        if (unknown == null || cycle.moment().wall().isEmpty()) {
            return;
        }
        elapsed = null;
        long nanos = unknown.before(cycle.moment());
        if (nanos > 0) {
            pumps.values().forEach(pump -> pump.log().shiftBefore(unknown.loadedAt(), nanos));
            cycle.report().changed();
        }
    }

    private void watchMains(Cycle cycle) {
        config.mains().ifPresent(series -> {
            Condition off = new Condition.Bound(series, false, 0.5);
            if (off.test(Sight.atRest(
                            cycle.inputs(), cycle.now(), config.rules().maxAge().toNanos()))
                    == Verdict.YES) {
                station.disturbed(cycle.now());
            }
        });
    }
}
