package org.kenh.ingest.completeness;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.completeness.DayCompleteness.Counting;
import org.kenh.ingest.completeness.DayCompleteness.Counts;

/** Draws the account of single days from the ledger of one device. */
final class DayAccount {
    private final DeviceLedger ledger;
    private final Map<LocalDate, LedgerDay> days;
    private final NumberGaps gaps;
    private final Instant now;

    DayAccount(DeviceLedger ledger, Instant now) {
        this.ledger = ledger;
        this.now = now;
        this.days = ledger.days().stream().collect(Collectors.toMap(LedgerDay::day, Function.identity()));
        this.gaps = new NumberGaps(ledger.days(), ledger.runs());
    }

    DayCompleteness day(LocalDate day) {
        LedgerDay came = days.get(day);
        long late = came == null ? 0 : came.latePacks();
        if (gaps.tellOf(day)) {
            long lost = gaps.lost(day) + silentSinceTheLastPack(day);
            return account(day, Counting.SEQUENCE, Counts.of(gaps.received(day), late, lost), came);
        }
        Optional<Duration> interval = ledger.interval().filter(length -> due(day, length) > 0);
        if (interval.isEmpty()) {
            return account(day, Counting.UNKNOWN, Counts.of(came == null ? 0 : came.packs(), late, 0), came);
        }
        long received = came == null ? 0 : reports(came);
        long lost = Math.max(0, due(day, interval.get()) - received);
        return account(day, Counting.INTERVAL, Counts.of(received, lateReports(came, received), lost), came);
    }

    private DayCompleteness account(LocalDate day, Counting counting, Counts packs, @Nullable LedgerDay came) {
        long received = came == null ? 0 : came.readings();
        long late = came == null ? 0 : came.lateReadings();
        long lost = Math.round(packs.lost() * readingsPerPack(packs, came));
        DayCompleteness account = new DayCompleteness(
                day,
                counting,
                packs,
                Counts.of(received, late, lost),
                Duration.ZERO,
                gaps.epochs(day),
                Optional.ofNullable(came).map(LedgerDay::lastAt));
        return came == null || late == 0 ? account : withLateTime(account, came);
    }

    /** The part of the day that has data, times the share of the readings that came late. */
    private DayCompleteness withLateTime(DayCompleteness account, LedgerDay came) {
        Duration span = Duration.between(came.firstAt(), came.lastAt())
                .plus(ledger.interval().orElse(Duration.ZERO));
        OptionalDouble share = account.share();
        Duration lateTime = Completeness.part(
                span,
                share.orElse(1) * account.readings().late() / account.readings().received());
        return new DayCompleteness(
                account.day(),
                account.counting(),
                account.packs(),
                account.readings(),
                lateTime,
                account.epochs(),
                account.lastAt());
    }

    /**
     * Packs that the numbers cannot miss yet, because none has come after them: by the interval, from the newest
     * reading on. Up to two intervals are no silence.
     */
    private long silentSinceTheLastPack(LocalDate day) {
        Optional<Instant> newest = days.values().stream().map(LedgerDay::lastAt).max(Comparator.naturalOrder());
        if (newest.isEmpty()
                || ledger.interval().isEmpty()
                || LocalDays.of(newest.get()).isAfter(day)) {
            return 0;
        }
        Duration interval = ledger.interval().get();
        Instant to = earlier(now, LocalDays.end(day));
        boolean silent = Duration.between(newest.get(), now).compareTo(interval.multipliedBy(2)) > 0;
        return silent && newest.get().isBefore(to)
                ? Duration.between(newest.get(), to).minusNanos(1).dividedBy(interval)
                : 0;
    }

    /** Reports that were due on a day, from the first sign of the device to now; the one under way is not due yet. */
    private long due(LocalDate day, Duration interval) {
        if (ledger.since().isEmpty()) {
            return 0;
        }
        Instant from = later(ledger.since().get(), LocalDays.start(day));
        Instant to = earlier(now.minus(interval), LocalDays.end(day));
        return from.isBefore(to) ? Duration.between(from, to).dividedBy(interval) : 0;
    }

    private double readingsPerPack(Counts packs, @Nullable LedgerDay came) {
        if (came != null && packs.received() > 0) {
            return (double) came.readings() / packs.received();
        }
        long all = days.values().stream().mapToLong(DayAccount::reports).sum();
        long readings = days.values().stream().mapToLong(LedgerDay::readings).sum();
        return all == 0 ? 0 : (double) readings / all;
    }

    /** Times that were reported; a device without numbers, which sends texts only, is counted by its packs. */
    private static long reports(LedgerDay came) {
        return came.times() > 0 ? came.times() : came.packs();
    }

    private static long lateReports(@Nullable LedgerDay came, long received) {
        return came == null || came.readings() == 0 ? 0 : received * came.lateReadings() / came.readings();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
