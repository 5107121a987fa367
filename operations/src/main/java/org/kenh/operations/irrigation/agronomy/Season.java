package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * One crop on one field, from planting to harvest.
 *
 * @param planted day of sowing or transplanting, day 0
 * @param stages of this variety on this field
 * @param coefficients adjusted to the climate or by the staff
 * @param roots on this field
 */
public record Season(
        Crop crop, LocalDate planted, StageLengths stages, CropCoefficients coefficients, RootDepth roots) {
    /** A season with the crop's own values. */
    public static Season of(Crop crop, LocalDate planted) {
        return new Season(crop, planted, crop.stages(), crop.coefficients(), crop.roots());
    }

    public Season withStages(StageLengths own) {
        return new Season(crop, planted, own, coefficients, roots);
    }

    public Season withCoefficients(CropCoefficients own) {
        return new Season(crop, planted, stages, own, roots);
    }

    public Season withRoots(RootDepth own) {
        return new Season(crop, planted, stages, coefficients, own);
    }

    /** Days after planting; negative before. */
    public int dayNumber(LocalDate day) {
        return Math.toIntExact(ChronoUnit.DAYS.between(planted, day));
    }

    public Stage stageOn(LocalDate day) {
        return stages.on(dayNumber(day));
    }

    public double coefficientOn(LocalDate day) {
        return coefficients.on(dayNumber(day), stages);
    }

    public double rootDepthOn(LocalDate day) {
        return roots.on(dayNumber(day), stages);
    }

    /** The day of harvest, the first after the season. */
    public LocalDate harvest() {
        return planted.plusDays(stages.total());
    }
}
