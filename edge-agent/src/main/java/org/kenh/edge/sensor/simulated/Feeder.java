package org.kenh.edge.sensor.simulated;

import org.kenh.edge.sensor.simulated.Effect.Kind;

/** The grid at a site: in a storm a line falls now and then, and a scenario cuts it. */
final class Feeder {
    private static final double SLOT = 5_400;

    private final String site;
    private final Weather weather;
    private final Timeline timeline;
    private final Chance chance;
    private long slot = Long.MIN_VALUE;
    private double begin;
    private double end;

    Feeder(String site, Weather weather, Timeline timeline, long seed) {
        this.site = site;
        this.weather = weather;
        this.timeline = timeline;
        this.chance = new Chance(seed, site);
    }

    /** Whether the grid supplies the site. */
    boolean mains(double seconds) {
        long current = (long) Math.floor(seconds / SLOT);
        if (current != slot) {
            enter(current);
        }
        boolean fallen = seconds >= begin && seconds < end;
        return !fallen && !timeline.hits(Kind.MAINS, site, seconds);
    }

    /** Of the nominal voltage, before load: lower in the evening. */
    double voltage(double seconds) {
        double evening = Math.exp(-Math.pow((LocalTime.hour(seconds) - 19.5) / 2.2, 2));
        double share = 1.008 - 0.018 * evening + 0.0056 * chance.curve(seconds, 1_300);
        return share * timeline.factor(Kind.VOLTAGE, site, seconds);
    }

    private void enter(long current) {
        slot = current;
        begin = current * SLOT + chance.unit(current * 5 + 1) * 3_600;
        double length = 300 + 1_200 * chance.unit(current * 5 + 2);
        boolean falls = chance.unit(current * 5) < 0.12 && weather.naturalRain(begin) > 3;
        end = falls ? begin + length : begin;
    }
}
