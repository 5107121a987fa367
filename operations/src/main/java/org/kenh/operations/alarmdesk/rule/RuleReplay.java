package org.kenh.operations.alarmdesk.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.kenh.ingest.alarm.Binding;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.operations.alarmdesk.LiveRule;
import org.kenh.operations.alarmdesk.Rehearsal;

/**
 * Tells stored history to alarms that exist for this only, and counts what they do: the engine that runs live, with the
 * readings' times as its present. Nobody acknowledges, shelves or groups. Memory is bounded by a page for each input
 * and by what is listed; readings and time are bounded by {@link Bounds}. Safe for any thread; blocks on the database.
 */
public final class RuleReplay {
    /** The rule holds nowhere, or nothing there has its first series. */
    public static final String NO_SUBJECTS = "noSubjects";

    /** It looks at series that the centre makes of others and does not store. */
    public static final String NOT_STORED = "seriesNotStored";

    private static final String CENTRE = "kenh/";
    private static final String DRAFT = "draft";

    private final Registry registry;
    private final SeriesReader reader;
    private final Bounds bounds;
    private final InstantSource clock;

    /** The clock is for the bound in time. */
    public RuleReplay(Registry registry, SeriesReader reader, Bounds bounds, InstantSource clock) {
        this.registry = registry;
        this.reader = reader;
        this.bounds = bounds;
        this.clock = clock;
    }

    /** Runs a draft over what is stored of the period. */
    public ReplayResult run(RuleDocument draft, Period period) {
        LiveRule rule = draft.live(new RuleDocument.Version(DRAFT, 1, DRAFT, period.to()));
        LiveRule enabled = new LiveRule(rule.rule(), rule.starred(), rule.scope(), rule.suppresses(), true);
        List<Binding> subjects = Rehearsal.bindings(enabled, registry, reader);
        List<String> warnings = new ArrayList<>();
        if (draft.seriesNames().anyMatch(name -> name.startsWith(CENTRE))) {
            warnings.add(NOT_STORED);
        } else if (subjects.isEmpty()) {
            warnings.add(NO_SUBJECTS);
        }
        return new ReplayRun(reader, bounds, clock, period).over(subjects, warnings);
    }

    /** From when until before when. */
    public record Period(Instant from, Instant to) {}

    /** How much one run may take. */
    public record Bounds(long readings, Duration time) {
        public static final Bounds STANDARD = new Bounds(5_000_000, Duration.ofSeconds(45));
    }
}
