package org.kenh.operations.loudspeaker.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.report.ReportStore.Stray;
import org.kenh.operations.loudspeaker.report.ReportStore.Sum;

/**
 * Added-up days of the whole district. One is added up at a time, whoever asks; what is past by a day and more is kept for ten minutes,
 * so that many who look at a month cost the database one. Safe for any thread.
 */
final class Days {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MOST = 70;

    private final ReportStore store;
    private final Packs packs;
    private final ReentrantLock adding = new ReentrantLock();
    private final TreeMap<LocalDate, Day> kept = new TreeMap<>();

    Days(ReportStore store, Packs packs) {
        this.store = store;
        this.packs = packs;
    }

    /** What began on it before the moment. */
    Day of(LocalDate day, Instant now) {
        adding.lock();
        try {
            Day known = kept.get(day);
            if (known != null && Duration.between(known.madeAt(), now).abs().compareTo(KEPT) < 0) {
                return known;
            }
            Day made = new Day(now, store.sums(day, now), store.strays(day), packs.of(day));
            if (day.plusDays(1).isBefore(LocalDay.of(now))) {
                kept.put(day, made);
                while (kept.size() > MOST) {
                    kept.pollFirstEntry();
                }
            }
            return made;
        } finally {
            adding.unlock();
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
