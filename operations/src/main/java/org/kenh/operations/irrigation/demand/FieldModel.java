package org.kenh.operations.irrigation.demand;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.kenh.operations.irrigation.agronomy.Climate;
import org.kenh.operations.irrigation.agronomy.Confidence;
import org.kenh.operations.irrigation.agronomy.Crop;
import org.kenh.operations.irrigation.agronomy.CropLibrary;
import org.kenh.operations.irrigation.agronomy.Delivery;
import org.kenh.operations.irrigation.agronomy.DryCropBalance;
import org.kenh.operations.irrigation.agronomy.PaddyBalance;
import org.kenh.operations.irrigation.agronomy.PaddyCalendar;
import org.kenh.operations.irrigation.agronomy.PaddyField;
import org.kenh.operations.irrigation.agronomy.PaddyPhase;
import org.kenh.operations.irrigation.agronomy.WaterBalance;
import org.kenh.operations.irrigation.agronomy.WaterState;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.Season;
import org.kenh.operations.irrigation.field.SeriesPlace;
import org.kenh.operations.irrigation.field.Soil;
import org.kenh.telemetry.DeviceId;

/**
 * A field with what grows on it, as the agronomy sees it.
 *
 * @param gauges of its rain, the best first
 * @param free the day after the season before; empty if there was none
 */
record FieldModel(Field field, Season season, WaterBalance balance, List<DeviceId> gauges, Optional<LocalDate> free) {
    private static final double LOWEST_BUND = 50;
    private static final double MOST_PERCOLATION = 50;
    private static final double LEAST_DRAINABLE = 0.01;
    private static final double MOST_DRAINABLE = 0.3;
    private static final double MOST_AVAILABLE = 600;

    private static final CropLibrary TABLES = CropLibrary.bundled();

    /** m³ of 1 mm on 1 ha. */
    private static final double CUBIC_METRES = 10;

    static FieldModel of(Field field, Season season, Crop crop, List<DeviceId> gauges, Optional<LocalDate> free) {
        org.kenh.operations.irrigation.agronomy.Season growing = org.kenh.operations.irrigation.agronomy.Season.of(
                        crop, season.startsOn())
                .withStages(season.stages(crop));
        WaterBalance balance = crop.kind() == Crop.Kind.PADDY
                ? new PaddyBalance(paddy(field, crop), calendar(season, growing))
                : new DryCropBalance(soil(field.soil()), growing);
        return new FieldModel(field, season, balance, gauges, free);
    }

    /** The same with Kc of FAO's tables adjusted to a climate. Kc that the staff has entered is that of this place already. */
    FieldModel in(Climate climate) {
        Crop crop = balance.season().crop();
        boolean table = TABLES.find(crop.id())
                .filter(original -> original.coefficients().equals(crop.coefficients()))
                .isPresent();
        return table ? new FieldModel(field, season, balance.in(climate), gauges, free) : this;
    }

    boolean isPaddy() {
        return balance instanceof PaddyBalance;
    }

    /** The first day that is reckoned: with rice that of land preparation, as soon as the crop before is off the field. */
    LocalDate firstDay() {
        LocalDate planted = balance.season().planted();
        LocalDate prepared = switch (balance) {
            case PaddyBalance paddy -> planted.minusDays(paddy.calendar().preparation());
            case DryCropBalance dry -> planted;
        };
        return free.filter(prepared::isBefore).orElse(prepared);
    }

    /** Its water sensor with what its readings are brought to: the water tube of a paddy, the soil probe of a dry crop. */
    Optional<Sensor> sensor() {
        Field.Sensors sensors = field.sensors();
        return isPaddy()
                ? sensors.depth().map(place -> new Sensor(place, Dimension.MILLIMETRES))
                : sensors.moisture().map(place -> new Sensor(place, Dimension.SHARE));
    }

    /**
     * Where a balance begins of which nothing is known. At the start of the season the soil is full: puddled or ploughed
     * when it was moist. Within the season the field is taken to stand half-way between full and its trigger.
     */
    WaterState assumed(LocalDate day, double reference) {
        if (!day.isAfter(firstDay())) {
            return new WaterState(0, Confidence.neverMeasured());
        }
        double storage = balance.limits(day, reference)
                .map(limits -> (limits.target() + limits.trigger()) / 2)
                .orElse(0.0);
        return new WaterState(storage, Confidence.neverMeasured());
    }

    /**
     * With alternate wetting and drying the level in mm at which a single reading of the tube is not believed, see
     * {@link org.kenh.operations.irrigation.agronomy.WettingRule}.
     */
    OptionalDouble doubtedFrom(LocalDate day) {
        return balance instanceof PaddyBalance paddy && paddy.calendar().phaseOn(day) == PaddyPhase.WETTING_AND_DRYING
                ? OptionalDouble.of(paddy.calendar().threshold())
                : OptionalDouble.empty();
    }

    /** Net mm of so many m³ at the inlet. */
    double net(double cubicMetres) {
        return cubicMetres / (CUBIC_METRES * field.hectares()) * field.inlet().efficiency();
    }

    Delivery delivery() {
        return new Delivery(field.inlet().efficiency(), 0, field.hectares());
    }

    /** Level (paddy) or depletion (dry crop) in mm at a storage in mm. */
    double water(double storage) {
        return switch (balance) {
            case PaddyBalance paddy -> paddy.field().levelAt(storage);
            case DryCropBalance dry -> Math.max(0, -storage);
        };
    }

    Optional<Bounds> bounds(LocalDate day, double reference) {
        return balance.limits(day, reference)
                .map(limits -> new Bounds(water(limits.target()), water(limits.trigger()), water(limits.stress())));
    }

    private static PaddyField paddy(Field field, Crop crop) {
        Soil soil = field.soil();
        double porosity = Math.clamp(soil.drainable(), LEAST_DRAINABLE, MOST_DRAINABLE);
        double available =
                1_000 * (soil.saturation() - soil.wiltingPoint()) * crop.roots().grown();
        return new PaddyField(
                Math.max(LOWEST_BUND, field.bund()),
                Math.clamp(soil.percolation(), 0, MOST_PERCOLATION),
                porosity,
                Math.clamp(available, -PaddyField.FREE_WATER_ENDS * porosity, MOST_AVAILABLE));
    }

    private static PaddyCalendar calendar(Season season, org.kenh.operations.irrigation.agronomy.Season growing) {
        PaddyCalendar planted = PaddyCalendar.of(growing).withFertilised(season.fertiliser());
        PaddyCalendar usual = season.method() == Season.Method.SOWING ? planted.sown() : planted;
        return season.awdThreshold()
                .map(below -> usual.withThreshold(Math.clamp(-(double) below, PaddyCalendar.LOWEST_THRESHOLD, 0)))
                .orElse(usual);
    }

    private static org.kenh.operations.irrigation.agronomy.Soil soil(Soil soil) {
        return new org.kenh.operations.irrigation.agronomy.Soil(soil.fieldCapacity(), soil.wiltingPoint());
    }

    /** Its weather station. */
    Optional<DeviceId> station() {
        return field.sensors().weather();
    }

    /** All devices that its weather comes from. */
    Stream<DeviceId> stations() {
        return Stream.concat(field.sensors().weather().stream(), gauges.stream())
                .distinct();
    }

    /** A series that tells the field's water. */
    record Sensor(SeriesPlace place, Dimension dimension) {}
}
