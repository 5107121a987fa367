package org.kenh.operations.alarmdesk.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.Binding.Source;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.Range;
import org.kenh.ingest.series.SeriesReader.StoredReading;
import org.kenh.operations.alarmdesk.rule.RuleReplay.Period;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Unit;

/** Goes through the stored readings of one input, a page in memory at a time. */
final class ReplayCursor {
    private static final int PAGE = 5_000;
    private static final Duration FIRST = Duration.ofHours(1);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(100);

    private final SeriesReader reader;
    private final int input;
    private final Source source;
    private final Instant to;
    private final ArrayDeque<StoredReading> page = new ArrayDeque<>();
    private Instant next;
    private Duration window = FIRST;

    /** {@code input} is its place among the rule's inputs. */
    ReplayCursor(SeriesReader reader, int input, Source source, Period period) {
        this.reader = reader;
        this.input = input;
        this.source = source;
        this.next = period.from();
        this.to = period.to();
    }

    int input() {
        return input;
    }

    /** When the next reading was measured; empty at the end. Blocks on the database. */
    Optional<Instant> peek() {
        turn();
        return Optional.ofNullable(page.peek()).map(StoredReading::at);
    }

    /** The next reading; {@link #peek} has found one. */
    Reading take() {
        @Nullable StoredReading stored = page.poll();
        if (stored == null) {
            throw new IllegalStateException("there is no further reading");
        }
        return Reading.of(source.series(), Unit.NONE, stored.at(), stored.value(), stored.quality());
    }

    /**
     * Fetches until there is something or the end is reached. The database would sort all that is left for each page, so
     * it is asked for as much time as a page holds, which is found by trying.
     */
    private void turn() {
        while (page.isEmpty() && next.isBefore(to)) {
            Instant end = earlier(next.plus(window), to);
            reader.readings(new Range(source.device(), source.series(), next, end), Optional.of(PAGE), page::add);
            boolean isFull = page.size() == PAGE;
            if (isFull) {
                next = last(page).plus(1, ChronoUnit.MICROS);
                window = window.compareTo(SHORTEST) > 0 ? window.dividedBy(2) : window;
            } else {
                next = end;
                window = page.size() < PAGE / 4 && window.compareTo(LONGEST) < 0 ? window.multipliedBy(4) : window;
            }
        }
    }

    private static Instant last(ArrayDeque<StoredReading> page) {
        return page.getLast().at();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
