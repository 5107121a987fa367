package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** A pump of 1,000 m³/h and 20 kW on one canal, and fields on it; what tests change is set by name. */
final class Station {
    static final double FLOW = 1000.0 / 3600;
    static final Instant MONDAY = at("2026-06-08T00:00");

    int days = 2;
    Duration slot = Duration.ofMinutes(30);
    int openAtOnce = 1;
    double efficiency = 1;
    double capacity = 1;
    List<Pump> pumps = new ArrayList<>(List.of(pump("P1", FLOW, 20)));
    List<Block> canalBlocks = new ArrayList<>();
    List<FieldDemand> fields = new ArrayList<>();
    List<PinnedTurn> pins = new ArrayList<>();
    List<FieldTurn> before = new ArrayList<>();

    /** Civil time of the district. */
    static Instant at(String text) {
        return LocalDateTime.parse(text).atZone(Horizon.ZONE).toInstant();
    }

    static Period period(String from, String to) {
        return new Period(at(from), at(to));
    }

    static Pump pump(String id, double flow, double power) {
        return pump(id, flow, power, List.of());
    }

    static Pump pump(String id, double flow, double power, List<Block> blocks) {
        return new Pump(
                id,
                new Target("station", id),
                "K1",
                flow,
                power,
                4,
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                List.of(),
                blocks,
                null,
                null,
                List.of());
    }

    static FieldDemand field(String id, double volume, String dueBy) {
        return new FieldDemand(
                id,
                "K1",
                new Target("valve-" + id, "valve"),
                FLOW,
                volume,
                MONDAY,
                at(dueBy),
                MONDAY.plus(Duration.ofDays(10)),
                1,
                true,
                Duration.ofHours(1),
                List.of(),
                List.of());
    }

    Station with(FieldDemand... demands) {
        fields.addAll(List.of(demands));
        return this;
    }

    PlanProblem problem() {
        Canal canal = new Canal("K1", null, capacity, openAtOnce, efficiency, canalBlocks);
        Horizon horizon = new Horizon(MONDAY, MONDAY.plus(Duration.ofDays(days)), slot);
        return new PlanProblem(horizon, pumps, List.of(canal), fields, pins, ExampleTariff.calendar(), before);
    }

    /** Steps alone bound it, so that it gives the same on every machine. */
    static PlanOutcome plan(PlanProblem problem) {
        return plan(problem, 150, 1);
    }

    /** For many problems. */
    static PlanOutcome quick(PlanProblem problem) {
        return plan(problem, 40, 1);
    }

    private static PlanOutcome plan(PlanProblem problem, int steps, int windows) {
        try {
            return new Planner(new SolveLimit(Duration.ofMinutes(10), steps, windows, 2, 1)).plan(problem);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
