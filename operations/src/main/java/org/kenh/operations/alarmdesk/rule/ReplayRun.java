package org.kenh.operations.alarmdesk.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.Alarm;
import org.kenh.ingest.alarm.Binding;
import org.kenh.ingest.alarm.Binding.Source;
import org.kenh.ingest.alarm.InputName;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.operations.alarmdesk.rule.RuleReplay.Bounds;
import org.kenh.operations.alarmdesk.rule.RuleReplay.Period;

/** One run of {@link RuleReplay}. */
final class ReplayRun {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    /** A flood begins above so many in ten minutes. */
    private static final int FLOOD = 10;

    private static final Duration FLOOD_WINDOW = Duration.ofMinutes(10);
    private static final int MOST_TOLD = 100_000;
    private static final int MOST_SUBJECTS_LISTED = 500;
    private static final int MOST_LISTED = 10_000;
    private static final int MOST_OF_ONE = 1_000;

    private final SeriesReader reader;
    private final Bounds bounds;
    private final InstantSource clock;
    private final Period period;
    private final List<Instant> told = new ArrayList<>();
    private final Map<LocalDate, Long> days = new TreeMap<>();
    private final List<ReplayResult.Subject> subjects = new ArrayList<>();
    private final List<String> chattering = new ArrayList<>();
    private final AtomicLong annunciated = new AtomicLong();
    private long readings;
    private long occurrences;
    private int listed;
    private int done;
    private @Nullable String cut;

    ReplayRun(SeriesReader reader, Bounds bounds, InstantSource clock, Period period) {
        this.reader = reader;
        this.bounds = bounds;
        this.clock = clock;
        this.period = period;
    }

    ReplayResult over(List<Binding> bindings, List<String> warnings) {
        Instant deadline = clock.instant().plus(bounds.time());
        for (Binding binding : bindings) {
            if (cut == null && clock.instant().isAfter(deadline)) {
                cut = "time";
            }
            if (cut == null) {
                follow(binding, deadline);
            }
        }
        return result(bindings.size(), warnings);
    }

    private void follow(Binding binding, Instant deadline) {
        ReplayJournal journal =
                new ReplayJournal(binding.rule().condition(), this::tell, Math.min(MOST_OF_ONE, MOST_LISTED - listed));
        Alarm alarm = Alarm.begin(binding, journal, period.from());
        PriorityQueue<Head> heads = new PriorityQueue<>();
        cursors(binding).forEach(cursor -> Head.of(cursor).ifPresent(heads::add));
        @Nullable Instant reached = null;
        for (Head head = heads.poll(); head != null && cut == null; head = heads.poll()) {
            reached = head.at();
            fire(alarm, head.at());
            alarm.reading(head.cursor().input(), head.cursor().take(), head.at());
            if (journal.isRunning()) {
                journal.measured(alarm.status(head.at()).value());
            }
            Head.of(head.cursor()).ifPresent(heads::add);
            check(deadline);
        }
        if (cut == null) {
            reached = period.to();
            fire(alarm, period.to());
            done++;
        }
        keep(binding.subject(), journal, reached == null ? period.to() : reached);
    }

    private void keep(String subject, ReplayJournal journal, Instant reached) {
        occurrences += journal.count();
        if (journal.count() > 0) {
            ReplayResult.Subject finished = journal.finish(subject, reached);
            listed += finished.occurrences().size();
            subjects.add(finished);
        }
        if (journal.chattered()) {
            chattering.add(subject);
        }
    }

    private List<ReplayCursor> cursors(Binding binding) {
        List<InputName> inputs = binding.rule().inputs();
        List<ReplayCursor> cursors = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            @Nullable Source source = binding.sources().get(inputs.get(i));
            if (source != null) {
                cursors.add(new ReplayCursor(reader, i, source, period));
            }
        }
        return cursors;
    }

    /** Delays end without readings, each at its own moment. */
    private static void fire(Alarm alarm, Instant until) {
        Optional<Instant> due = alarm.wakeAt();
        while (due.isPresent() && due.get().isBefore(until)) {
            alarm.tick(due.get());
            Optional<Instant> next = alarm.wakeAt();
            due = next.equals(due) ? Optional.empty() : next;
        }
        alarm.tick(until);
    }

    private void check(Instant deadline) {
        readings++;
        if (readings >= bounds.readings()) {
            cut = "readings";
        } else if (annunciated.get() >= MOST_TOLD) {
            cut = "occurrences";
        } else if (readings % 1_000 == 0 && clock.instant().isAfter(deadline)) {
            cut = "time";
        }
    }

    private void tell(Instant at) {
        annunciated.incrementAndGet();
        told.add(at);
        days.merge(at.atZone(ZONE).toLocalDate(), 1L, Long::sum);
    }

    private ReplayResult result(int all, List<String> warnings) {
        int most = mostWithin(
                told.stream().mapToLong(Instant::toEpochMilli).sorted().toArray());
        subjects.sort(Comparator.comparingLong(ReplayResult.Subject::count).reversed());
        return new ReplayResult(
                period.from(),
                period.to(),
                cut,
                all,
                done,
                readings,
                occurrences,
                annunciated.get(),
                most,
                most > FLOOD,
                chattering,
                days.entrySet().stream()
                        .map(day -> new ReplayResult.Day(day.getKey(), day.getValue()))
                        .toList(),
                subjects.subList(0, Math.min(MOST_SUBJECTS_LISTED, subjects.size())),
                warnings);
    }

    /** The most of these times, which are in order, within any window of a flood. */
    private static int mostWithin(long[] times) {
        int most = 0;
        int first = 0;
        for (int i = 0; i < times.length; i++) {
            while (times[i] - times[first] >= FLOOD_WINDOW.toMillis()) {
                first++;
            }
            most = Math.max(most, i - first + 1);
        }
        return most;
    }

    /** The next reading of one input. */
    private record Head(Instant at, ReplayCursor cursor) implements Comparable<Head> {
        static Optional<Head> of(ReplayCursor cursor) {
            return cursor.peek().map(at -> new Head(at, cursor));
        }

        @Override
        public int compareTo(Head other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Integer.compare(cursor.input(), other.cursor.input());
        }
    }
}
