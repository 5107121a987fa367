package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What was measured on one civil day; what is not in it was not measured. Values may be wrong: they are judged when they are
 * used, see {@link Gap}.
 *
 * @param windHeight m above ground at which the wind is measured
 */
public record Weather(LocalDate day, Map<Quantity, Double> values, double windHeight) {
    private static final double STANDARD_HEIGHT = 2;

    public Weather {
        Checks.within("wind height", windHeight, 0.5, 100);
        EnumMap<Quantity, Double> copy = new EnumMap<>(Quantity.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    /** A day of which nothing is known yet, with wind at 2 m. */
    public static Weather on(LocalDate day) {
        return new Weather(day, Map.of(), STANDARD_HEIGHT);
    }

    /** This and one more value. */
    public Weather with(Quantity quantity, double value) {
        EnumMap<Quantity, Double> more = new EnumMap<>(Quantity.class);
        more.putAll(values);
        more.put(quantity, value);
        return new Weather(day, more, windHeight);
    }

    /** The same with wind measured at another height. */
    public Weather withWindAt(double metres) {
        return new Weather(day, values, metres);
    }

    public OptionalDouble get(Quantity quantity) {
        Double value = values.get(quantity);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
