package org.kenh.operations.irrigation.desk;

/** Where plans come from. */
public record Surroundings(
        WorkSource works, DemandSource demands, Blocks blocks, PumpStates pumps, Courses courses, Solver solver) {}
