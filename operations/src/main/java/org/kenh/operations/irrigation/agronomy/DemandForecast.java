package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDateTime;

/** Reckons from a field's state forward to the time at which it needs water. */
public final class DemandForecast {
    /** Days that are looked ahead; where the outlook ends, its last ET0 goes on without rain. */
    public static final int HORIZON = 30;

    /** Rain forecast for 24 hours in mm from which on irrigation waits for it. */
    public static final double RAIN_DELAY = 10;

    /** Part of the rain forecast that is counted on. */
    public static final double TRUSTED_RAIN = 0.7;

    private DemandForecast() {}

    /** What the field asks for if nobody waters it; the first day of the outlook has the rain that is still to come. */
    public static Demand of(WaterBalance balance, Situation situation, Outlook outlook, Delivery delivery) {
        DemandSearch search = new DemandSearch(balance, situation, outlook);
        WaterState state = situation.state();
        LocalDateTime start = situation.from();
        for (int number = 0; number <= HORIZON && !search.isFinished(); number++) {
            // Steps end at midnight, so that the rain of a day falls on that day.
            LocalDateTime end = start.toLocalDate().plusDays(1).atStartOfDay();
            DayAhead ahead = outlook.on(start.toLocalDate());
            double reference = ahead.reference() * (1 - DayCourse.evaporated(start.toLocalTime()));
            DayWater water = DayWater.of(ahead.day(), reference, TRUSTED_RAIN * ahead.rain(), 0);
            BalanceDay day =
                    balance.during(1 - DayCourse.passed(start.toLocalTime())).step(state, water, Measurement.none());
            search.visit(new DemandSearch.Step(start, end, ahead, day));
            state = day.after();
            start = end;
        }
        return search.demand(delivery);
    }
}
