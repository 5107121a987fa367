package org.kenh.operations.irrigation.demand;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.kenh.operations.irrigation.agronomy.BalanceDay;
import org.kenh.operations.irrigation.agronomy.DayCourse;
import org.kenh.operations.irrigation.agronomy.DayWater;
import org.kenh.operations.irrigation.agronomy.Demand;
import org.kenh.operations.irrigation.agronomy.DemandForecast;
import org.kenh.operations.irrigation.agronomy.DryCropBalance;
import org.kenh.operations.irrigation.agronomy.Measurement;
import org.kenh.operations.irrigation.agronomy.Need;
import org.kenh.operations.irrigation.agronomy.Outlook;
import org.kenh.operations.irrigation.agronomy.PaddyBalance;
import org.kenh.operations.irrigation.agronomy.Season;
import org.kenh.operations.irrigation.agronomy.SensorEffect;
import org.kenh.operations.irrigation.agronomy.Sentences;
import org.kenh.operations.irrigation.agronomy.Situation;
import org.kenh.operations.irrigation.agronomy.TooDeep;
import org.kenh.operations.irrigation.agronomy.WaterState;
import org.kenh.operations.irrigation.demand.FieldDay.RainOrigin;
import org.kenh.operations.irrigation.demand.FieldDay.ReferenceSource;
import org.kenh.operations.irrigation.demand.FieldState.Urgency;
import org.kenh.operations.irrigation.demand.FieldState.Warning;

/** Carries a field from its last day to now and ahead. */
final class FieldLook {
    /** Days that are shown ahead. */
    static final int AHEAD = 10;

    /** A day with less rain is dry (as the World Meteorological Organization counts). */
    private static final double WET_DAY = 1;

    private static final int MOST_DRY_DAYS = 30;
    private static final int SOON_DAYS = 3;
    private static final double SUFFERS = 0.999;

    private final FieldModel model;
    private final Surroundings around;
    private final LocalDateTime now;
    private final LocalDate today;
    private final TreeMap<LocalDate, FieldDay> past = new TreeMap<>();

    /** @param past days of the season, without a hole up to yesterday */
    FieldLook(FieldModel model, Surroundings around, List<FieldDay> past) {
        this.model = model;
        this.around = around;
        this.now = LocalDateTime.ofInstant(around.now(), DemandSettings.ZONE);
        this.today = now.toLocalDate();
        past.forEach(day -> this.past.put(day.balance().day(), day));
    }

    /** The state now. */
    Looked look(WaterState midnight, FieldReckoner reckoner) {
        FieldDay.Drivers drivers = reckoner.drivers(today);
        DistrictWeather.Reference usual =
                around.weather().usual(model.field().sensors().weather(), today);
        BalanceDay passed = passed(midnight, drivers, usual.millimetres());
        Outlook outlook = outlook(usual.millimetres(), drivers.rainMeasured());
        Situation situation = new Situation(passed.after(), now, dryDays());
        Demand demand = DemandForecast.of(model.balance(), situation, outlook, model.delivery());
        FieldState state = new FieldState(
                model.field().id(),
                model.field().name(),
                model.field().area(),
                around.now(),
                growth(),
                water(passed, usual.millimetres()),
                weather(drivers, usual.millimetres()),
                urgency(demand),
                demand.need().map(this::needed),
                new FieldState.Sentence(Sentences.vietnamese(demand, now), Sentences.english(demand, now)),
                warnings(passed, usual));
        return new Looked(state, ahead(passed.after(), outlook));
    }

    /** What has happened since midnight. */
    private BalanceDay passed(WaterState midnight, FieldDay.Drivers drivers, double reference) {
        DayWater water = DayWater.of(
                today,
                reference * DayCourse.evaporated(now.toLocalTime()),
                drivers.rainMeasured(),
                model.net(drivers.delivered()));
        Measurement measured = around.sensor().within(Hours.start(today), around.now(), model.doubtedFrom(today));
        return model.balance().during(DayCourse.passed(now.toLocalTime())).step(midnight, water, measured);
    }

    private Outlook outlook(double reference, double fallen) {
        Map<LocalDate, Double> rain = new TreeMap<>(around.forecast());
        rain.computeIfPresent(today, (day, forecast) -> Math.max(0, forecast - fallen));
        return Outlook.of(today, DemandForecast.HORIZON, reference, rain);
    }

    private List<DayForecast> ahead(WaterState from, Outlook outlook) {
        List<DayForecast> days = new ArrayList<>();
        WaterState state = from;
        for (int number = 0; number < AHEAD; number++) {
            LocalDate day = today.plusDays(number);
            LocalTime start = number == 0 ? now.toLocalTime() : LocalTime.MIDNIGHT;
            double rain = DemandForecast.TRUSTED_RAIN * outlook.on(day).rain();
            double reference = outlook.on(day).reference();
            double left = reference * (1 - DayCourse.evaporated(start));
            BalanceDay step = model.balance()
                    .during(1 - DayCourse.passed(start))
                    .step(state, DayWater.of(day, left, rain, 0), Measurement.none());
            state = step.after();
            days.add(new DayForecast(
                    day,
                    reference,
                    forecast(day),
                    step.evapotranspiration(),
                    state.storage(),
                    model.water(state.storage()),
                    model.bounds(day, reference)));
        }
        return days;
    }

    private OptionalDouble forecast(LocalDate day) {
        Double rain = around.forecast().get(day);
        return rain == null ? OptionalDouble.empty() : OptionalDouble.of(rain);
    }

