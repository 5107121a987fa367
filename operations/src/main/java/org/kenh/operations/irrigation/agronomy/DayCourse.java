package org.kenh.operations.irrigation.agronomy;

import java.time.LocalTime;

/** How the water of a day goes from hour to hour. */
public final class DayCourse {
    private static final double SECONDS = 86_400;
    private static final double SUNRISE = 6;
    private static final double DAYLIGHT = 12;

    private DayCourse() {}

    /** Part of the 24 hours that is over; percolation goes with it. */
    public static double passed(LocalTime time) {
        return time.toSecondOfDay() / SECONDS;
    }

    /** Part of the day's evapotranspiration that is over: it goes with the sun, taken as a half wave from 6 to 18 h. */
    public static double evaporated(LocalTime time) {
        double passed = Math.clamp((24 * passed(time) - SUNRISE) / DAYLIGHT, 0, 1);
        return (1 - Math.cos(Math.PI * passed)) / 2;
    }
}
