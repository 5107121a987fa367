package org.kenh.operations.irrigation.agronomy;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;

/** Decides whether a measurement counts and how far it moves the balance. */
final class SensorCheck {
    private final DoublePredicate plausible;
    private final DoubleBinaryOperator storage;
    private final double weight;

    /**
     * @param plausible tells whether the sensor can have measured a value
     * @param storage turns the computed storage and a plausible value into the storage that is measured, within what the
     *     field can hold
     * @param weight 1: the balance follows the sensor; less: only that part of the way
     */
    SensorCheck(DoublePredicate plausible, DoubleBinaryOperator storage, double weight) {
        this.plausible = plausible;
        this.storage = storage;
        this.weight = weight;
    }

    /**
     * What a measurement does to a step.
     *
     * @param computed storage in mm at its end
     * @param came rain and irrigation of the step in mm; nobody knows whether before or after the reading
     */
    SensorEffect effect(double computed, double came, Measurement measurement) {
        if (measurement.newest().isEmpty()) {
            return new SensorEffect.None();
        }
        SensorReading reading = measurement.newest().get();
        if (!reading.good()) {
            return new SensorEffect.Ignored(reading, SensorEffect.Cause.BAD_QUALITY);
        } else if (reading.at().isAfter(measurement.asOf())) {
            return new SensorEffect.Ignored(reading, SensorEffect.Cause.FUTURE);
        } else if (reading.at().isBefore(measurement.asOf().minus(SensorEffect.STALE))) {
            return new SensorEffect.Ignored(reading, SensorEffect.Cause.STALE);
        } else if (!plausible.test(reading.value())) {
            return new SensorEffect.Ignored(reading, SensorEffect.Cause.IMPLAUSIBLE);
        }
        double measured = storage.applyAsDouble(computed, reading.value());
        boolean fresh = !reading.at().isBefore(measurement.asOf().minus(SensorEffect.FRESH));
        double followed = Math.clamp(computed, measured, fresh ? measured : measured + came);
        return new SensorEffect.Applied(reading, computed, measured, weight * (followed - computed));
    }

    /** The state after the step, with the correction in it. */
    static WaterState after(double computed, SensorEffect effect, Confidence before) {
        boolean applied = effect instanceof SensorEffect.Applied;
        return new WaterState(computed + effect.correction(), applied ? Confidence.measured() : before.dayLater());
    }
}
