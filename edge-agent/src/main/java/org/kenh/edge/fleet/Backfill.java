package org.kenh.edge.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kenh.edge.agent.Agent;
import org.kenh.edge.fleet.FleetState.Span;
import org.kenh.edge.journal.Lane;
import org.kenh.telemetry.Reading;

/**
 * Sends the past at a limited rate, a little of every device in turn, the newest first. A device gets its next part
 * when the centre has its last one, so that the past never waits in memory in many copies. Thread-safe.
 */
final class Backfill {
    /** Readings in one message: small enough for a handful of CoAP blocks. */
    private static final int PART = 250;

    private final Map<String, List<Recording>> recordings;
    private final Map<String, Agent> agents;
    private final List<String> turn;
    private final int perSecond;
    private double allowance;

    Backfill(Map<String, List<Recording>> recordings, Map<String, Agent> agents, int perSecond) {
        this.recordings = recordings;
        this.agents = agents;
        this.turn = new ArrayList<>(recordings.keySet());
        this.perSecond = perSecond;
    }

    /** Sends what may be sent after some more time. */
    synchronized void tick(double seconds) {
        allowance = Math.min(perSecond, allowance + perSecond * seconds);
        for (int visits = turn.size(); visits > 0 && allowance > 0; visits--) {
            String id = turn.remove(0);
            allowance -= serve(id);
            if (!recordings.getOrDefault(id, List.of()).isEmpty()) {
                turn.add(id);
            }
        }
    }

    /** What the centre does not have yet, by device. */
    synchronized Map<String, List<Span>> remaining() {
        Map<String, List<Span>> remaining = new LinkedHashMap<>();
        recordings.forEach((id, list) -> {
            List<Span> spans = list.stream()
                    .map(Recording::remaining)
                    .filter(span -> !span.isEmpty())
                    .toList();
            if (!spans.isEmpty()) {
                remaining.put(id, spans);
            }
        });
        return remaining;
    }

    private int serve(String id) {
        Agent agent = agents.get(id);
        List<Recording> own = recordings.getOrDefault(id, List.of());
        if (agent == null || agent.pending(Lane.BACKLOG) > 0) {
            return 0;
        }
        if (!own.isEmpty()) {
            own.get(0).taken();
        }
        own.removeIf(Recording::isEmpty);
        if (own.isEmpty()) {
            return 0;
        }
        List<Reading> readings = own.get(0).newest(PART);
        agent.enqueue(Lane.BACKLOG, readings);
        return readings.size();
    }
}
