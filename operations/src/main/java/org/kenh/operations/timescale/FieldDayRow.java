package org.kenh.operations.timescale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.kenh.operations.irrigation.agronomy.BalanceDay;
import org.kenh.operations.irrigation.agronomy.Climate;
import org.kenh.operations.irrigation.agronomy.Confidence;
import org.kenh.operations.irrigation.agronomy.SensorEffect;
import org.kenh.operations.irrigation.agronomy.SensorReading;
import org.kenh.operations.irrigation.agronomy.WaterState;
import org.kenh.operations.irrigation.demand.Bounds;
import org.kenh.operations.irrigation.demand.DeliveredWater;
import org.kenh.operations.irrigation.demand.FieldDay;

/** A row of {@code irrigation_field_day}. */
final class FieldDayRow {
    static final String UPSERT = upsert(
            "season",
            "season_revision",
            "paddy",
            "et0",
            "et0_source",
            "coefficient",
            "coefficient_table",
            "climate_wind",
            "climate_driest",
            "climate_days",
            "rain_measured",
            "rain_origin",
            "rain",
            "rain_ignored",
            "delivered",
            "delivered_how",
            "irrigation",
            "capillary",
            "potential",
            "evapotranspiration",
            "percolation",
            "runoff",
            "correction",
            "storage_before",
            "storage_after",
            "measured_days_ago",
            "water",
            "target",
            "trigger",
            "stress",
            "changed_at");

    private FieldDayRow() {}

    private static String upsert(String... columns) {
        StringBuilder names = new StringBuilder("field, day, sensor");
        StringBuilder values = new StringBuilder(":field, :day, cast(:sensor as jsonb)");
        StringBuilder updates = new StringBuilder("sensor = excluded.sensor");
        for (String column : columns) {
            names.append(", ").append(column);
            values.append(", :").append(column);
            updates.append(", ").append(column).append(" = excluded.").append(column);
        }
        return "insert into irrigation_field_day (" + names + ") values (" + values
                + ") on conflict (field, day) do update set " + updates;
    }

    static PreparedBatch bind(PreparedBatch batch, FieldDay day) {
        FieldDay.Drivers drivers = day.drivers();
        Optional<Climate.Mean> climate = day.adjustment().map(FieldDay.Adjustment::climate);
        return bindBalance(batch, day.balance())
                .bind("field", day.field())
                .bind("season", day.season())
                .bind("season_revision", day.seasonRevision())
                .bind("paddy", day.paddy())
                .bind("et0", drivers.reference())
                .bind("et0_source", drivers.referenceSource().name())
                .bind("coefficient", day.coefficient())
                .bind("coefficient_table", day.adjustment().map(FieldDay.Adjustment::table))
                .bind("climate_wind", climate.map(Climate.Mean::wind))
                .bind("climate_driest", climate.map(Climate.Mean::driest))
                .bind("climate_days", climate.map(Climate.Mean::days))
                .bind("rain_measured", drivers.rainMeasured())
                .bind("rain_origin", drivers.rainOrigin().name())
                .bind("delivered", drivers.delivered())
                .bind("delivered_how", drivers.how().map(Enum::name))
                .bind("water", day.water())
                .bind("target", day.bounds().map(Bounds::target))
                .bind("trigger", day.bounds().map(Bounds::trigger))
                .bind("stress", day.bounds().map(Bounds::stress))
                .bind("changed_at", day.changedAt().truncatedTo(ChronoUnit.MICROS));
    }

    private static PreparedBatch bindBalance(PreparedBatch batch, BalanceDay balance) {
        OptionalInt measured = balance.after().confidence().daysSinceMeasurement();
        return batch.bind("day", balance.day())
                .bind("rain", balance.rain())
                .bind("rain_ignored", balance.ignoredRain())
                .bind("irrigation", balance.irrigation())
                .bind("capillary", balance.capillaryRise())
                .bind("potential", balance.potential())
                .bind("evapotranspiration", balance.evapotranspiration())
                .bind("percolation", balance.percolation())
                .bind("runoff", balance.runoff())
                .bind("sensor", sensor(balance.sensor()).toString())
                .bind("correction", balance.sensor().correction())
                .bind("storage_before", balance.before())
                .bind("storage_after", balance.after().storage())
                .bind("measured_days_ago", measured.isPresent() ? measured.getAsInt() : null);
    }

