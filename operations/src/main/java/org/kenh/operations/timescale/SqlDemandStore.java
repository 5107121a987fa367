package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.kenh.operations.irrigation.demand.Bulletin;
import org.kenh.operations.irrigation.demand.DemandStore;
import org.kenh.operations.irrigation.demand.FieldDay;
import org.kenh.operations.irrigation.demand.RainForecast;
import org.kenh.operations.irrigation.demand.WeatherDay;
import org.kenh.telemetry.DeviceId;

/** Weather days, field days, forecasts and bulletins in the tables {@code irrigation_…}. */
public final class SqlDemandStore implements DemandStore {
    private final OperationsDatabase database;

    public SqlDemandStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public List<WeatherDay> weather(DeviceId device, LocalDate first, LocalDate last) {
        return database.withHandle(
                "read the weather days of " + device,
                handle -> handle.createQuery("select * from irrigation_weather_day"
                                + " where device = :device and day between :first and :last order by day")
                        .bind("device", device.value())
                        .bind("first", first)
                        .bind("last", last)
                        .map((row, context) -> WeatherDayRow.read(row))
                        .list());
    }

    @Override
    public void keepWeather(List<WeatherDay> days) {
        if (!days.isEmpty()) {
            database.inTransaction("keep weather days", handle -> {
                PreparedBatch batch = handle.prepareBatch(WeatherDayRow.UPSERT);
                days.forEach(day -> WeatherDayRow.bind(batch, day).add());
                return batch.execute().length;
            });
        }
    }

    @Override
    public List<FieldDay> days(String field, LocalDate first, LocalDate last) {
        return database.withHandle(
                "read the days of field " + field,
                handle -> handle.createQuery("select * from irrigation_field_day"
                                + " where field = :field and day between :first and :last order by day")
                        .bind("field", field)
                        .bind("first", first)
                        .bind("last", last)
                        .map((row, context) -> FieldDayRow.read(row))
                        .list());
    }

    @Override
    public Optional<FieldDay> dayBefore(String field, LocalDate day) {
        return database.withHandle(
                "read the last day of field " + field,
                handle -> handle.createQuery("select * from irrigation_field_day"
                                + " where field = :field and day < :day order by day desc limit 1")
                        .bind("field", field)
                        .bind("day", day)
                        .map((row, context) -> FieldDayRow.read(row))
                        .findFirst());
    }

    @Override
    public void keepDays(String field, List<FieldDay> days, Set<LocalDate> gone) {
        database.inTransaction("keep the days of field " + field, handle -> {
            removeDays(handle, field, gone);
            if (days.isEmpty()) {
                return 0;
            }
            PreparedBatch batch = handle.prepareBatch(FieldDayRow.UPSERT);
            days.forEach(day -> FieldDayRow.bind(batch, day).add());
            return batch.execute().length;
        });
    }

    private static void removeDays(Handle handle, String field, Set<LocalDate> gone) {
        for (LocalDate day : gone) {
            handle.createUpdate("delete from irrigation_field_day where field = :field and day = :day")
                    .bind("field", field)
                    .bind("day", day)
                    .execute();
        }
    }

    @Override
    public List<RainForecast> forecasts(LocalDate first, LocalDate last) {
        return database.withHandle(
                "read the rain forecasts",
                handle -> handle.createQuery("select * from irrigation_rain_forecast"
                                + " where day between :first and :last order by day, area")
                        .bind("first", first)
                        .bind("last", last)
                        .map((row, context) -> forecast(row))
                        .list());
    }

    @Override
    public void keepForecasts(List<RainForecast> forecasts) {
        if (forecasts.isEmpty()) {
            return;
        }
        database.inTransaction("keep rain forecasts", handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    insert into irrigation_rain_forecast (area, day, mm, source, by, at)
                    values (:area, :day, :mm, :source, :by, :at)
                    on conflict (area, day) do update set mm = excluded.mm, source = excluded.source,
                        by = excluded.by, at = excluded.at""");
            forecasts.forEach(forecast -> batch.bind("area", forecast.area().orElse(""))
                    .bind("day", forecast.day())
                    .bind("mm", forecast.millimetres())
                    .bind("source", forecast.source())
                    .bind("by", forecast.by())
                    .bind("at", forecast.at().truncatedTo(ChronoUnit.MICROS))
                    .add());
            return batch.execute().length;
        });
    }

    @Override
    public void removeForecasts(Optional<String> area, Set<LocalDate> days) {
        database.inTransaction("remove rain forecasts", handle -> {
            for (LocalDate day : days) {
                handle.createUpdate("delete from irrigation_rain_forecast where area = :area and day = :day")
                        .bind("area", area.orElse(""))
                        .bind("day", day)
                        .execute();
            }
            return days.size();
        });
    }

    @Override
    public List<Bulletin> bulletins(LocalDate day) {
        return database.withHandle(
                "read the bulletins of " + day,
                handle -> handle.createQuery("select * from irrigation_bulletin where day = :day order by area")
                        .bind("day", day)
                        .map((row, context) -> bulletin(row))
                        .list());
    }

    @Override
    public void keepBulletins(List<Bulletin> bulletins) {
        if (bulletins.isEmpty()) {
            return;
        }
        database.inTransaction("keep bulletins", handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    insert into irrigation_bulletin (area, day, area_name, vi, en, sms, made_at)
                    values (:area, :day, :name, :vi, :en, :sms, :at) on conflict do nothing""");
            bulletins.forEach(bulletin -> batch.bind("area", bulletin.area())
                    .bind("day", bulletin.day())
                    .bind("name", bulletin.areaName())
                    .bind("vi", bulletin.vi())
                    .bind("en", bulletin.en())
                    .bind("sms", bulletin.sms())
                    .bind("at", bulletin.madeAt().truncatedTo(ChronoUnit.MICROS))
                    .add());
            return batch.execute().length;
        });
    }

    private static RainForecast forecast(ResultSet row) throws SQLException {
        String area = row.getString("area");
        return new RainForecast(
                area.isEmpty() ? Optional.empty() : Optional.of(area),
                row.getObject("day", LocalDate.class),
                row.getDouble("mm"),
                row.getString("source"),
                row.getString("by"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    private static Bulletin bulletin(ResultSet row) throws SQLException {
        return new Bulletin(
                row.getString("area"),
                row.getString("area_name"),
                row.getObject("day", LocalDate.class),
                row.getString("vi"),
                row.getString("en"),
                row.getString("sms"),
                row.getObject("made_at", OffsetDateTime.class).toInstant());
    }
}
