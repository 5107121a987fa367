package org.kenh.operations.timescale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.kenh.operations.OperationsException;
import org.kenh.operations.irrigation.agronomy.DailyEvapotranspiration;
import org.kenh.operations.irrigation.agronomy.EvapotranspirationMethod;
import org.kenh.operations.irrigation.agronomy.Gap;
import org.kenh.operations.irrigation.agronomy.Quantity;
import org.kenh.operations.irrigation.demand.WeatherDay;
import org.kenh.telemetry.DeviceId;

/** A row of {@code irrigation_weather_day}. */
final class WeatherDayRow {
    static final String UPSERT = """
            insert into irrigation_weather_day (device, day, inputs, et0, method, quality, missing, et0_hourly, clearness,
                rain, rain_source)
            values (:device, :day, cast(:inputs as jsonb), :et0, :method, :quality, cast(:missing as jsonb), :hourly,
                :clearness, :rain, :rainSource)
            on conflict (device, day) do update set inputs = excluded.inputs, et0 = excluded.et0,
                method = excluded.method, quality = excluded.quality, missing = excluded.missing,
                et0_hourly = excluded.et0_hourly, clearness = excluded.clearness, rain = excluded.rain,
                rain_source = excluded.rain_source""";

    private static final ObjectMapper JSON = new ObjectMapper();

    private WeatherDayRow() {}

    static PreparedBatch bind(PreparedBatch batch, WeatherDay day) {
        Optional<DailyEvapotranspiration> reference = day.reference();
        return batch.bind("device", day.device().value())
                .bind("day", day.day())
                .bind("inputs", inputs(day.inputs()).toString())
                .bind("et0", reference.map(DailyEvapotranspiration::millimetres))
                .bind("method", reference.map(value -> value.method().name()))
                .bind("quality", reference.map(DailyEvapotranspiration::measured))
                .bind(
                        "missing",
                        gaps(reference.map(DailyEvapotranspiration::gaps).orElse(List.of()))
                                .toString())
                .bind("hourly", day.hourly().map(WeatherDay.Hourly::millimetres))
                .bind("clearness", day.hourly().map(WeatherDay.Hourly::clearness))
                .bind("rain", day.rain().map(WeatherDay.Rain::millimetres))
                .bind("rainSource", day.rain().map(rain -> rain.source().name()));
    }

    static WeatherDay read(ResultSet row) throws SQLException {
        LocalDate day = row.getObject("day", LocalDate.class);
        Optional<Double> hourly = number(row, "et0_hourly");
        Optional<Double> rain = number(row, "rain");
        return new WeatherDay(
                DeviceId.of(row.getString("device")),
                day,
                inputs(tree(row.getString("inputs"))),
                reference(row, day),
                hourly.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new WeatherDay.Hourly(hourly.get(), row.getDouble("clearness"))),
                rain.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new WeatherDay.Rain(
                                rain.get(), WeatherDay.RainSource.valueOf(row.getString("rain_source")))));
    }

    private static Optional<DailyEvapotranspiration> reference(ResultSet row, LocalDate day) throws SQLException {
        Optional<Double> millimetres = number(row, "et0");
        return millimetres.isEmpty()
                ? Optional.empty()
                : Optional.of(new DailyEvapotranspiration(
                        day,
                        millimetres.get(),
                        EvapotranspirationMethod.valueOf(row.getString("method")),
                        row.getInt("quality"),
                        gaps(tree(row.getString("missing"))),
                        Optional.empty()));
    }

    static Optional<Double> number(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Double.class));
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new OperationsException("the store holds what is not JSON", e);
        }
    }

    private static ObjectNode inputs(Map<Quantity, Double> inputs) {
        ObjectNode node = JSON.createObjectNode();
        new TreeMap<>(inputs).forEach((quantity, value) -> node.put(quantity.name(), value));
        return node;
    }

    private static Map<Quantity, Double> inputs(JsonNode node) {
        Map<Quantity, Double> inputs = new EnumMap<>(Quantity.class);
        node.properties()
                .forEach(entry -> inputs.put(
                        Quantity.valueOf(entry.getKey()), entry.getValue().doubleValue()));
        return inputs;
    }

    private static ArrayNode gaps(List<Gap> gaps) {
        ArrayNode array = JSON.createArrayNode();
        for (Gap gap : gaps) {
            ObjectNode node = array.addObject()
                    .put("quantity", gap.quantity().name())
                    .put("cause", gap.cause().name());
            // JSON has no NaN.
            gap.value().stream().filter(Double::isFinite).forEach(value -> node.put("value", value));
        }
        return array;
    }

    private static List<Gap> gaps(JsonNode array) {
        List<Gap> gaps = new ArrayList<>();
        for (JsonNode node : array) {
            gaps.add(new Gap(
                    Quantity.valueOf(node.path("quantity").asText()),
                    Gap.Cause.valueOf(node.path("cause").asText()),
                    node.has("value") ? OptionalDouble.of(node.get("value").doubleValue()) : OptionalDouble.empty()));
        }
        return gaps;
    }
}
