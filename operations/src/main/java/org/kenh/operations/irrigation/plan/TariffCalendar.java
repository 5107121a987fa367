package org.kenh.operations.irrigation.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * What a kWh costs when. A moment belongs to the version with the latest first day that has come; before the first version that one
 * holds.
 */
public record TariffCalendar(List<TariffVersion> versions) {
    public TariffCalendar {
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("a tariff calendar needs a version");
        }
        if (versions.stream().map(TariffVersion::validFrom).distinct().count() < versions.size()) {
            throw new IllegalArgumentException("two versions of a tariff begin on the same day");
        }
        versions = versions.stream()
                .sorted(Comparator.comparing(TariffVersion::validFrom))
                .toList();
    }

    /** A band for some time. */
    public record Stretch(Period period, TariffBand band) {}

    public TariffBand bandAt(Instant moment) {
        ZonedDateTime civil = moment.atZone(Horizon.ZONE);
        return version(civil.toLocalDate()).bandAt(civil);
    }

    /** The period cut where the band changes, in order. */
    public List<Stretch> stretches(Period period) {
        List<Instant> cuts = new ArrayList<>(cuts(period));
        List<Stretch> found = new ArrayList<>();
        for (int i = 0; i + 1 < cuts.size(); i++) {
            Period part = new Period(cuts.get(i), cuts.get(i + 1));
            TariffBand band = bandAt(part.from());
            if (!found.isEmpty() && found.getLast().band().equals(band)) {
                Period before = found.removeLast().period();
                part = new Period(before.from(), part.to());
            }
            found.add(new Stretch(part, band));
        }
        return List.copyOf(found);
    }

    private TreeSet<Instant> cuts(Period period) {
        TreeSet<Instant> cuts = new TreeSet<>();
        LocalDate last = period.to().atZone(Horizon.ZONE).toLocalDate();
        LocalDate day = period.from().atZone(Horizon.ZONE).toLocalDate();
        for (; !day.isAfter(last); day = day.plusDays(1)) {
            cuts.add(day.atStartOfDay(Horizon.ZONE).toInstant());
            for (TariffBand band : version(day).bands()) {
                for (WeeklyWindow window : band.windows()) {
                    cuts.add(at(day, window.from()));
                    cuts.add(at(day, window.to()));
                }
            }
        }
        cuts.removeIf(cut -> !cut.isAfter(period.from()) || !cut.isBefore(period.to()));
        cuts.add(period.from());
        cuts.add(period.to());
        return cuts;
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(Horizon.ZONE).toInstant();
    }

    private TariffVersion version(LocalDate day) {
        TariffVersion found = versions.getFirst();
        for (TariffVersion version : versions) {
            if (!version.validFrom().isAfter(day)) {
                found = version;
            }
        }
        return found;
    }
}
