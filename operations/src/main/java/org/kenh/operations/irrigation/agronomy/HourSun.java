package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;

/**
 * The sun over a place in one hour (FAO-56 eqs. 28–33).
 *
 * @param angle hour angle at the middle of the hour, rad; 0 at noon
 * @param sunsetAngle rad
 * @param height of the sun over the horizon at the middle of the hour, rad; negative at night
 * @param extraterrestrial MJ/m² in the hour
 */
public record HourSun(double angle, double sunsetAngle, double height, double extraterrestrial) {
    private static final double HALF_HOUR = Math.PI / 24;

    /**
     * The sun in one hour of a civil day.
     *
     * @param hour 0 to 23: the hour that starts then by the clock
     * @param offset of the clock from UTC in hours
     */
    public static HourSun at(Place place, LocalDate day, int hour, double offset) {
        Sun sun = Sun.on(day, place.latitude());
        double phi = Math.toRadians(place.latitude());
        double clock = hour + 0.5 + (place.longitude() - 15 * offset) / 15 + correction(day.getDayOfYear());
        double angle = wrapped(Math.PI / 12 * (clock - 12));
        double from = Math.clamp(angle - HALF_HOUR, -sun.sunsetAngle(), sun.sunsetAngle());
        double until = Math.clamp(angle + HALF_HOUR, -sun.sunsetAngle(), sun.sunsetAngle());
        double upright = Math.sin(phi) * Math.sin(sun.declination());
        double across = Math.cos(phi) * Math.cos(sun.declination());
        double radiation = 12
                * 60
                / Math.PI
                * Sun.CONSTANT
                * sun.distance()
                * ((until - from) * upright + across * (Math.sin(until) - Math.sin(from)));
        double height = Math.asin(Math.clamp(upright + across * Math.cos(angle), -1, 1));
        return new HourSun(angle, sun.sunsetAngle(), height, Math.max(0, radiation));
    }

    /** Seasonal correction of solar time in hours (eqs. 32 and 33). */
    private static double correction(int dayOfYear) {
        double angle = 2 * Math.PI * (dayOfYear - 81) / 364;
        return 0.1645 * Math.sin(2 * angle) - 0.1255 * Math.cos(angle) - 0.025 * Math.sin(angle);
    }

    /** Into −π to π, as the clock of the zone may be hours from that of the sun. */
    private static double wrapped(double angle) {
        return Math.IEEEremainder(angle, 2 * Math.PI);
    }
}
