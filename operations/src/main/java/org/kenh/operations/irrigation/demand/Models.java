package org.kenh.operations.irrigation.demand;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kenh.operations.irrigation.agronomy.Crop;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.KeptCrop;
import org.kenh.operations.irrigation.field.Season;
import org.kenh.operations.irrigation.field.SeriesPlace;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fields with a running season, as they stand in the registry. Blocks on the database. */
final class Models {
    private static final Logger LOG = LoggerFactory.getLogger(Models.class);

    private final IrrigationRegistry registry;
    private final WeatherReader weather;

    Models(IrrigationRegistry registry, WeatherReader weather) {
        this.registry = registry;
        this.weather = weather;
    }

    /** Differs when something has changed that the models are made of. */
    int fingerprint() {
        return Objects.hash(
                registry.fields().all(),
                registry.seasons().open(),
                registry.crops().all());
    }

    /** Of all fields whose season has begun by that day, land preparation included. */
    List<FieldModel> running(LocalDate today) {
        Map<String, Field> fields =
                registry.fields().all().stream().collect(Collectors.toMap(Field::id, Function.identity()));
        Map<String, Crop> crops = crops();
        List<FieldModel> models = new ArrayList<>();
        for (Season season : registry.seasons().open()) {
            Optional<Field> field = Optional.ofNullable(fields.get(season.field()));
            Optional<Crop> crop = Optional.ofNullable(crops.get(season.crop()));
            if (field.isPresent() && crop.isPresent()) {
                model(field.get(), season, crop.get())
                        .filter(model -> !model.firstDay().isAfter(today))
                        .ifPresent(models::add);
            }
        }
        return models;
    }

    /** Of seasons that have ended lately, so that their last days are reckoned too. */
    List<FieldModel> ended(LocalDate today) {
        Map<String, Crop> crops = crops();
        List<FieldModel> models = new ArrayList<>();
        for (Field field : registry.fields().all()) {
            registry.seasons().of(field.id()).stream()
                    .filter(season -> season.endedOn()
                            .filter(end -> !end.isBefore(today.minusDays(DemandSettings.BACK)))
                            .isPresent())
                    .flatMap(season -> Optional.ofNullable(crops.get(season.crop())).stream()
                            .flatMap(crop -> model(field, season, crop).stream()))
                    .filter(model -> !model.firstDay().isAfter(today))
                    .forEach(models::add);
        }
        return models;
    }

    private Map<String, Crop> crops() {
        return registry.crops().all().stream()
                .map(KeptCrop::crop)
                .collect(Collectors.toMap(Crop::id, Function.identity()));
    }

    private Optional<FieldModel> model(Field field, Season season, Crop crop) {
        try {
            return Optional.of(FieldModel.of(field, season, crop, gauges(field), free(season)));
        } catch (IllegalArgumentException e) {
            LOG.warn("the water of field {} cannot be reckoned: {}", field.id(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Its own gauge, or that of its water sensor; a station at some distance comes last. */
    private List<DeviceId> gauges(Field field) {
        Field.Sensors sensors = field.sensors();
        Stream<DeviceId> onField = Stream.of(sensors.depth(), sensors.moisture())
                .flatMap(Optional::stream)
                .map(SeriesPlace::device)
                .distinct()
                .filter(device -> sensors.rain().isEmpty() && weather.hasRain(device));
        return Stream.of(sensors.rain().stream(), onField, sensors.weather().stream())
                .flatMap(Function.identity())
                .distinct()
                .toList();
    }

    private Optional<LocalDate> free(Season season) {
        return registry.seasons().of(season.field()).stream()
                .filter(other -> other.id() != season.id())
                .flatMap(other -> other.endedOn().stream())
                .filter(end -> end.isBefore(season.startsOn()))
                .max(LocalDate::compareTo)
                .map(end -> end.plusDays(1));
    }
}
