package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Wind and dryness of past days where a crop stands: what brings Kc from the climate of FAO's tables (2 m/s, 45 %) to this one.
 *
 * @param days of which both are known
 */
public record Climate(NavigableMap<LocalDate, Day> days) {
    /** Fewer days say more of the weather than of the climate. */
    public static final int ENOUGH = 5;

    /** Of a place where nobody measures wind and humidity. */
    public static final Climate UNKNOWN = new Climate(Collections.emptyNavigableMap());

    public Climate {
        days = Collections.unmodifiableNavigableMap(new TreeMap<>(days));
    }

    /** The mean of the known days from the first on and before the end; empty if they are fewer than {@link #ENOUGH}. */
    public Optional<Mean> mean(LocalDate first, LocalDate end) {
        if (!first.isBefore(end)) {
            return Optional.empty();
        }
        Collection<Day> known = days.subMap(first, end).values();
        if (known.size() < ENOUGH) {
            return Optional.empty();
        }
        double wind = known.stream().mapToDouble(Day::wind).sum();
        double driest = known.stream().mapToDouble(Day::driest).sum();
        return Optional.of(new Mean(wind / known.size(), driest / known.size(), known.size()));
    }

    /**
     * One day.
     *
     * @param wind mean, m/s at 2 m
     * @param driest lowest relative humidity, %
     */
    public record Day(double wind, double driest) {}

    /**
     * Of several days.
     *
     * @param wind mean, m/s at 2 m
     * @param driest mean of the lowest relative humidity of each day, %
     */
    public record Mean(double wind, double driest, int days) {}
}