    private FieldState.Growth growth() {
        Season season = model.balance().season();
        return new FieldState.Growth(
                model.season().id(),
                season.crop().id(),
                season.crop().name(),
                season.crop().kind(),
                season.planted(),
                season.dayNumber(today),
                season.stageOn(today),
                model.balance() instanceof PaddyBalance paddy
                        ? Optional.of(paddy.calendar().phaseOn(today))
                        : Optional.empty(),
                season.coefficientOn(today));
    }

    private FieldState.Water water(BalanceDay passed, double reference) {
        double storage = passed.after().storage();
        return new FieldState.Water(
                storage,
                model.water(storage),
                soil(reference),
                model.bounds(today, reference),
                passed.after().confidence().level(),
                measuredAt(passed));
    }

    private Optional<FieldState.SoilWater> soil(double reference) {
        return switch (model.balance()) {
            case PaddyBalance paddy -> Optional.empty();
            case DryCropBalance dry -> {
                double crop = dry.season().coefficientOn(today) * reference;
                yield Optional.of(new FieldState.SoilWater(dry.available(today), dry.readily(today, crop)));
            }
        };
    }

    private Optional<Instant> measuredAt(BalanceDay passed) {
        if (passed.sensor() instanceof SensorEffect.Applied applied) {
            return Optional.of(applied.reading().at());
        }
        return past.descendingMap().values().stream()
                .map(day -> day.balance().sensor())
                .filter(SensorEffect.Applied.class::isInstance)
                .map(effect -> ((SensorEffect.Applied) effect).reading().at())
                .findFirst();
    }

    private FieldState.Weather weather(FieldDay.Drivers drivers, double reference) {
        double fallen = drivers.rainMeasured();
        double ahead = 0;
        for (int number = 0; number < SOON_DAYS; number++) {
            fallen += number == 0 ? 0 : rain(today.minusDays(number)).millimetres();
            ahead += forecast(today.plusDays(number)).orElse(0);
        }
        double coefficient = model.balance().season().coefficientOn(today);
        return new FieldState.Weather(fallen, dryDays(), ahead, reference, coefficient * reference);
    }

    /** Whole days without rain before today; a day that nobody has measured ends the count. */
    private int dryDays() {
        int days = 0;
        while (days < MOST_DRY_DAYS) {
            DistrictWeather.Rain rain = rain(today.minusDays(days + 1L));
            if (rain.origin() == RainOrigin.NONE || rain.millimetres() >= WET_DAY) {
                break;
            }
            days++;
        }
        return days;
    }

    private DistrictWeather.Rain rain(LocalDate day) {
        FieldDay kept = past.get(day);
        return kept == null
                ? around.weather().rain(model.gauges(), day)
                : new DistrictWeather.Rain(
                        kept.drivers().rainMeasured(), kept.drivers().rainOrigin());
    }

    private Urgency urgency(Demand demand) {
        if (demand.need().isEmpty()) {
            return Urgency.NO;
        }
        LocalDateTime needed = demand.need().get().needed();
        if (!needed.isAfter(now)) {
            return Urgency.NOW;
        }
        return needed.toLocalDate().isAfter(today.plusDays(SOON_DAYS)) ? Urgency.NO : Urgency.SOON;
    }

    private FieldState.Needed needed(Need need) {
        return new FieldState.Needed(
                instant(need.earliest()),
                instant(need.needed()),
                instant(need.dueBy()),
                need.stressFrom().map(FieldLook::instant),
                need.lastBy().map(FieldLook::instant),
                need.net(),
                need.gross(),
                need.cubicMetres(),
                Math.toIntExact(need.needed().toLocalDate().toEpochDay() - today.toEpochDay()));
    }

    private static Instant instant(LocalDateTime local) {
        return local.atZone(DemandSettings.ZONE).toInstant();
    }

    private List<Warning> warnings(BalanceDay passed, DistrictWeather.Reference usual) {
        List<Warning> warnings = new ArrayList<>();
        if (model.isPaddy() && isTooDeep(passed)) {
            warnings.add(Warning.TOO_DEEP);
        }
        if (passed.stress() < SUFFERS) {
            warnings.add(Warning.STRESSED);
        }
        if (model.sensor().isPresent() && isSilent(passed)) {
            warnings.add(Warning.SENSOR_SILENT);
        }
        if (usual.source() == ReferenceSource.ASSUMED) {
            warnings.add(Warning.NO_WEATHER);
        }
        return warnings;
    }

    private boolean isSilent(BalanceDay passed) {
        Instant now = around.now();
        return passed.sensor() instanceof SensorEffect.Ignored
                || around.sensor().readings(now.minus(SensorEffect.STALE), now).isEmpty();
    }

    /** Only days that are over count, with the lower of the levels at both ends; and the water must still be there. */
    private boolean isTooDeep(BalanceDay passed) {
        TreeMap<LocalDate, Double> levels = new TreeMap<>();
        past.forEach((day, kept) ->
                levels.put(day, Math.min(model.water(kept.balance().before()), kept.water())));
        double level = model.water(passed.after().storage());
        return TooDeep.find(levels).filter(found -> level >= found.depth()).isPresent();
    }

    /** What the look needs besides the field. */
    record Surroundings(DistrictWeather weather, SensorHours sensor, Map<LocalDate, Double> forecast, Instant now) {}

    /** What came of it. */
    record Looked(FieldState state, List<DayForecast> ahead) {}
}
