package org.kenh.operations.irrigation.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.kenh.operations.irrigation.plan.BandEnergy;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.TariffBand;
import org.kenh.operations.irrigation.plan.TariffCalendar;

/** Cuts energy by the bands of a tariff. */
final class Bands {
    static final double MILLIS_PER_HOUR = 3_600_000;

    private Bands() {}

    /** What each stretch took, added up by band and price; empty if it is not known of one of them. */
    static Optional<List<BandEnergy>> split(
            Period period, TariffCalendar tariff, Function<Period, OptionalDouble> kilowattHours) {
        Map<Key, Double> sums = new LinkedHashMap<>();
        for (TariffCalendar.Stretch stretch : tariff.stretches(period)) {
            OptionalDouble taken = kilowattHours.apply(stretch.period());
            if (taken.isEmpty()) {
                return Optional.empty();
            }
            TariffBand band = stretch.band();
            sums.merge(new Key(band.code(), band.price()), taken.getAsDouble(), Double::sum);
        }
        List<BandEnergy> bands = new ArrayList<>();
        sums.forEach((key, taken) -> bands.add(new BandEnergy(key.code(), key.price(), taken, taken * key.price())));
        return Optional.of(List.copyOf(bands));
    }

    private record Key(String code, double price) {}
}
