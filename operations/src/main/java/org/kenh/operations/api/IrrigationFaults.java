package org.kenh.operations.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.operations.irrigation.field.Canal;
import org.kenh.operations.irrigation.field.Control;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.Limit;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.field.SeriesPlace;
import org.kenh.operations.irrigation.field.Work;
import org.kenh.telemetry.DeviceId;

/**
 * Finds what a work names that is not there for this person, at one moment. What is switched must stand in the person's
 * area; a weather station or a gauge may stand anywhere.
 */
final class IrrigationFaults {
    private final Call call;
    private final IrrigationSight sight;
    private final Set<String> areas;
    private final Map<DeviceId, String> areasOfDevices;

    IrrigationFaults(Call call, Registry registry, IrrigationSight sight) {
        this.call = call;
        this.sight = sight;
        this.areas = registry.areas().stream().map(Area::id).collect(Collectors.toSet());
        Map<String, String> sites = registry.sites().stream().collect(Collectors.toMap(Site::id, Site::area));
        this.areasOfDevices = registry.devices().stream()
                .collect(Collectors.toMap(Device::id, device -> sites.getOrDefault(device.site(), "")));
    }

    List<Problem.FieldError> of(Work work) {
        List<Problem.FieldError> faults = new ArrayList<>();
        switch (work) {
            case Canal canal -> check(canal, faults);
            case Pump pump -> check(pump, faults);
            case Field field -> check(field, faults);
        }
        return faults;
    }

    private void check(Canal canal, List<Problem.FieldError> faults) {
        area(canal.area(), faults);
        canal.parent().ifPresent(parent -> canal("parent", parent, faults));
        canal.level().ifPresent(limit -> limit("level", limit, faults));
        canal.flood().ifPresent(limit -> limit("flood", limit, faults));
    }

    private void check(Pump pump, List<Problem.FieldError> faults) {
        canal("canal", pump.canal(), faults);
        if (faults.isEmpty() && !sight.owns(pump)) {
            faults.add(missing("canal", pump.canal()));
        }
        control("control", pump.control(), faults);
        pump.suction().ifPresent(limit -> limit("suction", limit, faults));
        pump.quality().forEach(probe -> device("quality", probe, faults));
    }

    private void check(Field field, List<Problem.FieldError> faults) {
        area(field.area(), faults);
        canal("canal", field.canal(), faults);
        field.inlet().valve().ifPresent(valve -> control("valve", valve, faults));
        Field.Sensors sensors = field.sensors();
        sensors.depth().ifPresent(place -> series("depth", place, faults));
        sensors.moisture().ifPresent(place -> series("moisture", place, faults));
        sensors.weather().ifPresent(device -> device("weather", device, faults));
        sensors.rain().ifPresent(device -> device("rain", device, faults));
    }

    private void area(String area, List<Problem.FieldError> faults) {
        if (!areas.contains(area) || !call.scope().contains(area)) {
            faults.add(missing("area", area));
        }
    }

    private void canal(String member, String id, List<Problem.FieldError> faults) {
        Optional<Canal> canal = sight.canal(id);
        if (canal.filter(sight::sees).isEmpty()) {
            faults.add(missing(member, id));
        }
    }

    private void limit(String member, Limit limit, List<Problem.FieldError> faults) {
        series(member, limit.place(), faults);
    }

    private void series(String member, SeriesPlace place, List<Problem.FieldError> faults) {
        device(member + ".device", place.device(), faults);
    }

    private void device(String member, DeviceId device, List<Problem.FieldError> faults) {
        if (!areasOfDevices.containsKey(device)) {
            faults.add(missing(member, device.value()));
        }
    }

    private void control(String member, Control control, List<Problem.FieldError> faults) {
        Optional<String> area = Optional.ofNullable(areasOfDevices.get(control.device()));
        if (area.filter(call.scope()::contains).isEmpty()) {
            faults.add(missing(member + ".device", control.device().value()));
        }
    }

    private static Problem.FieldError missing(String member, String id) {
        return new Problem.FieldError(member, Text.of("field.reference", id));
    }
}
