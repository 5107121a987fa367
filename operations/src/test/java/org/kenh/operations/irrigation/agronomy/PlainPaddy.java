package org.kenh.operations.irrigation.agronomy;

import java.util.Random;

/**
 * Rice, reckoned with two stores: water on the soil, and what the soil lacks to saturation, both in mm. What comes fills the soil first;
 * what goes is taken from the surface first. Nothing of the production code is used, so that it can be held against it.
 */
final class PlainPaddy {
    private static final double POROSITY = 0.05;
    private static final double BUND = 150;
    private static final double PERCOLATION = 3;
    private static final double AVAILABLE = 125;
    private static final double FREE = 300 * POROSITY;

    double surface;
    double lack;
    double evapotranspiration;
    double percolation;
    double runoff;
    double correction;

    PlainPaddy(double level) {
        surface = level > 0 ? level : 0;
        lack = level < 0 ? -level * POROSITY : 0;
    }

    /** One day; what is counted from planting has stages of 20, 30, 40 and 30 days. */
    void day(int number, DayWater water, PlainReading reading) {
        double kc = number < 20
                ? 1.05
                : number < 50
                        ? 1.05 + 0.15 * (number - 20) / 30
                        : number < 90 ? 1.20 : number < 120 ? 1.20 - 0.45 * (number - 90) / 30 : 0.75;
        double came = water.rain() + water.irrigation() + water.capillaryRise();
        give(came);

        double etc = kc * water.reference();
        double ks = lack <= 0.2 * AVAILABLE ? 1 : (AVAILABLE - lack) / (0.8 * AVAILABLE);
        evapotranspiration = Math.max(0, Math.min(ks * etc, surface + AVAILABLE - lack));
        take(evapotranspiration);

        double free = surface + Math.max(0, FREE - lack);
        percolation = Math.min(PERCOLATION, free);
        take(percolation);

        double drained = Math.min(surface, water.drainage());
        surface -= drained;
        double spilled = surface > BUND ? surface - BUND : 0;
        surface -= spilled;
        runoff = drained + spilled;

        correction = 0;
        if (reading.isUsable() && reading.value() >= -1000 && reading.value() <= BUND + 500) {
            follow(reading, came);
        }
    }

    double storage() {
        return surface - lack;
    }

    double level() {
        return surface > 0 ? surface : -lack / POROSITY;
    }

    /** A tube near the true level, seldom a broken one. */
    double tube(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> -1_500;
            case 1 -> -305;
            default -> level() + 60 * (random.nextDouble() - 0.5);
        };
    }

    private void follow(PlainReading reading, double came) {
        double measured = reading.value() > 0 ? reading.value() : POROSITY * reading.value();
        if (reading.value() <= -300) {
            // Dry: the free water is gone, and perhaps more.
            measured = lack > FREE ? storage() : -FREE;
        }
        double most = reading.isFresh() ? measured : measured + came;
        double before = storage();
        double wanted = Math.min(most, Math.max(measured, before));
        correction = wanted - before;
        surface = Math.max(0, wanted);
        lack = Math.max(0, -wanted);
    }

    private void give(double millimetres) {
        double soaked = Math.min(lack, millimetres);
        lack -= soaked;
        surface += millimetres - soaked;
    }

    private void take(double millimetres) {
        double fromAbove = Math.min(surface, millimetres);
        surface -= fromAbove;
        lack += millimetres - fromAbove;
    }
}
