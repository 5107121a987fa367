package org.kenh.edge.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.kenh.telemetry.schedule.Turn;

/**
 * Tells of turns as events of the series {@code schedule/turn}: {@code
 * {"version":3,"turn":"t1","target":"valve-3","state":"ended","reason":"time","volume":118.4,"deviation":-0.013,
 * "atRest":true}}. States: planned (once for a document, with its number of turns), started, confirmed, ended, skipped,
 * missed. The deviation is a share of the planned volume.
 */
final class TurnReport {
    static final String SERIES = "schedule/turn";

    private final long version;
    private final long maxAgeNanos;

    TurnReport(long version, Duration maxAge) {
        this.version = version;
        this.maxAgeNanos = maxAge.toNanos();
    }

    void planned(Cycle cycle, int turns) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", version).put("state", "planned").put("turns", turns);
        cycle.report().event(SERIES, event.toString());
    }

    void tell(Cycle cycle, TurnRun run, String state) {
        TurnRun.Facts facts = run.facts();
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", version).put("turn", facts.id()).put("target", facts.target());
        event.put("state", state);
        if (!facts.reason().isEmpty()) {
            event.put("reason", facts.reason());
        }
        if (state.equals("ended") && facts.volume().isPresent()) {
            double volume = facts.volume().getAsDouble();
            event.put("volume", Math.round(volume * 1_000) / 1_000.0);
            facts.planned()
                    .ifPresent(planned -> event.put("deviation", Math.round((volume / planned - 1) * 1e4) / 1e4));
        }
        if (state.equals("ended")) {
            event.put("atRest", facts.isAtRest());
        }
        cycle.report().event(SERIES, event.toString());
    }

    /** Whether a condition of a turn is known to hold. */
    boolean holds(Cycle cycle, Turn.Condition condition) {
        Condition bound = new Condition.Bound(condition.series(), condition.above(), condition.limit());
        return bound.test(Sight.atRest(cycle.inputs(), cycle.now(), maxAgeNanos)) == Verdict.YES;
    }
}
