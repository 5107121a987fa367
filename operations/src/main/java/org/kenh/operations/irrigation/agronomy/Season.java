package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One crop on one field, from planting to harvest.
 *
 * @param planted day of sowing or transplanting, day 0
 * @param stages of this variety on this field
 * @param coefficients of the table or the staff, before the climate adjusts them
 * @param roots on this field
 * @param climate to which Kc is adjusted
 */
public record Season(
        Crop crop,
        LocalDate planted,
        StageLengths stages,
        CropCoefficients coefficients,
        RootDepth roots,
        Climate climate) {
    /** A season with the crop's own values, Kc as it is. */
    public static Season of(Crop crop, LocalDate planted) {
        return new Season(crop, planted, crop.stages(), crop.coefficients(), crop.roots(), Climate.UNKNOWN);
    }

    public Season withStages(StageLengths own) {
        return new Season(crop, planted, own, coefficients, roots, climate);
    }

    public Season withCoefficients(CropCoefficients own) {
        return new Season(crop, planted, stages, own, roots, climate);
    }

    public Season withRoots(RootDepth own) {
        return new Season(crop, planted, stages, coefficients, own, climate);
    }

    /** The same with Kc adjusted to a climate. */
    public Season in(Climate own) {
        return new Season(crop, planted, stages, coefficients, roots, own);
    }

    /** Days after planting; negative before. */
    public int dayNumber(LocalDate day) {
        return Math.toIntExact(ChronoUnit.DAYS.between(planted, day));
    }

    public Stage stageOn(LocalDate day) {
        return stages.on(dayNumber(day));
    }

    /**
     * Kc, adjusted to the means of the days of the mid and the late stage that come before this day: what is known later
     * does not change it.
     */
    public double coefficientOn(LocalDate day) {
        return coefficients.adjusted(middle(day), late(day), crop.height()).on(dayNumber(day), stages);
    }

    /** Kc without the climate. */
    public double tableCoefficientOn(LocalDate day) {
        return coefficients.on(dayNumber(day), stages);
    }

    /** The climate that Kc is adjusted to on a day: that of the late stage, until that is known that of the mid stage. */
    public Optional<Climate.Mean> climateOn(LocalDate day) {
        return late(day).or(() -> middle(day));
    }

    public double rootDepthOn(LocalDate day) {
        return roots.on(dayNumber(day), stages);
    }

    /** The day of harvest, the first after the season. */
    public LocalDate harvest() {
        return planted.plusDays(stages.total());
    }

    /** The first day whose climate matters. */
    public LocalDate middle() {
        return planted.plusDays(stages.midStart());
    }

    private Optional<Climate.Mean> middle(LocalDate day) {
        return climate.mean(middle(), earlier(day, planted.plusDays(stages.lateStart())));
    }

    private Optional<Climate.Mean> late(LocalDate day) {
        return climate.mean(planted.plusDays(stages.lateStart()), earlier(day, harvest()));
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
