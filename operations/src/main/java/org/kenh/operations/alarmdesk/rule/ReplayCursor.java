package org.kenh.operations.alarmdesk.rule;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.Binding.Source;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.Range;
import org.kenh.ingest.series.SeriesReader.StoredReading;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Unit;

/** Goes through the stored readings of one input, a page in memory at a time. */
final class ReplayCursor {
    private static final int PAGE = 5_000;

    private final SeriesReader reader;
    private final int input;
    private final Source source;
    private final Instant to;
    private final Queue<StoredReading> page = new ArrayDeque<>();
    private Instant next;
    private boolean isLastPage;

    /** {@code input} is its place among the rule's inputs. */
    ReplayCursor(SeriesReader reader, int input, Source source, Instant from, Instant to) {
        this.reader = reader;
        this.input = input;
        this.source = source;
        this.next = from;
        this.to = to;
    }

    int input() {
        return input;
    }

    /** When the next reading was measured; empty at the end. Blocks on the database. */
    Optional<Instant> peek() {
        if (page.isEmpty() && !isLastPage) {
            turn();
        }
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

    private void turn() {
        if (next.isBefore(to)) {
            reader.readings(new Range(source.device(), source.series(), next, to), Optional.of(PAGE), stored -> {
                page.add(stored);
                next = stored.at().plus(1, ChronoUnit.MICROS);
            });
        }
        isLastPage = page.size() < PAGE;
    }
}
