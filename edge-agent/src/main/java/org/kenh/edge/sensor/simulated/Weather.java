package org.kenh.edge.sensor.simulated;

import java.util.List;
import org.kenh.edge.sensor.simulated.Effect.Kind;

/**
 * The weather at a few places, a function of seed, time and scenario alone. About every 40 hours it rains somewhere between a
 * shower and a storm; the places get their rain a little earlier or later, more or less. Not thread-safe.
 */
final class Weather {
    private static final double SPELL = 40 * 3600.0;
    private static final double INTEGRATION_STEP = 300;
    /** Mean temperature of each month in the south of Hà Nội, Celsius. */
    private static final double[] MONTHLY = {16.8, 17.9, 20.6, 24.4, 27.8, 29.4, 29.5, 28.9, 27.8, 25.4, 22.0, 18.4};
    /** Rain of a spell in each month, as a share of that in the wettest ones. */
    private static final double[] WETNESS = {.35, .35, .45, .55, .8, .95, 1, 1, .95, .75, .55, .4};

    private final Chance chance;
    private final List<String> places;
    private final double latitude;
    private final Timeline timeline;
    private double meanRainAt = Double.NaN;
    private double meanRain;
    private double evapotranspirationAt = Double.NaN;
    private double evapotranspiration;

    Weather(long seed, List<String> places, double latitude) {
        this(seed, places, latitude, new Timeline(seed));
    }

    Weather(long seed, List<String> places, double latitude, Timeline timeline) {
        this.chance = new Chance(seed, "weather");
        this.timeline = timeline;
        this.places = List.copyOf(places);
        this.latitude = Math.toRadians(latitude);
    }

    List<String> places() {
        return places;
    }

    /** Rain at a place, mm/h. */
    double rain(String place, double seconds) {
        int number = Math.max(0, places.indexOf(place));
        double shifted = seconds - number * 700.0;
        long spell = (long) Math.floor(shifted / SPELL);
        double rain = Math.max(rainOfSpell(spell, shifted), rainOfSpell(spell - 1, shifted))
                * chance.between(spell * 31 + number, 0.75, 1.25)
                * timeline.factor(Kind.RAIN_SHARE, place, seconds);
        double storm = timeline.added(Kind.RAIN, place, seconds);
        return storm == 0 ? rain : Math.max(rain, storm * (1 + 0.35 * chance.curve(shifted, 2_100)));
    }

    /** Rain over the district if there were no scenario, mm/h. */
    double naturalRain(double seconds) {
        long spell = (long) Math.floor(seconds / SPELL);
        return Math.max(rainOfSpell(spell, seconds), rainOfSpell(spell - 1, seconds));
    }

    /** Rain over the district, mm/h. */
    double meanRain(double seconds) {
        // Every part of the plant asks for the same moment.
        if (seconds != meanRainAt) {
            meanRain = computeMeanRain(seconds);
            meanRainAt = seconds;
        }
        return meanRain;
    }

    private double computeMeanRain(double seconds) {
        double sum = 0;
        for (String place : places) {
            sum += rain(place, seconds);
        }
        return sum / places.size();
    }

    /** Rain that fell at a place between two times, mm. */
    double rainBetween(String place, double from, double to) {
        double sum = 0;
        for (double at = from; at < to; at += INTEGRATION_STEP) {
            double step = Math.min(INTEGRATION_STEP, to - at);
            sum += rain(place, at + step / 2) * step / 3600;
        }
        return sum;
    }

    /** Air temperature, Celsius. */
    double temperature(double seconds) {
        double daily = 3.8 * Math.cos(2 * Math.PI * (LocalTime.hour(seconds) - 14.5) / 24);
        double warmer = timeline.added(Kind.HEAT, "", seconds);
        return mean(seconds) + warmer + daily * (1 - 0.55 * cloud(seconds)) - 1.5 * wetness(seconds);
    }

    /** Mean temperature of these days, Celsius. */
    double mean(double seconds) {
        return seasonal(MONTHLY, seconds) + 1.8 * chance.curve(seconds, 3 * 86_400.0);
    }

