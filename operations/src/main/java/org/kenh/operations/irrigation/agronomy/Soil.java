package org.kenh.operations.irrigation.agronomy;

/** Volumetric water of a soil at field capacity and at the wilting point, m³/m³. */
public record Soil(double fieldCapacity, double wiltingPoint) {
    public Soil {
        Checks.within("wilting point", wiltingPoint, 0, 0.6);
        Checks.within("field capacity", fieldCapacity, wiltingPoint + 0.01, 0.7);
    }

    /** TAW: mm of water that roots of a depth in m can take. */
    public double available(double rootDepth) {
        return 1_000 * (fieldCapacity - wiltingPoint) * rootDepth;
    }
}
