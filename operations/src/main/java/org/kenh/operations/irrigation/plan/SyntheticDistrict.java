package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A made-up district for measurements and tests: groups of pumps and canals, fields with demands of rice and vegetables, quiet windows, a
 * lockout, rain delays. The same seed gives the same district.
 *
 * @param groups of canals that share pumps; at most as many as canals and pumps
 * @param monday the first day at 00:00 civil time
 */
public record SyntheticDistrict(
        int groups, int fields, int canals, int pumps, int days, Duration slot, Instant monday) {
    private static final double[] PUMP_FLOWS = {0.25, 0.35, 0.45, 0.6};
    private static final double EFFICIENCY = 0.7;

    public SyntheticDistrict {
        Checks.atLeast(groups, 1, "groups");
        Checks.atLeast(canals, groups, "canals");
        Checks.atLeast(pumps, groups, "pumps");
    }

    /** 200 fields, 40 canals, 20 pumps in 8 groups, 5 days in slots of 30 minutes. */
    public static SyntheticDistrict usual() {
        return new SyntheticDistrict(8, 200, 40, 20, 5, Duration.ofMinutes(30), Instant.parse("2026-06-07T17:00:00Z"));
    }

    /** A week's problem. */
    public PlanProblem week(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Horizon horizon = new Horizon(monday, monday.plus(Duration.ofDays(days)), slot);
        List<Pump> allPumps = new ArrayList<>();
        double[] flows = new double[groups];
        for (int i = 0; i < pumps; i++) {
            allPumps.add(pump(i, random));
            flows[i % groups] += allPumps.getLast().flow();
        }
        List<Canal> allCanals = new ArrayList<>();
        for (int i = 0; i < canals; i++) {
            allCanals.add(canal(i, flows, random));
        }
        List<FieldDemand> demands = new ArrayList<>();
        for (int i = 0; i < fields; i++) {
            demands.add(field(i, random));
        }
        return PlanProblem.of(horizon, allPumps, allCanals, demands, ExampleTariff.calendar());
    }

    private Pump pump(int index, RandomGenerator random) {
        double flow = PUMP_FLOWS[random.nextInt(PUMP_FLOWS.length)];
        // Hydraulic power at 4 to 6 m, pump and motor of 55 to 72 %.
        double power = 9.81 * flow * random.nextDouble(4, 6) / random.nextDouble(0.55, 0.72);
        List<WeeklyWindow> quiet = random.nextInt(5) == 0
                ? List.of(
                        WeeklyWindow.daily(LocalTime.of(12, 0), LocalTime.of(13, 30)),
                        WeeklyWindow.daily(LocalTime.of(21, 0), LocalTime.of(23, 0)))
                : List.of();
        List<Block> blocks =
                random.nextInt(6) == 0 ? List.of(block(BlockReason.WATER_QUALITY, random.nextInt(48), 10)) : List.of();
        return new Pump(
                "pump-" + index,
                new Target("station-" + (index % groups), "pump-" + index),
                "canal-" + (index % groups),
                flow,
                power,
                4,
                Duration.ofMinutes(60),
                Duration.ofMinutes(30),
                quiet,
                blocks,
                null,
                null,
                List.of());
    }

    private Canal canal(int index, double[] flows, RandomGenerator random) {
        int group = index % groups;
        double flow = flows[group];
        if (index < groups) {
            return new Canal("canal-" + index, null, flow * 1.05, 0, 0.95, List.of());
        }
        int atOnce = random.nextInt(3) == 0 ? 1 : 2 + random.nextInt(3);
        double capacity = Math.max(0.2, flow * random.nextDouble(0.35, 0.7));
        return new Canal("canal-" + index, "canal-" + group, capacity, atOnce, 0.92, List.of());
    }

    private FieldDemand field(int index, RandomGenerator random) {
        int canal = canals > groups && random.nextInt(10) > 0 ? groups + index % (canals - groups) : index % canals;
        double hectares = random.nextDouble(2, 9);
        double millimetres = random.nextDouble(35, 75);
        boolean rice = random.nextInt(5) > 0;
        int earliest = random.nextInt(4) == 0 ? random.nextInt(Math.max(1, days * 8)) : 0;
        int dueBy = Math.min(days * 24, earliest + 30 + random.nextInt(days * 24));
        List<Block> blocks = random.nextInt(12) == 0
                ? List.of(block(BlockReason.RAIN_DELAY, 0, 12 + random.nextInt(12)))
                : List.of();
        return new FieldDemand(
                "field-" + index,
                "canal-" + canal,
                new Target("valve-" + index, "valve"),
                random.nextDouble(0.05, 0.15),
                hectares * millimetres * 10 / EFFICIENCY,
                monday.plus(Duration.ofHours(earliest)),
                monday.plus(Duration.ofHours(dueBy)),
                monday.plus(Duration.ofDays(days)),
                random.nextInt(4) == 0 ? 2 : 1,
                rice,
                Duration.ofHours(2),
                List.of(),
                blocks);
    }

    private Block block(BlockReason reason, int fromHour, int hours) {
        Instant from = monday.plus(Duration.ofHours(fromHour));
        return new Block(reason, new Period(from, from.plus(Duration.ofHours(hours))));
    }
}
