package org.kenh.operations.alarmdesk.quality;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kenh.operations.alarmdesk.quality.QualityReport.DayCount;
import org.kenh.operations.alarmdesk.quality.QualityReport.HourCount;
import org.kenh.operations.alarmdesk.quality.QualityReport.Position;
import org.kenh.operations.alarmdesk.quality.QualityReport.PriorityShare;
import org.kenh.operations.alarmdesk.quality.QualityReport.Top;
import org.kenh.operations.alarmdesk.quality.QualityStore.Annunciation;
import org.kenh.operations.alarmdesk.quality.QualityStore.Named;
import org.kenh.operations.alarmdesk.quality.QualityStore.Range;

/** Counts annunciations by all that the report shows; it keeps counts, not rows. For one thread. */
final class Counting {
    static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final int TOP = 10;

    private final Range range;
    private final Load load;
    private final Map<String, Load> loads = new HashMap<>();
    private final Map<String, Integer> areas = new HashMap<>();
    private final Map<Long, Tally> alarms = new HashMap<>();
    private final Map<LocalDate, Integer> days = new TreeMap<>();
    private final Map<Instant, Integer> hours = new TreeMap<>();
    private final int[] priorities = new int[4];
    private int annunciated;

    Counting(Range range) {
        this.range = range;
        this.load = new Load(range.from(), range.to());
        for (LocalDate day : daysOf(range)) {
            days.put(day, 0);
        }
    }

    static List<LocalDate> daysOf(Range range) {
        LocalDate first = LocalDate.ofInstant(range.from(), ZONE);
        LocalDate last = LocalDate.ofInstant(range.to().minusNanos(1), ZONE);
        return first.datesUntil(last.plusDays(1)).toList();
    }

    /** Takes what came from {@link Load#LOOK_BACK} before the range on. */
    void add(Annunciation one) {
        String area = one.alarm().area();
        load.add(one.at());
        loads.computeIfAbsent(area, id -> new Load(range.from(), range.to())).add(one.at());
        if (one.at().isBefore(range.from())) {
            return;
        }
        annunciated++;
        priorities[one.priority()]++;
        areas.merge(area, 1, Integer::sum);
        alarms.computeIfAbsent(one.alarm().alarm(), id -> new Tally(one.alarm())).count++;
        days.merge(LocalDate.ofInstant(one.at(), ZONE), 1, Integer::sum);
        hours.merge(one.at().truncatedTo(ChronoUnit.HOURS), 1, Integer::sum);
    }

    int annunciated() {
        return annunciated;
    }

    Load load() {
        return load;
    }

    /** How many there were for each of these in the range, on average. */
    double per(Duration piece) {
        double pieces = (double) Duration.between(range.from(), range.to()).toMillis() / piece.toMillis();
        return annunciated / pieces;
    }

    List<Top> topTen() {
        List<Tally> tallies = new ArrayList<>(alarms.values());
        tallies.sort(
                Comparator.comparingInt((Tally tally) -> -tally.count).thenComparingLong(tally -> tally.alarm.alarm()));
        return tallies.stream().limit(TOP).map(this::top).toList();
    }

    List<PriorityShare> priorities() {
        return List.of(3, 2, 1).stream()
                .map(priority -> Targets.priority(priority, priorities[priority], annunciated))
                .toList();
    }

    List<DayCount> byDay() {
        return days.entrySet().stream()
                .map(day -> new DayCount(
                        day.getKey(),
                        day.getValue(),
                        Targets.ofDay(day.getValue()).word()))
                .toList();
    }

    List<HourCount> byHour() {
        return hours.entrySet().stream()
                .map(hour -> new HourCount(hour.getKey(), hour.getValue()))
                .toList();
    }

    List<Position> byArea(Map<String, String> names) {
        List<Position> positions = new ArrayList<>();
        areas.forEach((area, count) -> {
            Load own = loads.getOrDefault(area, load);
            double perDay = per(Duration.ofDays(1)) * count / annunciated;
            positions.add(new Position(
                    area,
                    names.getOrDefault(area, area),
                    count,
                    (double) count / annunciated,
                    perDay,
                    own.peak().count(),
                    own.timeInFlood(),
                    Targets.ofDay(perDay).word()));
        });
        positions.sort(Comparator.comparingInt((Position position) -> -position.annunciated())
                .thenComparing(Position::area));
        return positions;
    }

    private Top top(Tally tally) {
        Named alarm = tally.alarm;
        return new Top(
                alarm.alarm(),
                alarm.name(),
                alarm.rule(),
                alarm.area(),
                alarm.site(),
                tally.count,
                (double) tally.count / annunciated);
    }

    private static final class Tally {
        private final Named alarm;
        private int count;

        private Tally(Named alarm) {
            this.alarm = alarm;
        }
    }
}
