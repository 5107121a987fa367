package org.kenh.operations.irrigation.demand;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.operations.irrigation.agronomy.WaterState;

/** Brings the days of fields up to date, one field after the other, so that memory does not grow with them. */
final class DailyRun {
    private static final int LONGEST_SEASON = 400;

    private final SeriesReader series;
    private final DemandStore store;
    private final DeliveredWater delivered;

    DailyRun(SeriesReader series, DemandStore store, DeliveredWater delivered) {
        this.series = series;
        this.store = store;
        this.delivered = delivered;
    }

    /** The newest day before those that are reckoned again, from which the balance goes on; empty: from its beginning. */
    Optional<FieldDay> basis(FieldModel model, LocalDate last) {
        LocalDate back = latest(model.firstDay(), last.minusDays(DemandSettings.BACK - 1L));
        return store.dayBefore(model.field().id(), back).filter(day -> belongs(model, day));
    }

    /** The first day whose weather is needed. */
    static LocalDate first(FieldModel model, Optional<FieldDay> basis) {
        return basis.map(day -> day.balance().day().plusDays(1)).orElse(model.firstDay());
    }

    /** Reckons a field up to {@code last}, keeps what is new or has changed, and tells how many days that were. */
    int bring(FieldModel model, Optional<FieldDay> basis, DistrictWeather weather, Upto upto) {
        LocalDate last = model.season().endedOn().filter(upto.last()::isAfter).orElse(upto.last());
        SensorHours sensor = SensorHours.read(series, model, first(model, basis), Hours.start(last.plusDays(1)));
        LocalDate first = basis.isPresent() ? first(model, basis) : firstKnown(model, weather, sensor, last);
        if (first.isAfter(last)) {
            return replaceAll(model, List.of(), upto.last());
        }
        FieldReckoner reckoner = new FieldReckoner(
                model, weather, sensor, delivered.to(model.field().id(), first, last));
        WaterState start = basis.map(day -> day.balance().after()).orElseGet(() -> reckoner.start(first));
        List<FieldDay> days = reckoner.days(start, first, last, upto.now());
        return basis.isPresent()
                ? replace(model, days, store.days(model.field().id(), first, last))
                : replaceAll(model, days, upto.last());
    }

    /** Reckoned for the same season as it is now entered. */
    static boolean belongs(FieldModel model, FieldDay day) {
        return day.season() == model.season().id()
                && day.seasonRevision() == model.season().revision();
    }

    /** The first day of the season of which anything is known; the day after the last if nothing is. */
    static LocalDate firstKnown(FieldModel model, DistrictWeather weather, SensorHours sensor, LocalDate last) {
        return Stream.concat(weather.firstReference().stream(), sensor.firstDay().stream())
                .min(LocalDate::compareTo)
                .map(known -> latest(known, model.firstDay()))
                .orElse(last.plusDays(1));
    }

    /** When the season was moved, its days that stand outside of it go; those of earlier seasons stay. */
    private int replaceAll(FieldModel model, List<FieldDay> days, LocalDate last) {
        List<FieldDay> kept = store.days(model.field().id(), model.firstDay().minusDays(LONGEST_SEASON), last).stream()
                .filter(day -> day.season() == model.season().id()
                        || !day.balance().day().isBefore(model.firstDay()))
                .toList();
        return replace(model, days, kept);
    }

    private int replace(FieldModel model, List<FieldDay> days, List<FieldDay> before) {
        String field = model.field().id();
        Map<LocalDate, FieldDay> kept =
                before.stream().collect(Collectors.toMap(day -> day.balance().day(), Function.identity()));
        List<FieldDay> changed = days.stream()
                .filter(day -> !Optional.ofNullable(kept.get(day.balance().day()))
                        .filter(day::agreesWith)
                        .isPresent())
                .toList();
        Set<LocalDate> gone = new HashSet<>(kept.keySet());
        days.forEach(day -> gone.remove(day.balance().day()));
        if (!changed.isEmpty() || !gone.isEmpty()) {
            store.keepDays(field, changed, gone);
        }
        return changed.size();
    }

    private static LocalDate latest(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /** Up to which day, and when it is done. */
    record Upto(LocalDate last, Instant now) {}
}
