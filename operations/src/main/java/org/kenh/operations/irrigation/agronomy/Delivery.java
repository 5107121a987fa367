package org.kenh.operations.irrigation.agronomy;

/**
 * What it takes to bring water to a field.
 *
 * @param efficiency part of the water taken from the source that reaches roots or paddy, above 0 up to 1
 * @param leaching part of it that has to wash salt out of the roots, below 1
 * @param hectares area of the field
 */
public record Delivery(double efficiency, double leaching, double hectares) {
    private static final double CUBIC_METRES = 10;

    public Delivery {
        Checks.within("efficiency", efficiency, 0.05, 1);
        Checks.within("leaching fraction", leaching, 0, 0.9);
        Checks.within("area in hectares", hectares, 0, 100_000);
    }

    /** Water in mm to take for a net depth in mm. */
    public double gross(double net) {
        return net / efficiency / (1 - leaching);
    }

    /** Water in m³ to take for a net depth in mm on the whole field. */
    public double cubicMetres(double net) {
        return gross(net) * CUBIC_METRES * hectares;
    }
}
