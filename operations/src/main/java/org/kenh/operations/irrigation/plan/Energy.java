package org.kenh.operations.irrigation.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What running for some time takes, by tariff band. */
final class Energy {
    private static final double MILLIS_PER_HOUR = 3_600_000;

    private Energy() {}

    /**
     * Of a constant power.
     *
     * @param power kW
     */
    static List<BandEnergy> of(double power, Period period, TariffCalendar tariff) {
        Map<TariffBand, Double> hours = new LinkedHashMap<>();
        tariff.stretches(period)
                .forEach(stretch -> hours.merge(
                        stretch.band(), stretch.period().length().toMillis() / MILLIS_PER_HOUR, Double::sum));
        List<BandEnergy> bands = new ArrayList<>();
        hours.forEach((band, time) ->
                bands.add(new BandEnergy(band.code(), band.price(), power * time, power * time * band.price())));
        return bands;
    }

    /** The part of an overlapping period that lies within. */
    static Period within(Period period, Horizon horizon) {
        Instant from = period.from().isBefore(horizon.start()) ? horizon.start() : period.from();
        Instant to = period.to().isAfter(horizon.end()) ? horizon.end() : period.to();
        return new Period(from, to);
    }
}
