package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Fields and weather that the tests share. */
final class Fields {
    static final LocalDate PLANTED = LocalDate.of(2026, 2, 10);
    static final CropLibrary LIBRARY = CropLibrary.bundled();

    /** The field of the worked examples: bund of 15 cm, 3 mm a day, drainable porosity 0.05. */
    static final PaddyField PADDY = new PaddyField(150, 3, 0.05, PaddyField.USUAL_AVAILABLE);

    private Fields() {}

    static PaddyBalance rice() {
        return rice(PADDY, PaddyCalendar.USUAL_THRESHOLD);
    }

    static PaddyBalance rice(PaddyField field, double threshold) {
        Season season = Season.of(LIBRARY.find("rice-local").orElseThrow(), PLANTED);
        return new PaddyBalance(field, PaddyCalendar.of(season).withThreshold(threshold));
    }

    static DryCropBalance cabbage() {
        return new DryCropBalance(
                new Soil(0.36, 0.20), Season.of(LIBRARY.find("cabbage").orElseThrow(), PLANTED));
    }

    /** Cabbage with roots of 40 cm all the season, as in the worked example. */
    static DryCropBalance cabbageOf40Centimetres() {
        Season season = Season.of(LIBRARY.find("cabbage").orElseThrow(), PLANTED);
        return new DryCropBalance(new Soil(0.36, 0.20), season.withRoots(new RootDepth(0.4, 0.4)));
    }

    /** Days of a wet climate: ET0 from 1 to 7 mm, rain on every third day, seldom a downpour; nothing irrigated. */
    static List<DayWater> weather(LocalDate first, int days, long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        List<DayWater> weather = new ArrayList<>();
        for (int index = 0; index < days; index++) {
            double reference = 1 + 6 * random.nextDouble();
            boolean rains = random.nextInt(3) == 0;
            double rain = rains ? -12 * Math.log(1 - random.nextDouble()) : 0;
            double downpour = random.nextInt(40) == 0 ? 150 * random.nextDouble() : 0;
            weather.add(DayWater.of(first.plusDays(index), reference, rain + downpour, 0));
        }
        return weather;
    }
}
