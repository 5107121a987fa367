package org.kenh.operations.loudspeaker.report;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.kenh.operations.loudspeaker.judge.Cause;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.report.ReportStore.Stray;
import org.kenh.operations.loudspeaker.report.ReportStore.Sum;

/** Adds up one line. Seconds are kept as milliseconds, so that parts add up to their whole. */
final class Sheet {
    private static final double MILLIS = 1_000;

    private final Map<String, Long> clusters = new HashMap<>();
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private final Map<Cause, long[]> causes = new EnumMap<>(Cause.class);
    private long planned;
    private long heard;
    private long lost;
    private long excused;
    private long undecided;
    private int corrected;
    private int unsettled;
    private int strays;
    private int openStrays;
    private long strayMillis;
    private long reports;
    private long expected;

    /** A cluster of the line, also one that nothing was planned for, with the people that hear it as of last. */
    void cluster(String device, long people) {
        clusters.put(device, people);
    }

    void add(Sum sum) {
        long whole = sum.planned() * 1_000;
        long played = Math.min(whole, Math.round(sum.played() * MILLIS));
        counts.merge(sum.verdict(), sum.count(), Integer::sum);
        planned += whole;
        corrected += sum.corrected();
        unsettled += sum.unsettled();
        switch (sum.verdict()) {
            case VERIFIED, PARTIAL -> {
                heard += played;
                lose(sum, whole - played);
            }
            case MISSED -> lose(sum, whole);
            case EXCUSED -> excused += whole;
            case DUE, PLAYING, HEARD, AWAITING -> undecided += whole;
        }
    }

    private void lose(Sum sum, long millis) {
        lost += millis;
        sum.cause().ifPresent(cause -> {
            long[] why = causes.computeIfAbsent(cause, any -> new long[2]);
            why[0] += sum.count();
            why[1] += millis;
        });
    }

    void add(Stray stray) {
        strays += stray.count();
        openStrays += stray.open();
        strayMillis += Math.round(stray.seconds() * MILLIS);
    }

    void availability(long received, long wanted) {
        reports += received;
        expected += wanted;
    }

    int unsettled() {
        return unsettled;
    }

    Line line(String key, String name, String area) {
        return new Line(
                key,
                name,
                area,
                clusters.size(),
                clusters.values().stream().mapToLong(Long::longValue).sum(),
                slots(),
                new Line.Seconds(planned / MILLIS, heard / MILLIS, lost / MILLIS, excused / MILLIS, undecided / MILLIS),
                strays,
                strayMillis / MILLIS,
                openStrays,
                corrected,
                expected == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) reports / expected),
                why());
    }

    private Line.Slots slots() {
        int open = count(Verdict.DUE) + count(Verdict.PLAYING) + count(Verdict.HEARD) + count(Verdict.AWAITING);
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        return new Line.Slots(
                all,
                count(Verdict.VERIFIED),
                count(Verdict.PARTIAL),
                count(Verdict.MISSED),
                count(Verdict.EXCUSED),
                open);
    }

    private int count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0);
    }

    private List<Line.Why> why() {
        return causes.entrySet().stream()
                .map(entry -> new Line.Why(entry.getKey(), (int) entry.getValue()[0], entry.getValue()[1] / MILLIS))
                .sorted(Comparator.comparingDouble(Line.Why::seconds)
                        .thenComparingInt(Line.Why::count)
                        .reversed()
                        .thenComparing(Line.Why::cause))
                .toList();
    }
}
