package org.kenh.operations.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kenh.ingest.registry.Registry;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.irrigation.agronomy.DailyEvapotranspiration;
import org.kenh.operations.irrigation.agronomy.Gap;
import org.kenh.operations.irrigation.demand.Bulletin;
import org.kenh.operations.irrigation.demand.DemandOffice;
import org.kenh.operations.irrigation.demand.WeatherDay;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Excerpt;

/** How fields stand, their days, the weather that these were reckoned from, and the bulletins. */
final class IrrigationDemandResource {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 400;

    private final IrrigationRegistry registry;
    private final Registry places;
    private final DemandOffice office;
    private final InstantSource clock;

    IrrigationDemandResource(Backend backend) {
        this.registry = backend.irrigation().registry();
        this.places = backend.telemetry().registry();
        this.office = backend.irrigation().demand();
        this.clock = backend.clock();
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/irrigation/states", Endpoint.Access.EVERY_ROLE, this::states),
                Endpoint.get("/irrigation/fields/{id}/state", Endpoint.Access.EVERY_ROLE, this::state),
                Endpoint.get("/irrigation/fields/{id}/days", Endpoint.Access.EVERY_ROLE, this::days),
                Endpoint.get("/irrigation/weather", Endpoint.Access.EVERY_ROLE, this::weather),
                Endpoint.get("/irrigation/bulletins", Endpoint.Access.EVERY_ROLE, this::bulletins));
    }

    private Answer states(Call call) {
        Query query = call.query();
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        query.finish();
        AreaScope scope = new Places(places).narrowed(call, area);
        Set<String> visible = new IrrigationSight(call, scope, registry)
                .fields().stream().map(Field::id).collect(Collectors.toSet());
        return Answer.ok(office.demands().states().stream()
                .filter(state -> visible.contains(state.field()))
                .map(IrrigationStateView::of)
                .toList());
    }

    private Answer state(Call call) {
        call.query().finish();
        Field field = field(call);
        return office.demands()
                .state(field.id())
                .map(state -> Answer.ok(IrrigationStateView.of(state)))
                .orElseThrow(() -> Problem.notFound(field.id()));
    }

    private Answer days(Call call) {
        Span span = span(call.query());
        Field field = field(call);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        office.store()
                .days(field.id(), span.first(), span.last())
                .forEach(day -> json.withArray("days").add(IrrigationStateView.of(day)));
        json.withArray("days");
        office.demands().ahead(field.id()).stream()
                .filter(day -> !day.day().isAfter(span.last()) || span.open())
                .forEach(day -> json.withArray("forecast").add(IrrigationStateView.of(day)));
        json.withArray("forecast");
        return Answer.ok(json);
    }

    private Answer weather(Call call) {
        Query query = call.query();
        query.require("device");
        Optional<DeviceId> device = query.parsed("device", DeviceId::isValid, DeviceId::of);
        Span span = span(query);
        DeviceId station = visible(call, device.orElseThrow());
        return Answer.ok(office.store().weather(station, span.first(), span.last()).stream()
                .map(IrrigationDemandResource::view)
                .toList());
    }

    private Answer bulletins(Call call) {
        Query query = call.query();
        Optional<LocalDate> day = query.date("day");
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        query.finish();
        AreaScope scope = new Places(places).narrowed(call, area);
        return Answer.ok(office.store().bulletins(day.orElseGet(this::today)).stream()
                .filter(bulletin -> scope.contains(bulletin.area()))
                .map(IrrigationDemandResource::view)
                .toList());
    }

    /** Ends the query. Without days: the last thirty, and all that is known ahead. */
    private Span span(Query query) {
        Optional<LocalDate> from = query.date("from");
        Optional<LocalDate> to = query.date("to");
        LocalDate last = to.orElseGet(this::today);
        LocalDate first = from.orElseGet(() -> last.minusDays(USUAL_DAYS));
        long days = ChronoUnit.DAYS.between(first, last);
        if (days < 0 || days > MOST_DAYS) {
            query.error("to", "field.days", MOST_DAYS);
        }
        query.finish();
        return new Span(first, last, to.isEmpty());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    private Field field(Call call) {
        return registry.fields()
                .find(call.path("id"))
                .filter(new IrrigationSight(call, registry)::sees)
                .orElseThrow(() -> Problem.notFound(Excerpt.of(call.path("id"))));
    }

    /** A station of the person's area, or one that a field which the person sees is reckoned with. */
    private DeviceId visible(Call call, DeviceId station) {
        boolean named = new IrrigationSight(call, registry)
                .fields().stream().anyMatch(field -> stations(field).anyMatch(station::equals));
        return named ? station : new Places(places).device(call, station).id();
    }

    private static Stream<DeviceId> stations(Field field) {
        Field.Sensors sensors = field.sensors();
        return Stream.concat(sensors.weather().stream(), sensors.rain().stream());
    }

    private static ObjectNode view(WeatherDay day) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("device", day.device().value())
                .put("day", day.day().toString());
        ObjectNode inputs = json.putObject("inputs");
        new TreeMap<>(day.inputs()).forEach((quantity, value) -> {
            inputs.put(IrrigationStateView.word(quantity), IrrigationStateView.rounded(value));
        });
        json.put(
                        "evapotranspiration",
                        day.reference()
                                .map(DailyEvapotranspiration::millimetres)
                                .map(IrrigationStateView::rounded)
                                .orElse(null))
                .put(
                        "method",
                        day.reference()
                                .map(value -> IrrigationStateView.word(value.method()))
                                .orElse(null))
                .put(
                        "quality",
                        day.reference().map(DailyEvapotranspiration::measured).orElse(null))
                .put(
                        "hourly",
                        day.hourly()
                                .map(hourly -> IrrigationStateView.rounded(hourly.millimetres()))
                                .orElse(null))
                .put(
                        "rain",
                        day.rain()
                                .map(rain -> IrrigationStateView.rounded(rain.millimetres()))
                                .orElse(null))
                .put(
                        "rainSource",
                        day.rain()
                                .map(rain -> IrrigationStateView.word(rain.source()))
                                .orElse(null));
        json.withArray("missing");
        for (Gap gap : day.reference().map(DailyEvapotranspiration::gaps).orElse(List.of())) {
            ObjectNode missing = json.withArray("missing")
                    .addObject()
                    .put("quantity", IrrigationStateView.word(gap.quantity()))
                    .put("cause", IrrigationStateView.word(gap.cause()));
            missing.putNull("value");
            gap.value().stream().filter(Double::isFinite).forEach(value -> missing.put("value", value));
        }
        return json;
    }

    private static Map<String, Object> view(Bulletin bulletin) {
        return Map.of(
                "area", bulletin.area(),
                "areaName", bulletin.areaName(),
                "day", bulletin.day().toString(),
                "vi", bulletin.vi(),
                "en", bulletin.en(),
                "sms", bulletin.sms(),
                "madeAt", bulletin.madeAt().toString());
    }

    /** @param open without an end */
    private record Span(LocalDate first, LocalDate last, boolean open) {}
}
