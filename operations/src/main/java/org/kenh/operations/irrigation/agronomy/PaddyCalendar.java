package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Which phase a rice field is in on which day. Days are counted from transplanting (or sowing), which is day 0.
 *
 * @param threshold mm below 0 at which water is given in alternate wetting and drying, −150 to 0; usually −50
 * @param preparation days of land preparation before day 0
 * @param fertilised days on which fertiliser is spread and the water is held
 * @param hold days for which it is held, 3 to 5
 * @param flowering day of flowering
 * @param dryDays last days without water, 10 to 14
 * @param directSown true: seed lies on the field, which is kept wet but not flooded until it has come up
 */
public record PaddyCalendar(
        Season season,
        double threshold,
        int preparation,
        List<LocalDate> fertilised,
        int hold,
        int flowering,
        int dryDays,
        boolean directSown) {
    /** Gives the best yields in the trials of the Red River Delta. */
    public static final double USUAL_THRESHOLD = -50;

    /** Lowest threshold that is safe for the yield. */
    public static final double LOWEST_THRESHOLD = -150;

    private static final double FULL = 50;
    private static final double FERTILISER_LEVEL = 30;
    private static final int ESTABLISHED = 14;
    private static final int AROUND_FLOWERING = 7;

    /** Seed under water rots; days before sowing from which no more water is put on, and after it until leaves stand. */
    private static final int DRAINED_BEFORE = 3;

    private static final int SEED_COMES_UP = 10;

    /** Level in mm down to which the soil around the seed is still wet. */
    private static final double SEEDBED = -150;

    /** Below the threshold by this much the roots lose the water that they can still reach. */
    private static final double SAFE_BELOW_THRESHOLD = 50;

    public PaddyCalendar {
        Checks.within("threshold", threshold, LOWEST_THRESHOLD, 0);
        Checks.within("days of land preparation", preparation, 0, 30);
        Checks.within("days of holding after fertiliser", hold, 3, 5);
        Checks.within("day of flowering", flowering, 0, season.stages().total());
        Checks.within("dry days before harvest", dryDays, 10, 14);
        fertilised = List.copyOf(fertilised);
    }

    /** Usual values; flowering where the late stage starts, as ripening takes about as long as that. */
    public static PaddyCalendar of(Season season) {
        return new PaddyCalendar(
                season, USUAL_THRESHOLD, 7, List.of(), 4, season.stages().lateStart(), 14, false);
    }

    public PaddyCalendar withThreshold(double millimetres) {
        return new PaddyCalendar(season, millimetres, preparation, fertilised, hold, flowering, dryDays, directSown);
    }

    public PaddyCalendar withFertilised(List<LocalDate> days) {
        return new PaddyCalendar(season, threshold, preparation, days, hold, flowering, dryDays, directSown);
    }

    /** The same with Kc adjusted to a climate. */
    PaddyCalendar in(Climate climate) {
        return new PaddyCalendar(
                season.in(climate), threshold, preparation, fertilised, hold, flowering, dryDays, directSown);
    }

    /** The same with seed instead of seedlings. */
    public PaddyCalendar sown() {
        return new PaddyCalendar(season, threshold, preparation, fertilised, hold, flowering, dryDays, true);
    }

    /** Whether seed lies on the field or soon will, so that it is kept wet without standing water. */
    boolean isSeedbed(LocalDate day) {
        int number = season.dayNumber(day);
        return directSown && number >= -DRAINED_BEFORE && number < SEED_COMES_UP;
    }

    public PaddyPhase phaseOn(LocalDate day) {
        int number = season.dayNumber(day);
        int total = season.stages().total();
        if (number < -preparation) {
            return PaddyPhase.IDLE;
        } else if (number >= total) {
            return PaddyPhase.HARVESTED;
        } else if (number >= total - dryDays) {
            return PaddyPhase.RIPENING;
        } else if (number < 0) {
            return PaddyPhase.LAND_PREPARATION;
        } else if (Math.abs(number - flowering) <= AROUND_FLOWERING) {
            return PaddyPhase.FLOWERING;
        } else if (fertilised.stream().anyMatch(from -> isWithin(day, from))) {
            return PaddyPhase.FERTILISER;
        }
        return number <= ESTABLISHED ? PaddyPhase.ESTABLISHMENT : PaddyPhase.WETTING_AND_DRYING;
    }

    /** Levels in mm to keep to; empty when no water may be given. */
    public Optional<Limits> levelsOn(LocalDate day) {
        if (isSeedbed(day)) {
            return Optional.of(new Limits(0, SEEDBED, SEEDBED - SAFE_BELOW_THRESHOLD));
        }
        return switch (phaseOn(day)) {
            case IDLE, RIPENING, HARVESTED -> Optional.empty();
            case LAND_PREPARATION -> Optional.of(new Limits(FULL, 20, 0));
            case ESTABLISHMENT -> Optional.of(new Limits(FULL, 10, 0));
            case FERTILISER -> Optional.of(new Limits(FERTILISER_LEVEL, 10, 0));
            case FLOWERING -> Optional.of(new Limits(FULL, 30, 0));
            case WETTING_AND_DRYING ->
                Optional.of(new Limits(FULL, threshold, Math.min(LOWEST_THRESHOLD, threshold - SAFE_BELOW_THRESHOLD)));
        };
    }

    private boolean isWithin(LocalDate day, LocalDate from) {
        return !day.isBefore(from) && day.isBefore(from.plusDays(hold));
    }
}
