package org.kenh.operations.loudspeaker.report;

import java.text.Collator;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.kenh.ingest.completeness.Completeness;
import org.kenh.ingest.completeness.DayCompleteness;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.cluster.ClusterMap;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.report.ReportStore.Place;
import org.kenh.telemetry.DeviceId;

/**
 * Makes reports. Days are added up in the database one after the other, so that a month of 700 clusters takes no more memory than a
 * day. A cluster counts for the commune that had it on the day, also after it was moved or taken down. Safe for any thread; blocks.
 */
public final class Reports {
    /** Of clusters of which nobody remembers where they were. */
    public static final String GONE = "";

    private final Clusters clusters;
    private final Optional<Completeness> completeness;
    private final Dwellings dwellings;
    private final Days days;

    /** Without completeness nothing is said of availability. */
    public Reports(ReportStore store, Clusters clusters, Optional<Completeness> completeness) {
        this.clusters = clusters;
        this.completeness = completeness;
        this.dwellings = new Dwellings(store, clusters);
        this.days = new Days(store, this::packs);
    }

    /** Keeps where clusters are from the day on. To be called every minute or so. */
    public void remember(LocalDate today) {
        dwellings.remember(today);
    }

    /** Of the days, both included, what began before the moment, as far as somebody sees it. */
    public MonthReport of(LocalDate first, LocalDate last, Instant now, AreaScope scope) {
        LocalDate today = LocalDay.of(now);
        Ledger ledger = new Ledger(clusters.map(), scope, last.isAfter(today) ? today : last);
        for (LocalDate day = first; !day.isAfter(last) && !day.isAfter(today); day = day.plusDays(1)) {
            ledger.add(day, days.of(day, now));
        }
        return ledger.close();
    }

    private Map<String, Days.Pack> packs(LocalDate day) {
        Map<String, Days.Pack> packs = new HashMap<>();
        completeness.ifPresent(known -> {
            List<DeviceId> devices = clusters.map().places().stream()
                    .map(place -> DeviceId.of(place.device()))
                    .toList();
            known.ofDay(day, devices).forEach((device, complete) -> {
                if (complete.counting() != DayCompleteness.Counting.UNKNOWN) {
                    packs.put(
                            device.value(),
                            new Days.Pack(
                                    complete.packs().received(),
                                    complete.packs().expected()));
                }
            });
        });
        return packs;
    }

    private final class Ledger {
        private final ClusterMap map;
        private final AreaScope scope;
        private final Map<String, Sheet> byCluster = new HashMap<>();
        private final Map<String, Place> places = new HashMap<>();
        private final Map<String, Sheet> byCommune = new HashMap<>();
        private final Map<BulletinClass, Sheet> byClass = new EnumMap<>(BulletinClass.class);
        private final Sheet total = new Sheet();

        Ledger(ClusterMap map, AreaScope scope, LocalDate last) {
            this.map = map;
            this.scope = scope;
            map.places().forEach(place -> place(place.device(), last).ifPresent(this::sheets));
        }

        void add(LocalDate day, Days.Day made) {
            made.sums()
                    .forEach(sum -> place(sum.device(), day).ifPresent(place -> {
                        sheets(place).forEach(sheet -> sheet.add(sum));
                        Sheet ofClass = byClass.computeIfAbsent(sum.kind(), kind -> new Sheet());
                        ofClass.cluster(sum.device(), place.population());
                        ofClass.add(sum);
                    }));
            made.strays()
                    .forEach(stray -> place(stray.device(), day)
                            .ifPresent(place -> sheets(place).forEach(sheet -> sheet.add(stray))));
            made.packs()
                    .forEach((device, pack) -> place(device, day)
                            .ifPresent(place -> sheets(place)
                                    .forEach(sheet -> sheet.availability(pack.received(), pack.expected()))));
        }

        /** Where it was on the day, if that is to be seen. */
        private Optional<Place> place(String device, LocalDate day) {
            Place place = dwellings.on(device, day).orElseGet(() -> new Place(device, day, GONE, device, 0));
            return scope.isEverything() || scope.contains(place.area()) ? Optional.of(place) : Optional.empty();
        }

        /** Of the cluster, its commune and all. */
        private List<Sheet> sheets(Place place) {
            places.put(place.device(), place);
            List<Sheet> sheets = List.of(
                    byCluster.computeIfAbsent(place.device(), id -> new Sheet()),
                    byCommune.computeIfAbsent(place.area(), id -> new Sheet()),
                    total);
            sheets.forEach(sheet -> sheet.cluster(place.device(), place.population()));
            return sheets;
        }

        private Line line(String device, Sheet sheet) {
            Place last = Objects.requireNonNull(places.get(device));
            return sheet.line(device, map.place(device).map(ClusterPlace::name).orElse(last.name()), last.area());
        }

        MonthReport close() {
            Collator names = Collator.getInstance(Locale.forLanguageTag("vi"));
            List<Line> communes = new ArrayList<>();
            byCommune.forEach((area, sheet) -> communes.add(sheet.line(area, map.areaName(area), area)));
            communes.sort(Comparator.comparing((Line line) -> line.key().equals(GONE))
                    .thenComparing(Line::name, names)
                    .thenComparing(Line::key));
            List<Line> lines = new ArrayList<>();
            byCluster.forEach((device, sheet) -> lines.add(line(device, sheet)));
            lines.sort(Comparator.comparing((Line line) -> line.area().equals(GONE))
                    .thenComparing(line -> map.areaName(line.area()), names)
                    .thenComparing(Line::name, names)
                    .thenComparing(Line::key));
            List<Line> classes = new ArrayList<>();
            byClass.forEach((kind, sheet) -> classes.add(sheet.line(kind.word(), kind.word(), "")));
            return new MonthReport(communes, lines, classes, total.line("", "", ""), total.unsettled());
        }
    }
}
