package org.kenh.operations.irrigation.demand;

import java.util.function.Function;
import org.kenh.telemetry.SeriesName;

/** What a station has measured, by the hour. */
record StationHours(
        Hours temperature, Hours humidity, Hours wind, Hours radiation, Hours rainToday, Hours rainIntensity) {
    StationHours(Function<Measured, Hours> read) {
        this(
                read.apply(Measured.TEMPERATURE),
                read.apply(Measured.HUMIDITY),
                read.apply(Measured.WIND),
                read.apply(Measured.RADIATION),
                read.apply(Measured.RAIN_TODAY),
                read.apply(Measured.RAIN_INTENSITY));
    }

    /** What is asked of it. */
    enum Measured {
        TEMPERATURE("temperature", Dimension.CELSIUS),
        HUMIDITY("humidity", Dimension.PERCENT),
        WIND("wind.speed", Dimension.METRES_PER_SECOND),
        RADIATION("radiation", Dimension.WATTS),
        RAIN_TODAY("rain.today", Dimension.MILLIMETRES),
        RAIN_INTENSITY("rain.intensity", Dimension.MILLIMETRES_PER_HOUR);

        private final String series;
        private final Dimension dimension;

        Measured(String series, Dimension dimension) {
            this.series = series;
            this.dimension = dimension;
        }

        SeriesName series() {
            return SeriesName.of(series);
        }

        Dimension dimension() {
            return dimension;
        }
    }
}
