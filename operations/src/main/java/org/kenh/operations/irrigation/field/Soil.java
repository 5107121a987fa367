package org.kenh.operations.irrigation.field;

/**
 * What a soil holds, as shares of its volume, and lets through.
 *
 * @param fieldCapacity θFC, what stays after free draining
 * @param wiltingPoint θWP, below which roots get nothing
 * @param saturation θs, all pores full
 * @param drainable μ, the share that drains when the water table falls (paddy)
 * @param percolation mm a day that a flooded field loses downwards
 */
public record Soil(
        double fieldCapacity, double wiltingPoint, double saturation, double drainable, double percolation) {}
