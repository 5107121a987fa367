package org.kenh.operations.irrigation.demand;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.agronomy.Confidence;
import org.kenh.operations.irrigation.agronomy.Crop;
import org.kenh.operations.irrigation.agronomy.PaddyPhase;
import org.kenh.operations.irrigation.agronomy.Stage;

/**
 * How a field stands now and what it needs.
 *
 * @param field id
 * @param asOf time for which it holds
 * @param needed empty when the field needs no water within the next 30 days, or gets none
 * @param warnings what its people should know besides
 */
public record FieldState(
        String field,
        String name,
        String area,
        Instant asOf,
        Growth growth,
        Water water,
        Weather weather,
        Urgency urgency,
        Optional<Needed> needed,
        Sentence sentence,
        List<Warning> warnings) {
    public FieldState {
        warnings = List.copyOf(warnings);
    }

    /**
     * What grows.
     *
     * @param season id in the registry
     * @param crop id in the library
     * @param day of the season; 0 is the day of sowing or transplanting
     * @param phase of a rice field; empty for a dry crop
     * @param coefficient Kc today
     */
    public record Growth(
            long season,
            String crop,
            Crop.Name cropName,
            Crop.Kind kind,
            LocalDate startedOn,
            int day,
            Stage stage,
            Optional<PaddyPhase> phase,
            double coefficient) {}

    /**
     * The water of the field.
     *
     * @param storage mm, see {@link org.kenh.operations.irrigation.agronomy.WaterState}
     * @param now level in mm over the soil (paddy) or depletion of the root zone in mm (dry crop)
     * @param soil of a dry crop; empty for a paddy
     * @param bounds today; empty when no water may be given
     * @param lastMeasured when its sensor was last heard and believed, as far as the last days tell
     */
    public record Water(
            double storage,
            double now,
            Optional<SoilWater> soil,
            Optional<Bounds> bounds,
            Confidence.Level confidence,
            Optional<Instant> lastMeasured) {}

    /** TAW and RAW of FAO-56 today, mm. */
    public record SoilWater(double available, double readily) {}

    /**
     * The weather of the field.
     *
     * @param rainThreeDays mm measured today and in the two days before
     * @param dryDays whole days without rain before today, up to 30
     * @param rainAhead mm forecast for today and the next two days
     * @param evapotranspiration ET0 in mm a day that is reckoned with
     * @param crop ETc in mm a day
     */
    public record Weather(
            double rainThreeDays, int dryDays, double rainAhead, double evapotranspiration, double crop) {}

    /** How soon water is needed. */
    public enum Urgency {
        /** The trigger is reached. */
        NOW,
        /** Within three days. */
        SOON,
        NO
    }

    /**
     * Water that is needed, times in this order.
     *
     * @param earliest from when on it may come
     * @param needBy when the trigger is reached
     * @param dueBy latest time at which it should come
     * @param stressFrom when the crop begins to suffer without it; empty if it does not within 30 days
     * @param lastBy when the field closes, because rice ripens or the crop is harvested; empty if not within 30 days
     * @param net mm that the crop can use
     * @param gross mm at the inlet of the field
     * @param cubicMetres at the inlet of the field
     * @param days until {@code needBy}, by the calendar; 0 is today
     */
    public record Needed(
            Instant earliest,
            Instant needBy,
            Instant dueBy,
            Optional<Instant> stressFrom,
            Optional<Instant> lastBy,
            double net,
            double gross,
            double cubicMetres,
            int days) {}

    /** In Vietnamese and English. */
    public record Sentence(String vi, String en) {}

    /** What its people should know. */
    public enum Warning {
        /** Rice has stood in deep water for longer than it bears. */
        TOO_DEEP,
        /** The crop suffers from drought. */
        STRESSED,
        /** The sensor has not been heard for a day or is not believed. */
        SENSOR_SILENT,
        /** Neither the station nor the district has weather: ET0 is assumed. */
        NO_WEATHER
    }
}
