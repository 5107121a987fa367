package org.kenh.operations.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.kenh.ingest.registry.Registry;
import org.kenh.operations.irrigation.demand.DemandOffice;
import org.kenh.operations.irrigation.demand.ForecastTable;
import org.kenh.operations.irrigation.demand.RainForecast;

/** Rain that people have been told of: entered by hand for a day, or as a table for many. */
final class IrrigationRainResource {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final String PATH = "/irrigation/rain-forecast";
    private static final int AHEAD = 15;
    private static final int LONGEST_SOURCE = 200;
    private static final int LARGEST = 64 * 1024;

    private final Places places;
    private final DemandOffice office;
    private final AuditTrail audit;
    private final InstantSource clock;

    IrrigationRainResource(Backend backend, AuditTrail audit) {
        Registry registry = backend.telemetry().registry();
        this.places = new Places(registry);
        this.office = backend.irrigation().demand();
        this.audit = audit;
        this.clock = backend.clock();
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, Endpoint.Access.EVERY_ROLE, this::list),
                new Endpoint(HttpMethod.PUT, PATH, IrrigationAnswers.CHANGERS, this::keep, LARGEST));
    }

    private Answer list(Call call) {
        Query query = call.query();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
        LocalDate first = query.date("from").orElse(today);
        LocalDate last = query.date("to").orElse(first.plusDays(AHEAD));
        query.finish();
        return Answer.ok(office.store().forecasts(first, last).stream()
                .map(IrrigationRainResource::view)
                .toList());
    }

    /** All or nothing: a table with a wrong line can be mended and sent again. */
    private Answer keep(Call call) {
        call.query().finish();
        JsonBody body = call.body();
        Optional<String> area = body.optionalFormed("area", Inputs::isId);
        String source = body.optionalText("source", LONGEST_SOURCE).orElse("");
        boolean table = body.has("csv");
        List<ForecastTable.Line> lines = table ? lines(body) : List.of(line(body));
        area.filter(id -> !id.isEmpty() && !places.isOwnArea(call, id))
                .ifPresent(id -> body.error("area", "field.reference", id));
        body.finish();
        if (area.isEmpty() && !call.scope().isEverything()) {
            throw Problem.of(403, "problem.forbidden");
        }
        Instant now = clock.instant();
        List<RainForecast> entered = lines.stream()
                .flatMap(line -> line.millimetres().stream()
                        .mapToObj(rain -> new RainForecast(area, line.day(), rain, source, call.username(), now)))
                .toList();
        Set<LocalDate> removed = lines.stream()
                .filter(line -> line.millimetres().isEmpty())
                .map(ForecastTable.Line::day)
                .collect(Collectors.toSet());
        office.store().keepForecasts(entered);
        office.store().removeForecasts(area, removed);
        IrrigationAnswers.writeDown(
                audit, call, "irrigation.rainForecast", new AuditTrail.Deed(area.orElse("*"), detail(lines)));
        office.wake().run();
        return Answer.ok(entered.stream().map(IrrigationRainResource::view).toList());
    }

    private static ForecastTable.Line line(JsonBody body) {
        Optional<LocalDate> day = body.optionalDate("day");
        if (day.isEmpty()) {
            body.error("day", "field.required");
        }
        OptionalDouble rain = body.has("millimetres")
                ? OptionalDouble.of(body.number("millimetres", 0, RainForecast.MOST))
                : removed(body);
        return new ForecastTable.Line(day.orElse(LocalDate.EPOCH), rain);
    }

    /** Null takes the forecast of the day away; without the member it is not said what is meant. */
    private static OptionalDouble removed(JsonBody body) {
        if (!body.mentions("millimetres")) {
            body.error("millimetres", "field.required");
        }
        body.optionalObject("millimetres");
        return OptionalDouble.empty();
    }

    private static List<ForecastTable.Line> lines(JsonBody body) {
        String csv = body.secret("csv", 1, LARGEST);
        List<ForecastTable.Line> lines = new ArrayList<>();
        for (ForecastTable.Row row : ForecastTable.read(csv)) {
            switch (row) {
                case ForecastTable.Line line -> lines.add(line);
                case ForecastTable.Mistake(int number, String text) ->
                    body.error("csv", "field.forecastLine", number, text);
            }
        }
        if (lines.isEmpty()) {
            body.error("csv", "field.required");
        }
        return lines;
    }

    private static String detail(List<ForecastTable.Line> lines) {
        String all = lines.stream()
                .map(line -> line.day() + " "
                        + (line.millimetres().isPresent() ? line.millimetres().getAsDouble() + " mm" : "–"))
                .collect(Collectors.joining(", "));
        return all.length() > 1_000 ? all.substring(0, 1_000) : all;
    }

    private static ObjectNode view(RainForecast forecast) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("area", forecast.area().orElse(null))
                .put("day", forecast.day().toString())
                .put("millimetres", forecast.millimetres())
                .put("source", forecast.source())
                .put("by", forecast.by())
                .put("at", forecast.at().toString());
    }
}
