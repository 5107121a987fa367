package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A field's water over many days, as it was or as it would have been. */
public record SeasonRun(List<BalanceDay> days) {
    public SeasonRun {
        days = List.copyOf(days);
    }

    /** What happens with the water that is in the days. */
    public static SeasonRun replay(WaterBalance balance, WaterState start, List<DayWater> weather) {
        List<BalanceDay> days = new ArrayList<>();
        WaterState state = start;
        for (DayWater water : weather) {
            BalanceDay day = balance.step(state, water, Measurement.none());
            days.add(day);
            state = day.after();
        }
        return new SeasonRun(days);
    }

    /** What would happen if the field were filled each morning on which its rule asks for it; irrigation in the days is not counted. */
    public static SeasonRun byRule(WaterBalance balance, WaterState start, List<DayWater> weather) {
        return by(balance, start, weather, (day, reference) -> balance.limits(day, reference));
    }

    /** The same with water kept at +20 to +50 mm as long as rice may be watered, as before alternate wetting and drying. */
    public static SeasonRun flooded(PaddyBalance balance, WaterState start, List<DayWater> weather) {
        Limits flooded = new Limits(50, 20, 0);
        return by(
                balance,
                start,
                weather,
                (day, reference) -> balance.limits(day, reference)
                        .map(limits -> balance.calendar().isSeedbed(day) ? limits : flooded));
    }

    /** Net irrigation in mm. */
    public double irrigation() {
        return days.stream().mapToDouble(BalanceDay::irrigation).sum();
    }

    private static SeasonRun by(WaterBalance balance, WaterState start, List<DayWater> weather, Rule rule) {
        List<BalanceDay> days = new ArrayList<>();
        WaterState state = start;
        for (DayWater water : weather) {
            double storage = state.storage();
            double given = rule.limits(water.day(), water.reference())
                    .filter(limits -> storage <= limits.trigger())
                    .map(limits -> limits.target() - storage)
                    .orElse(0.0);
            BalanceDay day = balance.step(state, water.withIrrigation(given), Measurement.none());
            days.add(day);
            state = day.after();
        }
        return new SeasonRun(days);
    }

    private interface Rule {
        Optional<Limits> limits(LocalDate day, double reference);
    }
}
