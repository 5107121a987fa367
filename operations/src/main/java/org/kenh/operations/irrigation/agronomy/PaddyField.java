package org.kenh.operations.irrigation.agronomy;

/**
 * What a rice field's water depends on. Water level is in mm over the soil surface, negative below it; storage is the water
 * itself in mm: the level above the surface, and {@code porosity × level} below.
 *
 * @param bund height of the bund above the soil, mm
 * @param percolation mm a day while there is free water
 * @param porosity drainable porosity of the soil below the surface, usually 0.05 to 0.08
 * @param available mm that the roots can take from saturated soil down to the wilting point
 */
public record PaddyField(double bund, double percolation, double porosity, double available) {
    /** A heavy soil of half a metre of roots holds about so much between saturation and wilting. */
    public static final double USUAL_AVAILABLE = 125;

    /** Below this level in mm the soil has given up its free water: nothing percolates, and a water tube is dry. */
    public static final double FREE_WATER_ENDS = -300;

    public PaddyField {
        Checks.within("bund height", bund, 50, 1_000);
        Checks.within("percolation", percolation, 0, 50);
        Checks.within("drainable porosity", porosity, 0.01, 0.3);
        Checks.within("available water", available, -FREE_WATER_ENDS * porosity, 600);
    }

    /** Storage in mm at a level in mm. */
    public double storageAt(double level) {
        return level > 0 ? level : level * porosity;
    }

    /** Level in mm at a storage in mm; below {@link #FREE_WATER_ENDS} a measure of dryness only. */
    public double levelAt(double storage) {
        return storage > 0 ? storage : storage / porosity;
    }
}
