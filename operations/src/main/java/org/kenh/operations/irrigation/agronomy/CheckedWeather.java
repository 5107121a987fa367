package org.kenh.operations.irrigation.agronomy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A day's weather without what cannot be true. */
final class CheckedWeather {
    /** Hours by which a recorder of sunshine may exceed the computed length of the day. */
    private static final double SUNSHINE_SLACK = 0.5;

    /** The darkest typhoon day lets through more than this part of the radiation outside the atmosphere. */
    private static final double DARKEST = 0.02;

    private static final double SATURATED = 100;

    private final Map<Quantity, Double> usable = new EnumMap<>(Quantity.class);
    private final Map<Quantity, Gap> gaps = new EnumMap<>(Quantity.class);

    CheckedWeather(Weather weather, Sun sun) {
        for (Quantity quantity : Quantity.values()) {
            weather.get(quantity).ifPresentOrElse(value -> take(quantity, value), () -> {
                gaps.put(quantity, Gap.absent(quantity));
            });
        }
        compareTemperatures();
        compareHumidity();
        compareWithSun(sun);
    }

    OptionalDouble get(Quantity quantity) {
        Double value = usable.get(quantity);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    double required(Quantity quantity) {
        return get(quantity).orElseThrow();
    }

    boolean has(Quantity quantity) {
        return usable.containsKey(quantity);
    }

    boolean hasTemperatures() {
        return has(Quantity.MAX_TEMPERATURE) && has(Quantity.MIN_TEMPERATURE);
    }

    boolean hasHumidity() {
        return has(Quantity.DEW_POINT) || has(Quantity.MAX_HUMIDITY) || has(Quantity.MEAN_HUMIDITY);
    }

    boolean hasRadiation() {
        return has(Quantity.RADIATION) || has(Quantity.SUNSHINE);
    }

    /** How many of temperature, humidity, radiation and wind there are. */
    int measured() {
        return (hasTemperatures() ? 1 : 0)
                + (hasHumidity() ? 1 : 0)
                + (hasRadiation() ? 1 : 0)
                + (has(Quantity.WIND) ? 1 : 0);
    }

    /** What was wrong, and what was absent where nothing else stands for it. */
    List<Gap> gaps() {
        List<Gap> told = new ArrayList<>();
        for (Gap gap : gaps.values()) {
            if (gap.cause() != Gap.Cause.ABSENT || isMissed(gap.quantity())) {
                told.add(gap);
            }
        }
        return told;
    }

    private boolean isMissed(Quantity quantity) {
        return switch (quantity) {
            case MAX_TEMPERATURE, MIN_TEMPERATURE, WIND -> true;
            case MAX_HUMIDITY -> !hasHumidity();
            case RADIATION -> !hasRadiation();
            case DEW_POINT, MIN_HUMIDITY, MEAN_HUMIDITY, SUNSHINE, RAIN -> false;
        };
    }

    private void take(Quantity quantity, double value) {
        if (!quantity.holds(value)) {
            gaps.put(quantity, new Gap(quantity, Gap.Cause.OUT_OF_RANGE, OptionalDouble.of(value)));
        } else {
            usable.put(quantity, isHumidity(quantity) ? Math.min(value, SATURATED) : value);
        }
    }

    private static boolean isHumidity(Quantity quantity) {
        return quantity == Quantity.MAX_HUMIDITY
                || quantity == Quantity.MIN_HUMIDITY
                || quantity == Quantity.MEAN_HUMIDITY;
    }

    private void compareTemperatures() {
        if (isAbove(Quantity.MIN_TEMPERATURE, Quantity.MAX_TEMPERATURE)) {
            contradict(Quantity.MIN_TEMPERATURE);
            contradict(Quantity.MAX_TEMPERATURE);
        }
        if (isAbove(Quantity.DEW_POINT, Quantity.MAX_TEMPERATURE)) {
            contradict(Quantity.DEW_POINT);
        }
    }

    private void compareHumidity() {
        if (isAbove(Quantity.MIN_HUMIDITY, Quantity.MAX_HUMIDITY)) {
            contradict(Quantity.MIN_HUMIDITY);
            contradict(Quantity.MAX_HUMIDITY);
        }
        if (isAbove(Quantity.MEAN_HUMIDITY, Quantity.MAX_HUMIDITY)
                || isAbove(Quantity.MIN_HUMIDITY, Quantity.MEAN_HUMIDITY)) {
            contradict(Quantity.MEAN_HUMIDITY);
        }
    }

    private void compareWithSun(Sun sun) {
        double outside = sun.extraterrestrial();
        get(Quantity.RADIATION).stream()
                .filter(value -> value > outside || value < DARKEST * outside)
                .forEach(value -> contradict(Quantity.RADIATION));
        get(Quantity.SUNSHINE).stream()
                .filter(value -> value > sun.daylight() + SUNSHINE_SLACK)
                .forEach(value -> contradict(Quantity.SUNSHINE));
    }

    private boolean isAbove(Quantity lower, Quantity upper) {
        return has(lower) && has(upper) && required(lower) > required(upper);
    }

    private void contradict(Quantity quantity) {
        Double value = usable.remove(quantity);
        if (value != null) {
            gaps.put(quantity, new Gap(quantity, Gap.Cause.CONTRADICTORY, OptionalDouble.of(value)));
        }
    }
}
