package org.kenh.ingest.completeness;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the numbers tell: how many packs came on each day, and how many are missing between those that came.
 *
 * <p>Numbers are compared within an epoch only; what was lost between the last pack of one epoch and the first of the
 * next nobody can tell. A gap within a day is charged to that day. A gap over midnight is spread evenly over the time
 * from the last reading before it to the first one after it; where these times make no sense, because old readings got
 * late numbers, it is charged to the day in which it began.
 */
final class NumberGaps {
    private final Map<LocalDate, LedgerDay> days;
    private final Map<LocalDate, Long> received = new HashMap<>();
    private final Map<LocalDate, Long> lost = new HashMap<>();
    private final Map<LocalDate, Integer> epochs = new HashMap<>();

    NumberGaps(Collection<LedgerDay> days, Collection<NumberRun> runs) {
        this.days = days.stream().collect(Collectors.toMap(LedgerDay::day, day -> day));
        runs.stream()
                .collect(Collectors.groupingBy(NumberRun::epoch, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(this::addEpoch);
    }

    long received(LocalDate day) {
        return received.getOrDefault(day, 0L);
    }

    long lost(LocalDate day) {
        return lost.getOrDefault(day, 0L);
    }

    int epochs(LocalDate day) {
        return epochs.getOrDefault(day, 0);
    }

    /** Whether the numbers say anything of that day. */
    boolean tellOf(LocalDate day) {
        return received.containsKey(day) || lost.containsKey(day);
    }

    private void addEpoch(List<NumberRun> runs) {
        runs.stream().map(NumberRun::day).distinct().forEach(day -> epochs.merge(day, 1, Integer::sum));
        List<NumberRun> sorted = runs.stream()
                .sorted(Comparator.comparingLong(NumberRun::first).thenComparing(NumberRun::day))
                .toList();
        NumberRun highest = sorted.getFirst();
        long next = highest.first();
        for (NumberRun run : sorted) {
            if (run.first() > next) {
                addGap(run.first() - next, highest.day(), run.day());
            }
            if (run.last() >= next) {
                // A number that came on two days, against the rules, counts for the first.
                received.merge(run.day(), run.last() - Math.max(next, run.first()) + 1, Long::sum);
                next = run.last() + 1;
                highest = run;
            }
        }
    }

    private void addGap(long missing, LocalDate before, LocalDate after) {
        LedgerDay first = days.get(before);
        LedgerDay last = days.get(after);
        if (first == null
                || last == null
                || !after.isAfter(before)
                || !first.lastAt().isBefore(last.firstAt())) {
            charge(before, missing);
            return;
        }
        long charged = 0;
        for (LocalDate day = before; day.isBefore(after); day = day.plusDays(1)) {
            long until = missingUntil(LocalDays.end(day), first.lastAt(), last.firstAt(), missing);
            charge(day, until - charged);
            charged = until;
        }
        charge(after, missing - charged);
    }

    /** How many of the missing packs lie before a moment when they are spread evenly between two others. */
    private static long missingUntil(Instant moment, Instant from, Instant to, long missing) {
        long elapsed = Math.max(0, Duration.between(from, moment).toMillis());
        long whole = Math.max(1, Duration.between(from, to).toMillis());
        // Exactly: the nth of them lies at n / (missing + 1) of the whole, and the product is longer than 63 bits.
        return BigInteger.valueOf(elapsed)
                .multiply(BigInteger.valueOf(missing + 1))
                .subtract(BigInteger.ONE)
                .max(BigInteger.ZERO)
                .divide(BigInteger.valueOf(whole))
                .min(BigInteger.valueOf(missing))
                .longValueExact();
    }

    private void charge(LocalDate day, long count) {
        if (count > 0) {
            lost.merge(day, count, Long::sum);
        }
    }
}
