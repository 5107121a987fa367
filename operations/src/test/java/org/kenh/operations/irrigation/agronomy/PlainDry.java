package org.kenh.operations.irrigation.agronomy;

import java.util.Random;

/**
 * Cabbage on soil of 16 % available water, reckoned as FAO-56 chapter 8 writes it, with the depletion Dr in mm. Nothing of the production
 * code is used, so that it can be held against it.
 */
final class PlainDry {
    double depletion;
    double evapotranspiration;
    double percolation;
    double runoff;
    double rain;
    double correction;

    PlainDry(double depletion) {
        this.depletion = depletion;
    }

    /** One day; what is counted from planting has stages of 40, 60, 50 and 15 days. */
    void day(int number, DayWater water, PlainReading reading) {
        double et0 = water.reference();
        double kc = number < 40
                ? 0.70
                : number < 100
                        ? 0.70 + 0.35 * (number - 40) / 60
                        : number < 150 ? 1.05 : 1.05 - 0.10 * (number - 150) / 15;
        double roots = number < 40 ? 0.15 : number < 100 ? 0.15 + 0.35 * (number - 40) / 60 : 0.50;
        double taw = 1000 * (0.36 - 0.20) * roots;
        double etc = kc * et0;
        double p = Math.min(0.8, Math.max(0.1, 0.45 + 0.04 * (5 - etc)));
        double raw = p * taw;

        boolean counts = water.rain() >= 0.2 * et0;
        rain = counts ? water.rain() : 0;
        runoff = rain > 0 ? water.runoff() : 0;
        double afterWatering = depletion - water.irrigation();
        if (afterWatering < 0) {
            afterWatering = 0;
        }
        double ks = afterWatering <= raw ? 1 : (taw - afterWatering) / (taw - raw);
        evapotranspiration = ks * etc;
        if (evapotranspiration > taw - afterWatering) {
            evapotranspiration = taw - afterWatering;
        }
        depletion = depletion - (rain - runoff) - water.irrigation() - water.capillaryRise() + evapotranspiration;
        percolation = 0;
        if (depletion < 0) {
            percolation = -depletion;
            depletion = 0;
        }
        correction = 0;
        if (reading.isUsable() && reading.value() >= 0.01 && reading.value() <= 0.65) {
            double measured = 1000 * roots * (0.36 - reading.value());
            measured = Math.max(0, Math.min(taw, measured));
            // An old reading may be followed by all that came.
            double wettest =
                    reading.isFresh() ? measured : measured - rain - water.irrigation() - water.capillaryRise();
            double followed = Math.max(wettest, Math.min(measured, depletion));
            double half = (followed - depletion) / 2;
            depletion += half;
            correction = -half;
        }
    }

    /** A probe near the true water, seldom a broken one. */
    double probe(Random random, double roots) {
        return random.nextInt(8) == 0 ? 31 : 0.36 - depletion / (1000 * roots) + 0.06 * (random.nextDouble() - 0.5);
    }
}
