package org.kenh.operations.irrigation.agronomy;

/**
 * A crop as the library or the staff describe it.
 *
 * @param id lower-case letters, digits and hyphens
 * @param depletion p: part of the available water that the crop takes without stress at 5 mm a day
 * @param height m when full grown
 * @param source of the values
 */
public record Crop(
        String id,
        Name name,
        Kind kind,
        CropCoefficients coefficients,
        StageLengths stages,
        RootDepth roots,
        double depletion,
        double height,
        String source) {
    public Crop {
        if (!id.matches("[a-z][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException("not an id of a crop: " + id);
        }
        Checks.within("depletion fraction", depletion, 0.1, 0.8);
        Checks.within("height", height, 0.05, 10);
    }

    /** How its field is watered. */
    public enum Kind {
        /** Rice that stands in water. */
        PADDY,
        /** A crop in soil that must not be flooded. */
        DRY
    }

    /** In Vietnamese and English. */
    public record Name(String vi, String en) {}
}
