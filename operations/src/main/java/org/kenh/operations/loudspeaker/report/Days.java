package org.kenh.operations.loudspeaker.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.report.ReportStore.Stray;
import org.kenh.operations.loudspeaker.report.ReportStore.Sum;

/**
 * Added-up days of the whole district. Each is added up by one at a time, whoever asks; what is past by a day and more is kept for ten minutes,
 * what was asked for last the longest, so that many who look at a month cost the database one. Safe for any thread.
 */
final class Days {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MOST = 70;

    private final ReportStore store;
    private final Packs packs;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    /** Both only with the lock. */
    private final LinkedHashMap<LocalDate, Day> kept = new LinkedHashMap<>(MOST, 0.75f, true);

    private final Set<LocalDate> adding = new HashSet<>();

    Days(ReportStore store, Packs packs) {
        this.store = store;
        this.packs = packs;
    }

    /** What began on it before the moment. */
    Day of(LocalDate day, Instant now) {
        Optional<Day> known = take(day, now);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Day> made = Optional.empty();
        try {
            made = Optional.of(new Day(now, store.sums(day, now), store.strays(day), packs.of(day)));
            return made.get();
        } finally {
            give(day, made.filter(any -> day.plusDays(1).isBefore(LocalDay.of(now))));
        }
    }

    /** Empty: who asks is to add it up, and to give it. */
    private Optional<Day> take(LocalDate day, Instant now) {
        lock.lock();
        try {
            while (adding.contains(day)) {
                added.awaitUninterruptibly();
            }
            Day known = kept.get(day);
            if (known != null && Duration.between(known.madeAt(), now).abs().compareTo(KEPT) < 0) {
                return Optional.of(known);
            }
            adding.add(day);
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void give(LocalDate day, Optional<Day> made) {
        lock.lock();
        try {
            adding.remove(day);
            added.signalAll();
            made.ifPresent(one -> kept.put(day, one));
            if (kept.size() > MOST) {
                kept.pollFirstEntry();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Reports of clusters that came and that were expected on a day. */
    @FunctionalInterface
    interface Packs {
        Map<String, Pack> of(LocalDate day);
    }

    record Pack(long received, long expected) {}

    record Day(Instant madeAt, List<Sum> sums, List<Stray> strays, Map<String, Pack> packs) {}
}
