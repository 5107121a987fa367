package org.kenh.operations.irrigation.agronomy;

/** Ways to bring water to a field, with the part of it that reaches the roots. */
public enum ApplicationMethod {
    /** Basins, borders and furrows. */
    SURFACE(0.60),
    SPRINKLER(0.75),
    DRIP(0.90);

    private final double efficiency;

    ApplicationMethod(double efficiency) {
        this.efficiency = efficiency;
    }

    public double efficiency() {
        return efficiency;
    }
}
