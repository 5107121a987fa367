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
import java.util.Optional;
import org.kenh.ingest.completeness.Completeness;
import org.kenh.ingest.completeness.DayCompleteness;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.loudspeaker.cluster.ClusterMap;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.report.ReportStore.Stray;
import org.kenh.operations.loudspeaker.report.ReportStore.Sum;
import org.kenh.telemetry.DeviceId;

/**
 * Makes reports. Days are added up in the database one after the other, so that a month of 700 clusters takes no more memory than a
 * day. Clusters that are not there any more count for who sees the whole district, without a commune. Safe for any thread; blocks.
 */
public final class Reports {
    /** Of clusters that have been taken down. */
    public static final String GONE = "";

    private final ReportStore store;
    private final Clusters clusters;
    private final Optional<Completeness> completeness;

    /** Without completeness nothing is said of availability. */
    public Reports(ReportStore store, Clusters clusters, Optional<Completeness> completeness) {
        this.store = store;
        this.clusters = clusters;
        this.completeness = completeness;
    }

    /** Of the days, both included, what began before the moment, as far as somebody sees it. */
    public MonthReport of(LocalDate first, LocalDate last, Instant now, AreaScope scope) {
        Ledger ledger = new Ledger(clusters.map(), scope);
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            store.sums(day, now).forEach(ledger::add);
            store.strays(day).forEach(ledger::add);
            ledger.availability(day);
        }
        return ledger.close();
    }

    private final class Ledger {
        private final ClusterMap map;
        private final AreaScope scope;
        private final Map<String, Sheet> byCluster = new HashMap<>();
        private final Map<String, Sheet> byCommune = new HashMap<>();
        private final Map<BulletinClass, Sheet> byClass = new EnumMap<>(BulletinClass.class);
        private final Sheet total = new Sheet();

        Ledger(ClusterMap map, AreaScope scope) {
            this.map = map;
            this.scope = scope;
            map.places().stream()
                    .filter(place -> scope.contains(place.area()))
                    .forEach(place -> sheets(place.device()));
        }

        void add(Sum sum) {
            if (sees(sum.device())) {
                sheets(sum.device()).forEach(sheet -> sheet.add(sum));
                Sheet ofClass = byClass.computeIfAbsent(sum.kind(), kind -> new Sheet());
                ofClass.cluster(sum.device(), population(sum.device()));
                ofClass.add(sum);
            }
        }

        void add(Stray stray) {
            if (sees(stray.device())) {
                sheets(stray.device()).forEach(sheet -> sheet.add(stray));
            }
        }

        void availability(LocalDate day) {
            completeness.ifPresent(known -> {
                List<DeviceId> devices = map.places().stream()
                        .filter(place -> scope.contains(place.area()))
                        .map(place -> DeviceId.of(place.device()))
                        .toList();
                known.ofDay(day, devices).forEach((device, complete) -> {
                    if (complete.counting() != DayCompleteness.Counting.UNKNOWN) {
                        sheets(device.value())
                                .forEach(sheet -> sheet.availability(
                                        complete.packs().received(),
                                        complete.packs().expected()));
                    }
                });
            });
        }

        private boolean sees(String device) {
            return scope.isEverything()
                    || map.place(device)
                            .filter(place -> scope.contains(place.area()))
                            .isPresent();
        }

        /** Of the cluster, its commune and all. */
        private List<Sheet> sheets(String device) {
            List<Sheet> sheets = List.of(
                    byCluster.computeIfAbsent(device, id -> new Sheet()),
                    byCommune.computeIfAbsent(area(device), id -> new Sheet()),
                    total);
            sheets.forEach(sheet -> sheet.cluster(device, population(device)));
            return sheets;
        }

        private String area(String device) {
            return map.place(device).map(ClusterPlace::area).orElse(GONE);
        }

        private long population(String device) {
            return clusters.cluster(device).population();
        }

        MonthReport close() {
            Collator names = Collator.getInstance(Locale.forLanguageTag("vi"));
            List<Line> communes = new ArrayList<>();
            byCommune.forEach((area, sheet) -> communes.add(sheet.line(area, map.areaName(area), area)));
            communes.sort(Comparator.comparing((Line line) -> line.key().equals(GONE))
                    .thenComparing(Line::name, names)
                    .thenComparing(Line::key));
            List<Line> lines = new ArrayList<>();
            byCluster.forEach((device, sheet) -> lines.add(
                    sheet.line(device, map.place(device).map(ClusterPlace::name).orElse(device), area(device))));
            lines.sort(Comparator.comparing((Line line) -> line.area().equals(GONE))
                    .thenComparing(line -> map.areaName(line.area()), names)
                    .thenComparing(Line::name, names)
                    .thenComparing(Line::key));
            List<Line> classes = new ArrayList<>();
            byClass.forEach((kind, sheet) -> classes.add(sheet.line(kind.word(), kind.word(), "")));
            return new MonthReport(communes, lines, classes, total.line("", "", ""));
        }
    }
}