    /** Relative humidity, %. */
    double humidity(double seconds) {
        double dryness = 3.2 * (temperature(seconds) - mean(seconds)) + 5 * chance.curve(seconds + 9e6, 50_000);
        return clamp(80 - dryness + 14 * wetness(seconds), 40, 100);
    }

    /** Global radiation, W/m2. */
    double radiation(double seconds) {
        double declination = 0.409 * Math.sin(2 * Math.PI / 365 * LocalTime.dayOfYear(seconds) - 1.39);
        double angle = Math.PI * (LocalTime.hour(seconds) - 12) / 12;
        double height = Math.sin(latitude) * Math.sin(declination)
                + Math.cos(latitude) * Math.cos(declination) * Math.cos(angle);
        double clear = height <= 0 ? 0 : 1050 * Math.pow(height, 1.15);
        return clear * clearness(seconds);
    }

    /** Wind at 2 m, m/s. */
    double wind(double seconds) {
        double day = Math.max(0, Math.sin(Math.PI * (LocalTime.hour(seconds) - 7) / 13));
        double gusts = 0.7 * chance.curve(seconds, 900) + 0.6 * chance.curve(seconds, 9_000);
        double storm = timeline.added(Kind.WIND, "", seconds) * (1 + 0.3 * chance.curve(seconds, 300));
        return Math.max(0, 1.1 + 1.2 * day + gusts + 2.5 * wetness(seconds) + storm);
    }

    /** Where the wind comes from, degrees from north. */
    double windDirection(double seconds) {
        return (140 + 90 * chance.curve(seconds + 5e6, 40_000) + 360) % 360;
    }

    /** Air pressure, Pa. */
    double pressure(double seconds) {
        double tide = 150 * Math.cos(4 * Math.PI * (LocalTime.hour(seconds) - 10) / 24);
        return 101_250 + 600 * chance.curve(seconds, 2.5 * 86_400) + tide - 250 * wetness(seconds);
    }

    /** Reference evapotranspiration, mm/h. */
    double evapotranspiration(double seconds) {
        if (seconds != evapotranspirationAt) {
            evapotranspiration = Evapotranspiration.hourly(
                    temperature(seconds), humidity(seconds), radiation(seconds), wind(seconds), clearness(seconds));
            evapotranspirationAt = seconds;
        }
        return evapotranspiration;
    }

    /** Share of the radiation of a clear sky. */
    private double clearness(double seconds) {
        return 1 - 0.78 * Math.pow(cloud(seconds), 1.4);
    }

    private double rainOfSpell(long spell, double seconds) {
        double start = spell * SPELL + chance.between(spell * 11, 0, SPELL * 0.7);
        double duration = chance.between(spell * 11 + 1, 2.0, 8.0) * 3600;
        double part = (seconds - start) / duration;
        if (part <= 0 || part >= 1) {
            return 0;
        }
        double depth = (6 + 55 * Math.pow(chance.unit(spell * 11 + 2), 2)) * seasonal(WETNESS, start);
        double shape = 2 * Math.pow(Math.sin(Math.PI * part), 2);
        double showers = Math.max(0, 1 + 0.9 * chance.curve(seconds, 1_500));
        return depth / (duration / 3600) * shape * showers;
    }

    /** 0 in dry weather to 1 in heavy rain. */
    private double wetness(double seconds) {
        return Math.min(1, meanRain(seconds) / 8);
    }

    private double cloud(double seconds) {
        double passing = 0.5 + 0.45 * chance.curve(seconds, 60_000) + 0.15 * chance.curve(seconds, 2_700);
        return clamp(Math.max(passing, 0.97 * Math.min(1, meanRain(seconds))), 0, 1);
    }

    private static double seasonal(double[] monthly, double seconds) {
        double place = LocalTime.dayOfYear(seconds) / 365.2425 * 12 - 0.5 + 12;
        int month = (int) Math.floor(place);
        double part = place - month;
        return monthly[month % 12] * (1 - part) + monthly[(month + 1) % 12] * part;
    }

    private static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }
}
