package org.kenh.operations.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.irrigation.agronomy.BalanceDay;
import org.kenh.operations.irrigation.agronomy.SensorEffect;
import org.kenh.operations.irrigation.demand.Bounds;
import org.kenh.operations.irrigation.demand.DayForecast;
import org.kenh.operations.irrigation.demand.FieldDay;
import org.kenh.operations.irrigation.demand.FieldState;

/** States and days of fields as JSON, millimetres to a thousandth. */
final class IrrigationStateView {
    private IrrigationStateView() {}

    static ObjectNode of(FieldState state) {
        ObjectNode json = object().put("field", state.field())
                .put("name", state.name())
                .put("area", state.area())
                .put("asOf", state.asOf().toString());
        json.set("growth", growth(state.growth()));
        json.set("water", water(state.water()));
        FieldState.Weather weather = state.weather();
        json.putObject("weather")
                .put("rainThreeDays", rounded(weather.rainThreeDays()))
                .put("dryDays", weather.dryDays())
                .put("rainAhead", rounded(weather.rainAhead()))
                .put("evapotranspiration", rounded(weather.evapotranspiration()))
                .put("crop", rounded(weather.crop()));
        json.put("urgency", word(state.urgency()));
        json.set("needed", state.needed().map(IrrigationStateView::needed).orElse(null));
        json.putObject("sentence")
                .put("vi", state.sentence().vi())
                .put("en", state.sentence().en());
        state.warnings().forEach(warning -> json.withArray("warnings").add(word(warning)));
        json.withArray("warnings");
        return json;
    }

    static ObjectNode of(FieldDay day) {
        BalanceDay balance = day.balance();
        FieldDay.Drivers drivers = day.drivers();
        ObjectNode json = object().put("day", balance.day().toString())
                .put("season", day.season())
                .put("before", rounded(balance.before()))
                .put("rain", rounded(balance.rain()))
                .put("ignoredRain", rounded(balance.ignoredRain()))
                .put("irrigation", rounded(balance.irrigation()))
                .put("capillaryRise", rounded(balance.capillaryRise()))
                .put("evapotranspiration", rounded(balance.evapotranspiration()))
                .put("potential", rounded(balance.potential()))
                .put("percolation", rounded(balance.percolation()))
                .put("runoff", rounded(balance.runoff()))
                .put("correction", rounded(balance.sensor().correction()))
                .put("after", rounded(balance.after().storage()))
                .put("water", rounded(day.water()))
                .put("confidence", word(balance.after().confidence().level()))
                .put("reference", rounded(drivers.reference()))
                .put("referenceSource", word(drivers.referenceSource()))
                .put("coefficient", rounded(day.coefficient()))
                .put("rainOrigin", word(drivers.rainOrigin()))
                .put("delivered", rounded(drivers.delivered()))
                .put(
                        "deliveredHow",
                        drivers.how().map(IrrigationStateView::word).orElse(null))
                .put("changedAt", day.changedAt().toString());
        json.putNull("adjustment");
        day.adjustment()
                .ifPresent(adjustment -> json.putObject("adjustment")
                        .put("table", rounded(adjustment.table()))
                        .put("wind", rounded(adjustment.climate().wind()))
                        .put("minHumidity", rounded(adjustment.climate().driest()))
                        .put("days", adjustment.climate().days()));
        json.set("bounds", bounds(day.bounds()));
        json.set("sensor", sensor(balance.sensor()));
        return json;
    }

    static ObjectNode of(DayForecast day) {
        ObjectNode json = object().put("day", day.day().toString())
                .put("evapotranspiration", rounded(day.evapotranspiration()))
                .put("crop", rounded(day.crop()))
                .put("water", rounded(day.water()));
        json.putNull("rain");
        day.rain().ifPresent(rain -> json.put("rain", rounded(rain)));
        json.set("bounds", bounds(day.bounds()));
        return json;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }

    private static ObjectNode growth(FieldState.Growth growth) {
        ObjectNode json = object().put("season", growth.season())
                .put("crop", growth.crop())
                .put("kind", word(growth.kind()))
                .put("startedOn", growth.startedOn().toString())
                .put("day", growth.day())
                .put("stage", word(growth.stage()))
                .put("phase", growth.phase().map(IrrigationStateView::word).orElse(null))
                .put("coefficient", rounded(growth.coefficient()));
        json.putObject("cropName")
                .put("vi", growth.cropName().vi())
                .put("en", growth.cropName().en());
        return json;
    }

    private static ObjectNode water(FieldState.Water water) {
        ObjectNode json = object().put("storage", rounded(water.storage()))
                .put("now", rounded(water.now()))
                .put("confidence", word(water.confidence()))
                .put("lastMeasured", water.lastMeasured().map(Instant::toString).orElse(null));
        json.set(
                "soil",
                water.soil()
                        .map(soil -> object().put("available", rounded(soil.available()))
                                .put("readily", rounded(soil.readily())))
                        .orElse(null));
        json.set("bounds", bounds(water.bounds()));
        return json;
    }

    private static ObjectNode needed(FieldState.Needed needed) {
        return object().put("earliest", needed.earliest().toString())
                .put("needBy", needed.needBy().toString())
                .put("dueBy", needed.dueBy().toString())
                .put("stressFrom", needed.stressFrom().map(Instant::toString).orElse(null))
                .put("net", rounded(needed.net()))
                .put("gross", rounded(needed.gross()))
                .put("cubicMetres", rounded(needed.cubicMetres()))
                .put("days", needed.days());
    }

    private static @Nullable ObjectNode bounds(Optional<Bounds> bounds) {
        return bounds.map(found -> object().put("target", rounded(found.target()))
                        .put("trigger", rounded(found.trigger()))
                        .put("stress", rounded(found.stress())))
                .orElse(null);
    }

    private static ObjectNode sensor(SensorEffect effect) {
        return switch (effect) {
            case SensorEffect.None none -> object().put("effect", "none");
            case SensorEffect.Ignored ignored ->
                object().put("effect", "ignored")
                        .put("cause", word(ignored.cause()))
                        .put("at", ignored.reading().at().toString())
                        .put("value", ignored.reading().value());
            case SensorEffect.Applied applied ->
                object().put("effect", "applied")
                        .put("at", applied.reading().at().toString())
                        .put("value", applied.reading().value())
                        .put("computed", rounded(applied.computed()))
                        .put("measured", rounded(applied.measured()));
        };
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
