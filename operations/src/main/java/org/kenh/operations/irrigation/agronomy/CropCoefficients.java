package org.kenh.operations.irrigation.agronomy;

import java.util.Optional;

/** Kc of the initial and the mid stage and at harvest (FAO-56 table 12). */
public record CropCoefficients(double initial, double mid, double end) {
    /** FAO-56 adjusts Kc at harvest only where it is that large; smaller ones belong to crops that dry on the field. */
    private static final double ADJUSTED_END = 0.45;

    private static final double MOST = 2;

    public CropCoefficients {
        Checks.within("Kc of the initial stage", initial, 0, MOST);
        Checks.within("Kc of the mid stage", mid, 0, MOST);
        Checks.within("Kc at harvest", end, 0, MOST);
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
     * The same for another climate than the table's (eqs. 62 and 65), within the bounds that FAO-56 gives for its use; a
     * stage whose climate is not known keeps its Kc.
     *
     * @param middle climate of the mid stage
     * @param late climate of the late stage
     * @param height of the crop, m
     */
    public CropCoefficients adjusted(Optional<Climate.Mean> middle, Optional<Climate.Mean> late, double height) {
        return new CropCoefficients(
                initial,
                middle.map(climate -> changed(mid, climate, height)).orElse(mid),
                late.filter(climate -> end >= ADJUSTED_END)
                        .map(climate -> changed(end, climate, height))
                        .orElse(end));
    }

    private static double changed(double coefficient, Climate.Mean climate, double height) {
        double wind = Math.clamp(climate.wind(), 1, 6);
        double driest = Math.clamp(climate.driest(), 20, 80);
        double change = (0.04 * (wind - 2) - 0.004 * (driest - 45)) * Math.pow(Math.clamp(height, 0.1, 10) / 3, 0.3);
        return Math.clamp(coefficient + change, 0, MOST);
    }
}
