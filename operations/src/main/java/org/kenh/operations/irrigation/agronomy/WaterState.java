package org.kenh.operations.irrigation.agronomy;

/**
 * A field's water at one moment.
 *
 * @param storage mm: of a dry crop the negative depletion, of a paddy the water of {@link PaddyField#levelAt}
 */
public record WaterState(double storage, Confidence confidence) {
    public WaterState {
        Checks.within("storage", storage, -5_000, 5_000);
    }

    /** Depletion Dr of a dry crop in mm, not measured. */
    public static WaterState depleted(double depletion) {
        return new WaterState(-depletion, Confidence.neverMeasured());
    }

    /** Dr of a dry crop in mm. */
    public double depletion() {
        return Math.max(0, -storage);
    }
}
