package org.kenh.operations.irrigation.demand;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.kenh.operations.irrigation.agronomy.DemandForecast;
import org.kenh.operations.irrigation.desk.Blocked;
import org.kenh.operations.irrigation.desk.Blocks;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.plan.Block;
import org.kenh.operations.irrigation.plan.BlockReason;
import org.kenh.operations.irrigation.plan.Period;

/**
 * Keeps fields without water today and tomorrow at times from which on {@link DemandForecast#RAIN_DELAY} are forecast for 24 hours,
 * whoever asked for the water, unless the crop suffers or would before that is over. The rain of a day is taken as if it fell
 * evenly. May block on the database; safe for any thread.
 */
public final class RainDelay implements Blocks {
    private static final Duration STEP = Duration.ofMinutes(30);
    private static final double DAY = Duration.ofDays(1).toSeconds();

    private final Supplier<List<Field>> fields;
    private final ForecastProvider forecast;
    private final Demands demands;
    private final InstantSource clock;

    public RainDelay(Supplier<List<Field>> fields, ForecastProvider forecast, Demands demands, InstantSource clock) {
        this.fields = fields;
        this.forecast = forecast;
        this.demands = demands;
        this.clock = clock;
    }

    @Override
    public List<Blocked> within(Period period) {
        LocalDate today = clock.instant().atZone(DemandSettings.ZONE).toLocalDate();
        Map<String, List<Period>> wet = new HashMap<>();
        List<Blocked> found = new ArrayList<>();
        for (Field field : fields.get()) {
            for (Period delay : wet.computeIfAbsent(field.area(), area -> delays(area, today))) {
                if (delay.overlaps(period) && !suffers(field.id(), delay.to())) {
                    found.add(new Blocked(SubjectKind.FIELD, field.id(), block(delay, period)));
                }
            }
        }
        return List.copyOf(found);
    }

    private static Block block(Period delay, Period within) {
        Instant from = delay.from().isBefore(within.from()) ? within.from() : delay.from();
        Instant to = delay.to().isAfter(within.to()) ? within.to() : delay.to();
        return new Block(BlockReason.RAIN_DELAY, new Period(from, to));
    }

    private boolean suffers(String field, Instant until) {
        return demands.state(field)
                .filter(state -> state.warnings().contains(FieldState.Warning.STRESSED)
                        || state.needed()
                                .flatMap(FieldState.Needed::stressFrom)
                                .filter(from -> !from.isAfter(until))
                                .isPresent())
                .isPresent();
    }

    private List<Period> delays(String area, LocalDate today) {
        Map<LocalDate, Double> rain = forecast.rain(area, today, today.plusDays(2));
        List<Period> found = new ArrayList<>();
        Instant end = Hours.start(today.plusDays(2));
        for (Instant at = Hours.start(today); at.isBefore(end); at = at.plus(STEP)) {
            if (within24Hours(rain, at) >= DemandForecast.RAIN_DELAY) {
                boolean goesOn = !found.isEmpty() && found.getLast().to().equals(at);
                Instant from = goesOn ? found.removeLast().from() : at;
                found.add(new Period(from, at.plus(STEP)));
            }
        }
        return found;
    }

    private static double within24Hours(Map<LocalDate, Double> rain, Instant at) {
        LocalDate day = at.atZone(DemandSettings.ZONE).toLocalDate();
        double passed = Duration.between(Hours.start(day), at).toSeconds() / DAY;
        return rain.getOrDefault(day, 0.0) * (1 - passed) + rain.getOrDefault(day.plusDays(1), 0.0) * passed;
    }
}
