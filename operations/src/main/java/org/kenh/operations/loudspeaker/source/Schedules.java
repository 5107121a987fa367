package org.kenh.operations.loudspeaker.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kenh.operations.loudspeaker.source.SourceStore.LogEntry;
import org.kenh.operations.loudspeaker.source.SourceStore.Progress;
import org.kenh.operations.loudspeaker.source.SourceStore.Pulled;

/** Looks for schedules of the province and has them taken. */
final class Schedules {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_SAID = 3;

    private final SourceStore store;
    private final Intake intake;
    private final InstantSource clock;

    Schedules(SourceStore store, Intake intake, InstantSource clock) {
        this.store = store;
        this.intake = intake;
        this.clock = clock;
    }

    void look(SourceSettings settings, Link link, Progress progress) {
        Link.Fetch fetch = link.fetch(progress.etag());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant next = now.plus(Duration.ofMinutes(settings.pullMinutes()));
        store.pulled(
                switch (fetch) {
                    // What was wrong with schedules stays wrong; that they could not be asked for is over.
                    case Link.Fetch.NothingNew() ->
                        new Pulled(
                                now,
                                next,
                                progress.etag(),
                                0,
                                progress.problem().filter(problem -> progress.pullFailed() == 0),
                                List.of());
                    case Link.Fetch.Found found -> taken(settings, link, found, now);
                    case Link.Fetch.Failed(String why, Optional<Duration> wait) -> {
                        int failed = progress.pullFailed() + 1;
                        Instant again = now.plus(wait.orElseGet(() -> Reports.backoff(failed)));
                        yield new Pulled(
                                now,
                                again,
                                progress.etag(),
                                failed,
                                Optional.of(why),
                                List.of(LogEntry.in(now, false, why)));
                    }
                });
    }

    private Pulled taken(SourceSettings settings, Link link, Link.Fetch.Found found, Instant now) {
        FieldMapping mapping = FieldMapping.of(settings.mapping()).orElse(FieldMapping.OWN);
        Optional<String> known = store.progress().problem();
        List<LogEntry> entries = new ArrayList<>();
        Optional<String> problem = Optional.empty();
        for (Link.Document document : found.documents()) {
            Intake.Taken taken =
                    document.unreadable().map(Intake.Taken::refused).orElseGet(() -> take(mapping, document));
            Optional<String> stuck = link.taken(document, taken);
            String words = words(document, taken) + stuck.map(why -> "; " + why).orElse("");
            boolean good = taken.isGood() && stuck.isEmpty();
            problem = good ? problem : Optional.of(words);
            // The same trouble at each look is told once.
            if (good || !taken.changesNothing() || !known.equals(problem)) {
                entries.add(LogEntry.in(now, good, words));
            }
        }
        // What was wrong may be right when it is asked for again: a cluster was missing here.
        Optional<String> mark = problem.isEmpty() ? found.mark() : Optional.empty();
        Instant next = now.plus(Duration.ofMinutes(settings.pullMinutes()));
        return new Pulled(now, next, mark, 0, problem, entries);
    }

    private Intake.Taken take(FieldMapping mapping, Link.Document document) {
        if (document.format() == Intake.Format.CSV) {
            String table = mapping.incomingTable(document.content());
            return intake.take(Intake.Format.CSV, table, document.whole());
        }
        try {
            String list = mapping.incoming(JSON.readTree(document.content())).toString();
            return intake.take(Intake.Format.JSON, list, document.whole());
        } catch (JsonProcessingException e) {
            return Intake.Taken.refused("not JSON: " + e.getOriginalMessage());
        }
    }

    private static String words(Link.Document document, Intake.Taken taken) {
        List<String> said = Stream.concat(taken.mistakes().stream(), taken.notices().stream())
                .toList();
        String counts =
                "+" + taken.created() + " ~" + taken.changed() + " =" + taken.unchanged() + " -" + taken.cancelled();
        return document.name() + ": " + counts
                + said.stream().limit(MOST_SAID).map(word -> "; " + word).collect(Collectors.joining())
                + (said.size() > MOST_SAID ? " (+" + (said.size() - MOST_SAID) + ")" : "");
    }
}
