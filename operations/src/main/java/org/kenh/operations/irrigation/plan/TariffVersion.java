package org.kenh.operations.irrigation.plan;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Bands and prices from a day on. The first band that holds counts; exactly one, the last, has no windows and holds otherwise.
 *
 * @param holidays on which the bands of {@code holidayAs} hold
 */
public record TariffVersion(
        String name, LocalDate validFrom, List<TariffBand> bands, Set<LocalDate> holidays, DayOfWeek holidayAs) {
    public TariffVersion {
        bands = List.copyOf(bands);
        holidays = Set.copyOf(holidays);
        if (bands.isEmpty() || !bands.getLast().windows().isEmpty()) {
            throw new IllegalArgumentException("the last band of tariff " + name + " must hold whenever no other does");
        }
        Set<String> codes = new HashSet<>();
        for (TariffBand band : bands) {
            if (!codes.add(band.code())) {
                throw new IllegalArgumentException("tariff " + name + " has band " + band.code() + " twice");
            }
        }
        if (bands.stream().filter(band -> band.windows().isEmpty()).count() > 1) {
            throw new IllegalArgumentException("only the last band of tariff " + name + " may be without windows");
        }
    }

    /** The band of a civil time. */
    TariffBand bandAt(ZonedDateTime moment) {
        return bands.stream().filter(band -> holds(band, moment)).findFirst().orElseGet(bands::getLast);
    }

    private boolean holds(TariffBand band, ZonedDateTime moment) {
        return band.windows().stream().anyMatch(window -> holds(window, moment));
    }

    private boolean holds(WeeklyWindow window, ZonedDateTime moment) {
        LocalDate today = moment.toLocalDate();
        return (window.days().contains(weekday(today)) && window.on(today).contains(moment.toInstant()))
                || (window.days().contains(weekday(today.minusDays(1)))
                        && window.on(today.minusDays(1)).contains(moment.toInstant()));
    }

    private DayOfWeek weekday(LocalDate day) {
        return holidays.contains(day) ? holidayAs : day.getDayOfWeek();
    }
}
