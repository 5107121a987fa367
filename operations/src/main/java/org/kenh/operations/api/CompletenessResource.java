package org.kenh.operations.api;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kenh.ingest.completeness.Completeness;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.telemetry.DeviceId;

/** How complete the data are: the days of a device, and the devices of a day. */
final class CompletenessResource {
    private static final int DEFAULT_DAYS = 30;
    private static final int MOST_DAYS = 366;
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2199, 12, 31);

    /** The smallest share first; where nothing was to come, or it cannot be told, there is nothing to see to. */
    private static final Comparator<CompletenessView> WORST_FIRST =
            Comparator.comparingDouble(CompletenessResource::urgency).thenComparing(CompletenessView::device);

    private final Completeness completeness;
    private final Registry registry;
    private final Places places;

    CompletenessResource(Backend backend, Places places) {
        this.completeness = backend.telemetry().completeness();
        this.registry = backend.telemetry().registry();
        this.places = places;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/devices/{id}/completeness", Endpoint.Access.SIGNED_IN, this::ofDevice),
                Endpoint.get("/completeness", Endpoint.Access.SIGNED_IN, this::ofDay));
    }

    private Answer ofDevice(Call call) {
        Query query = call.query();
        LocalDate to = day(query, "to").orElseGet(completeness::today);
        LocalDate from = day(query, "from").orElseGet(() -> to.minusDays(DEFAULT_DAYS - 1));
        if (from.isAfter(to)) {
            query.error("from", "field.before", "to");
        } else if (from.plusDays(MOST_DAYS).isBefore(to.plusDays(1))) {
            query.error("from", "field.days", MOST_DAYS);
        }
        query.finish();
        Device device = places.device(call, call.device());
        return Answer.ok(
                completeness
                        .ofDevice(device.id(), from, to)
                        .orElseThrow(() -> Problem.notFound(device.id().value()))
                        .stream()
                        .map(day -> CompletenessView.of(device, day))
                        .toList());
    }

    private Answer ofDay(Call call) {
        Query query = call.query();
        LocalDate day = day(query, "day").orElseGet(completeness::today);
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        Optional<String> site = query.parsed("site", Inputs::isId, id -> id);
        query.finish();
        Map<String, Site> sites = places.sites(call, area);
        Map<DeviceId, Device> devices = registry.devices().stream()
                .filter(device -> sites.containsKey(device.site()))
                .filter(device -> site.isEmpty() || site.get().equals(device.site()))
                .collect(Collectors.toMap(Device::id, Function.identity()));
        return Answer.ok(completeness.ofDay(day, devices.keySet()).entrySet().stream()
                .flatMap(found -> Optional.ofNullable(devices.get(found.getKey())).stream()
                        .map(device -> CompletenessView.of(device, found.getValue())))
                .sorted(WORST_FIRST)
                .toList());
    }

    private static double urgency(CompletenessView view) {
        return view.share() == null ? Double.MAX_VALUE : view.share();
    }

    private static Optional<LocalDate> day(Query query, String name) {
        Optional<LocalDate> day = query.date(name);
        if (day.isPresent() && (day.get().isBefore(EARLIEST) || day.get().isAfter(LATEST))) {
            query.error(name, "field.years");
            return Optional.empty();
        }
        return day;
    }
}
