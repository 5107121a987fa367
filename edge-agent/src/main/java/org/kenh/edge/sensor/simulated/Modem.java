package org.kenh.edge.sensor.simulated;

import org.kenh.edge.sensor.simulated.Effect.Kind;

/** A device's way into the mobile network. */
final class Modem {
    private final String device;
    private final String site;
    private final Weather weather;
    private final Timeline timeline;
    private final Chance chance;

    Modem(String device, String site, Plant plant) {
        this.device = device;
        this.site = site;
        this.weather = plant.weather();
        this.timeline = plant.timeline();
        this.chance = new Chance(plant.seed(), device + "/modem");
    }

    /** Reference signal received power, dBm: rain takes a little, a scenario more. */
    double signal(double seconds) {
        double usual = chance.between(2, -104, -82) + 3 * chance.curve(seconds, 2_400);
        double taken = 0.15 * Math.min(20, weather.meanRain(seconds)) + timeline.added(Kind.SIGNAL, site, seconds);
        return Math.max(-140, usual - taken);
    }

    /** Whether the centre can be reached: a scenario names devices or sites whose link is lost. */
    boolean linked(double seconds) {
        return !timeline.hits(Kind.LINK, site, seconds) && !timeline.hits(Kind.LINK, device, seconds);
    }
}
