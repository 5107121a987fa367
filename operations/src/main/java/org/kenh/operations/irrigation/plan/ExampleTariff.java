package org.kenh.operations.irrigation.plan;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A tariff to start from: the hours of Vietnam's retail tariff for production before and since April 2026, with prices of the size that held for
 * connections below 6 kV in 2025. Prices are examples; a district enters those of its contract.
 */
public final class ExampleTariff {
    private static final Set<DayOfWeek> WORKING_DAYS = EnumSet.complementOf(EnumSet.of(DayOfWeek.SUNDAY));
    private static final double PEAK = 3640;
    private static final double NORMAL = 1987;
    private static final double OFF_PEAK = 1300;

    private ExampleTariff() {}

    public static TariffCalendar calendar() {
        return new TariffCalendar(List.of(before(), since()));
    }

    private static TariffVersion before() {
        return version(
                "2014",
                LocalDate.of(2014, 6, 1),
                List.of(window(9, 30, 11, 30), window(17, 0, 20, 0)),
                WeeklyWindow.daily(LocalTime.of(22, 0), LocalTime.of(4, 0)));
    }

    private static TariffVersion since() {
        return version(
                "2026-04",
                LocalDate.of(2026, 4, 1),
                List.of(window(17, 30, 22, 30)),
                WeeklyWindow.daily(LocalTime.MIDNIGHT, LocalTime.of(6, 0)));
    }

    private static TariffVersion version(String name, LocalDate from, List<WeeklyWindow> peak, WeeklyWindow offPeak) {
        return new TariffVersion(
                name,
                from,
                List.of(
                        new TariffBand("peak", PEAK, peak),
                        new TariffBand("off-peak", OFF_PEAK, List.of(offPeak)),
                        new TariffBand("normal", NORMAL, List.of())),
                Set.of(),
                DayOfWeek.SUNDAY);
    }

    private static WeeklyWindow window(int hour, int minute, int untilHour, int untilMinute) {
        return new WeeklyWindow(WORKING_DAYS, LocalTime.of(hour, minute), LocalTime.of(untilHour, untilMinute));
    }
}
