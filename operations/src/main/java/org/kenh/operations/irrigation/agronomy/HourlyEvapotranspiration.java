package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reference evapotranspiration hour by hour (FAO-56 eq. 53 with its resistance of 0.34 by day and night; ASCE and the later
 * FAO paper use others for single hours).
 *
 * @param hours the hours of the day that had weather, in order
 * @param clearness Rs/Rso of the last afternoon, to go on with after midnight
 */
public record HourlyEvapotranspiration(LocalDate day, List<HourlyTerms> hours, double clearness) {
    /** Rs/Rso of the evening before when it is not known: FAO-56 gives 0.4 to 0.6 for humid climates. */
    public static final double HUMID_NIGHT = 0.5;

    private static final double STEFAN_BOLTZMANN = 4.903e-9 / 24;
    private static final double AERODYNAMIC = 37;
    private static final double RESISTANCE = 0.34;

    /** Below this height (rad) the sun is too low for a ratio of two small numbers to tell of clouds (ASCE 2005). */
    private static final double LOW_SUN = 0.3;

    /** FAO-56 takes the clouds of the night from the time until so long (rad) before sunset. */
    private static final double BEFORE_SUNSET = 0.52;

    public HourlyEvapotranspiration {
        hours = List.copyOf(hours);
    }

    /**
     * Goes through a day.
     *
     * @param weather of the 24 hours; empty where an hour is missing
     * @param clearness Rs/Rso of the evening before, or {@link #HUMID_NIGHT}
     */
    public static HourlyEvapotranspiration of(
            Clocked clocked, List<Optional<HourlyWeather>> weather, double clearness) {
        if (weather.size() != 24) {
            throw new IllegalArgumentException("a day has 24 hours, there are " + weather.size());
        }
        List<HourlyTerms> hours = new ArrayList<>();
        double carried = Checks.within("clearness", clearness, 0, 1);
        for (int hour = 0; hour < weather.size(); hour++) {
            if (weather.get(hour).isPresent()) {
                HourSun sun = HourSun.at(clocked.place(), clocked.day(), hour, clocked.offset());
                HourlyTerms terms =
                        hour(sun, clocked.place().elevation(), weather.get(hour).get(), carried);
                hours.add(terms);
                if (sun.height() >= LOW_SUN && sun.angle() <= sun.sunsetAngle() - BEFORE_SUNSET) {
                    carried = terms.clearness();
                }
            }
        }
        return new HourlyEvapotranspiration(clocked.day(), hours, carried);
    }

    /** One hour; {@code clearness} counts while the sun is too low to tell it. */
    public static HourlyTerms hour(HourSun sun, double elevation, HourlyWeather weather, double clearness) {
        double saturation = Atmosphere.saturation(weather.temperature());
        double vapour = saturation * weather.humidity() / 100;
        double clearSky = Atmosphere.clearSky(sun.extraterrestrial(), elevation);
        double ratio = sun.height() >= LOW_SUN ? Math.min(1, weather.radiation() / clearSky) : clearness;
        double netShortwave = (1 - Atmosphere.ALBEDO) * weather.radiation();
        double netLongwave = STEFAN_BOLTZMANN
                * Atmosphere.fourthPower(weather.temperature())
                * (0.34 - 0.14 * Math.sqrt(vapour))
                * Atmosphere.openness(ratio, 1);
        double net = netShortwave - netLongwave;
        double soilHeat = (isDay(sun) ? 0.1 : 0.5) * net;
        double depth = depth(elevation, weather, net - soilHeat, saturation - vapour);
        return new HourlyTerms(
                sun, saturation, vapour, clearSky, ratio, netShortwave, netLongwave, net, soilHeat, depth);
    }

    /** Sum of the hours; that of the day only if {@link #isComplete}. */
    public double millimetres() {
        return hours.stream().mapToDouble(HourlyTerms::millimetres).sum();
    }

    public boolean isComplete() {
        return hours.size() == 24;
    }

    private static boolean isDay(HourSun sun) {
        return sun.extraterrestrial() > 0;
    }

    private static double depth(double elevation, HourlyWeather weather, double energy, double deficit) {
        double slope = Atmosphere.slope(weather.temperature());
        double psychrometric = Atmosphere.psychrometric(Atmosphere.pressure(elevation));
        double windPart = psychrometric * AERODYNAMIC / (weather.temperature() + 273) * weather.wind() * deficit;
        double depth = (PenmanMonteith.EVAPORATED * slope * energy + windPart)
                / (slope + psychrometric * (1 + RESISTANCE * weather.wind()));
        return Math.max(0, depth);
    }

    /**
     * A day at a place by its clock.
     *
     * @param offset of the clock from UTC in hours
     */
    public record Clocked(Place place, LocalDate day, double offset) {}
}