    static FieldDay read(ResultSet row) throws SQLException {
        return new FieldDay(
                row.getString("field"),
                row.getLong("season"),
                row.getInt("season_revision"),
                row.getBoolean("paddy"),
                balance(row),
                row.getDouble("coefficient"),
                adjustment(row),
                drivers(row),
                row.getDouble("water"),
                bounds(row),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    private static BalanceDay balance(ResultSet row) throws SQLException {
        Integer measured = row.getObject("measured_days_ago", Integer.class);
        Confidence confidence = new Confidence(measured == null ? OptionalInt.empty() : OptionalInt.of(measured));
        return new BalanceDay(
                row.getObject("day", LocalDate.class),
                row.getDouble("storage_before"),
                row.getDouble("rain"),
                row.getDouble("rain_ignored"),
                row.getDouble("irrigation"),
                row.getDouble("capillary"),
                row.getDouble("evapotranspiration"),
                row.getDouble("potential"),
                row.getDouble("percolation"),
                row.getDouble("runoff"),
                sensor(WeatherDayRow.tree(row.getString("sensor"))),
                new WaterState(row.getDouble("storage_after"), confidence));
    }

    private static Optional<FieldDay.Adjustment> adjustment(ResultSet row) throws SQLException {
        Optional<Double> table = WeatherDayRow.number(row, "coefficient_table");
        return table.isEmpty()
                ? Optional.empty()
                : Optional.of(new FieldDay.Adjustment(
                        table.get(),
                        new Climate.Mean(
                                row.getDouble("climate_wind"),
                                row.getDouble("climate_driest"),
                                row.getInt("climate_days"))));
    }

    private static FieldDay.Drivers drivers(ResultSet row) throws SQLException {
        return new FieldDay.Drivers(
                row.getDouble("et0"),
                FieldDay.ReferenceSource.valueOf(row.getString("et0_source")),
                row.getDouble("rain_measured"),
                FieldDay.RainOrigin.valueOf(row.getString("rain_origin")),
                row.getDouble("delivered"),
                Optional.ofNullable(row.getString("delivered_how")).map(DeliveredWater.How::valueOf));
    }

    private static Optional<Bounds> bounds(ResultSet row) throws SQLException {
        Optional<Double> target = WeatherDayRow.number(row, "target");
        return target.isEmpty()
                ? Optional.empty()
                : Optional.of(new Bounds(target.get(), row.getDouble("trigger"), row.getDouble("stress")));
    }

    private static ObjectNode sensor(SensorEffect effect) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        return switch (effect) {
            case SensorEffect.None none -> node;
            case SensorEffect.Ignored(SensorReading reading, SensorEffect.Cause cause) ->
                reading(node, reading).put("cause", cause.name());
            case SensorEffect.Applied(SensorReading reading, double computed, double measured, double correction) ->
                reading(node, reading)
                        .put("computed", computed)
                        .put("measured", measured)
                        .put("correction", correction);
        };
    }

    private static ObjectNode reading(ObjectNode node, SensorReading reading) {
        return node.put("at", reading.at().toString())
                .put("value", reading.value())
                .put("good", reading.good());
    }

    private static SensorEffect sensor(JsonNode node) {
        if (!node.has("at")) {
            return new SensorEffect.None();
        }
        SensorReading reading = new SensorReading(
                Instant.parse(node.get("at").asText()),
                node.get("value").doubleValue(),
                node.get("good").asBoolean());
        return node.has("cause")
                ? new SensorEffect.Ignored(
                        reading, SensorEffect.Cause.valueOf(node.get("cause").asText()))
                : new SensorEffect.Applied(
                        reading,
                        node.get("computed").doubleValue(),
                        node.get("measured").doubleValue(),
                        node.get("correction").doubleValue());
    }
}
