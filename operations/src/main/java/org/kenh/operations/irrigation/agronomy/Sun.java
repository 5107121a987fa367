package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;

/**
 * The sun over a place on one day (FAO-56 eqs. 21–25 and 34).
 *
 * @param distance inverse relative distance to the earth
 * @param declination rad
 * @param sunsetAngle hour angle of sunset, rad
 * @param extraterrestrial radiation outside the atmosphere, MJ/m² a day
 * @param daylight hours
 */
public record Sun(double distance, double declination, double sunsetAngle, double extraterrestrial, double daylight) {
    /** Solar constant, MJ/m² a minute. */
    static final double CONSTANT = 0.0820;

    public static Sun on(LocalDate day, double latitude) {
        return on(day.getDayOfYear(), latitude);
    }

    /** Day 1 to 366; latitude in degrees. */
    public static Sun on(int dayOfYear, double latitude) {
        Checks.within("day of year", dayOfYear, 1, 366);
        double phi = Math.toRadians(Checks.within("latitude", latitude, -66, 66));
        double season = 2 * Math.PI * dayOfYear / 365;
        double distance = 1 + 0.033 * Math.cos(season);
        double declination = 0.409 * Math.sin(season - 1.39);
        double sunset = Math.acos(Math.clamp(-Math.tan(phi) * Math.tan(declination), -1, 1));
        double extraterrestrial = 24
                * 60
                / Math.PI
                * CONSTANT
                * distance
                * (sunset * Math.sin(phi) * Math.sin(declination)
                        + Math.cos(phi) * Math.cos(declination) * Math.sin(sunset));
        return new Sun(distance, declination, sunset, extraterrestrial, 24 * sunset / Math.PI);
    }
}
