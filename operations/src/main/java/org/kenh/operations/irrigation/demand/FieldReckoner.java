package org.kenh.operations.irrigation.demand;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kenh.operations.irrigation.agronomy.BalanceDay;
import org.kenh.operations.irrigation.agronomy.DayWater;
import org.kenh.operations.irrigation.agronomy.Measurement;
import org.kenh.operations.irrigation.agronomy.Season;
import org.kenh.operations.irrigation.agronomy.SensorReading;
import org.kenh.operations.irrigation.agronomy.WaterState;
import org.kenh.operations.irrigation.demand.DeliveredWater.Delivered;

/** Goes through the days of one field. */
final class FieldReckoner {
    private final FieldModel model;
    private final DistrictWeather weather;
    private final SensorHours sensor;
    private final Map<LocalDate, List<Delivered>> delivered;

    FieldReckoner(FieldModel model, DistrictWeather weather, SensorHours sensor, List<Delivered> delivered) {
        this.model = model;
        this.weather = weather;
        this.sensor = sensor;
        this.delivered = delivered.stream().collect(Collectors.groupingBy(Delivered::day));
    }

    /** State at the start of a day before which nothing is known: by the sensor if there is one, else assumed. */
    WaterState start(LocalDate day) {
        WaterState assumed = model.assumed(day, reference(day).millimetres());
        Optional<SensorReading> first = sensor.first(day, model.doubtedFrom(day));
        if (first.isEmpty()) {
            return assumed;
        }
        // A step in which nothing happens, so that what a sensor can tell is judged as on every other day.
        BalanceDay nothing = model.balance()
                .step(
                        assumed,
                        DayWater.of(day.minusDays(1), 0, 0, 0),
                        Measurement.of(first.get(), first.get().at()));
        return nothing.after();
    }

    /** All days from the first to the last. */
    List<FieldDay> days(WaterState start, LocalDate first, LocalDate last, Instant now) {
        List<FieldDay> days = new ArrayList<>();
        WaterState state = start;
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            FieldDay reckoned = day(state, day, now);
            days.add(reckoned);
            state = reckoned.balance().after();
        }
        return days;
    }

    FieldDay.Drivers drivers(LocalDate day) {
        DistrictWeather.Reference reference = reference(day);
        DistrictWeather.Rain rain = weather.rain(model.gauges(), day);
        List<Delivered> given = delivered.getOrDefault(day, List.of());
        return new FieldDay.Drivers(
                reference.millimetres(),
                reference.source(),
                rain.millimetres(),
                rain.origin(),
                given.stream().mapToDouble(Delivered::cubicMetres).sum(),
                given.stream().map(Delivered::how).max(Comparator.naturalOrder()));
    }

    private FieldDay day(WaterState before, LocalDate day, Instant now) {
        FieldDay.Drivers drivers = drivers(day);
        DayWater water = DayWater.of(day, drivers.reference(), drivers.rainMeasured(), model.net(drivers.delivered()));
        Measurement measured = sensor.within(Hours.start(day), Hours.start(day.plusDays(1)), model.doubtedFrom(day));
        BalanceDay balance = model.balance().step(before, water, measured);
        return new FieldDay(
                model.field().id(),
                model.season().id(),
                model.season().revision(),
                model.isPaddy(),
                balance,
                model.balance().season().coefficientOn(day),
                adjustment(day),
                drivers,
                model.water(balance.after().storage()),
                model.bounds(day, drivers.reference()),
                now);
    }

    private Optional<FieldDay.Adjustment> adjustment(LocalDate day) {
        Season season = model.balance().season();
        return season.climateOn(day).map(climate -> new FieldDay.Adjustment(season.tableCoefficientOn(day), climate));
    }

    private DistrictWeather.Reference reference(LocalDate day) {
        return weather.reference(model.field().sensors().weather(), day);
    }
}
