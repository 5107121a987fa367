package org.kenh.edge.sensor.simulated;

/**
 * What a probe finds in a river. Rain water dilutes salts and stirs up mud; waste water takes the oxygen and brings
 * salts and ammonium.
 */
final class WaterQuality {
    private final Waterway river;
    private final Weather weather;
    private final boolean poor;

    WaterQuality(Waterway river, Weather weather) {
        this.river = river;
        this.weather = weather;
        this.poor = river.config().poor();
    }

    double acidity() {
        return (poor ? 7.0 : 7.4) - 0.3 * fresh() - 0.5 * waste();
    }

    /** Dissolved oxygen, mg/l. */
    double oxygen(double seconds) {
        double warmth = weather.temperature(seconds) - weather.mean(seconds);
        double clean = (poor ? 1.4 : 4.3) + 2.2 * fresh() + 0.08 * warmth;
        return Math.max(0.2, clean * (1 - 0.9 * waste()));
    }

    /** Electrical conductivity, µS/cm. */
    double conductivity() {
        return (poor ? 860 : 410) * (1 - 0.45 * fresh()) + 1_300 * waste();
    }

    /** Ammonium nitrogen, mg/l. */
    double ammonium() {
        return (poor ? 4.5 : 0.5) * (1 - 0.6 * fresh()) + 14 * waste();
    }

    double turbidity() {
        return 22 + 260 * fresh() + 90 * waste();
    }

    private double waste() {
        return river.pollution();
    }

    /** Share of rain water in the river. */
    private double fresh() {
        return river.runoff() / (river.config().baseFlow() + river.runoff());
    }
}
