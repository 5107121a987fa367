package org.kenh.operations.irrigation.agronomy;

/** Kc of the initial and the mid stage and at harvest (FAO-56 table 12). */
public record CropCoefficients(double initial, double mid, double end) {
    /** FAO-56 adjusts Kc at harvest only where it is that large; smaller ones belong to crops that dry on the field. */
    private static final double ADJUSTED_END = 0.45;

    public CropCoefficients {
        Checks.within("Kc of the initial stage", initial, 0, 2);
        Checks.within("Kc of the mid stage", mid, 0, 2);
        Checks.within("Kc at harvest", end, 0, 2);
    }

    /** Kc on a day counted from planting: linear in the development and late stages (eq. 66), the ends before and after. */
    public double on(int day, StageLengths stages) {
        return switch (stages.on(day)) {
            case BEFORE, INITIAL -> initial;
            case DEVELOPMENT -> initial + (mid - initial) * (day - stages.initial()) / stages.development();
            case MID -> mid;
            case LATE -> mid + (end - mid) * (day - stages.lateStart()) / stages.late();
            case AFTER -> end;
        };
    }

    /**
     * The same for another climate than the table's (eqs. 62 and 65), within the bounds that FAO-56 gives for its use.
     *
     * @param wind mean of the stage, m/s at 2 m
     * @param driest mean of the daily lowest relative humidity, %
     * @param height of the crop, m
     */
    public CropCoefficients adjusted(double wind, double driest, double height) {
        double climate = 0.04 * (Math.clamp(wind, 1, 6) - 2) - 0.004 * (Math.clamp(driest, 20, 80) - 45);
        double change = climate * Math.pow(Math.clamp(height, 0.1, 10) / 3, 0.3);
        return new CropCoefficients(initial, mid + change, end >= ADJUSTED_END ? end + change : end);
    }
}
