package org.kenh.operations.irrigation.field;

import java.util.Optional;

/**
 * A canal with fields on it.
 *
 * @param area in which it lies
 * @param parent the canal that feeds it; empty where pumps or a gate do
 * @param capacity m³/s
 * @param openAtOnce how many of its fields may take water at the same time; 1: in turn
 * @param efficiency the share of the water that reaches the fields, 0 to 1
 * @param level above which the canal is too high to be filled (drainage mode)
 * @param flood the gauge whose level I (báo động I) brings drainage mode
 */
public record Canal(
        String id,
        String name,
        String area,
        Optional<String> parent,
        double capacity,
        int openAtOnce,
        double efficiency,
        Optional<Limit> level,
        Optional<Limit> flood,
        int revision)
        implements Work {}
