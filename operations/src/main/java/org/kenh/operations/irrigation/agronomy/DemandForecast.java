package org.kenh.operations.irrigation.agronomy;

import java.time.LocalDateTime;

/** Reckons from a field's state forward to the time at which it needs water. */
public final class DemandForecast {
    /** Days that are looked ahead; where the outlook ends, its last ET0 goes on without rain. */
    public static final int HORIZON = 30;

    /** Rain forecast for a day in mm from which on irrigation waits for it. */
    public static final double RAIN_DELAY = 10;

    /** Part of the rain forecast that is counted on. */
    public static final double TRUSTED_RAIN = 0.7;

    private DemandForecast() {}

    /** What the field asks for if nobody waters it. */
    public static Demand of(WaterBalance balance, Situation situation, Outlook outlook, Delivery delivery) {
        DemandSearch search = new DemandSearch(balance, situation);
        WaterState state = situation.state();
        for (int number = 0; number < HORIZON && !search.isFinished(); number++) {
            LocalDateTime start = situation.from().plusDays(number);
            DayAhead ahead = outlook.on(start.toLocalDate());
            DayWater water = DayWater.of(ahead.day(), ahead.reference(), TRUSTED_RAIN * ahead.rain(), 0);
            BalanceDay day = balance.step(state, water, Measurement.none());
            search.visit(start, ahead, day);
            state = day.after();
        }
        return search.demand(delivery);
    }
}
