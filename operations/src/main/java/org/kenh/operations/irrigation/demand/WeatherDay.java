package org.kenh.operations.irrigation.demand;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.operations.irrigation.agronomy.DailyEvapotranspiration;
import org.kenh.operations.irrigation.agronomy.Quantity;
import org.kenh.telemetry.DeviceId;

/**
 * The weather of one place on one day.
 *
 * @param inputs what was measured on the day
 * @param reference ET0 with its method, quality and what was missing; empty if there is no way to it
 * @param hourly ET0 hour by hour; empty where an hour is missing
 * @param rain measured; empty where nothing measures it or it was silent
 */
public record WeatherDay(
        DeviceId device,
        LocalDate day,
        Map<Quantity, Double> inputs,
        Optional<DailyEvapotranspiration> reference,
        Optional<Hourly> hourly,
        Optional<Rain> rain) {
    public WeatherDay {
        inputs = Map.copyOf(inputs);
        reference = reference.map(WeatherDay::withoutTerms);
    }

    OptionalDouble millimetres() {
        return reference.isPresent() ? OptionalDouble.of(reference.get().millimetres()) : OptionalDouble.empty();
    }

    /** What Penman–Monteith went through follows from the inputs and is not kept. */
    private static DailyEvapotranspiration withoutTerms(DailyEvapotranspiration value) {
        return new DailyEvapotranspiration(
                value.day(), value.millimetres(), value.method(), value.measured(), value.gaps(), Optional.empty());
    }

    /**
     * By the hourly form of FAO-56.
     *
     * @param millimetres ET0 of the 24 hours
     * @param clearness of the last afternoon, with which the next day begins
     */
    public record Hourly(double millimetres, double clearness) {}

    /** Rain of the day in mm and how it is known. */
    public record Rain(double millimetres, RainSource source) {}

    /** How rain is known, the best first. */
    public enum RainSource {
        /** A counter that starts at midnight. */
        COUNTER,
        /** Added up from the intensity. */
        INTENSITY
    }
}
