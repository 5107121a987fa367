package org.kenh.operations.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.ingest.alarm.AlarmRule.Weight;
import org.kenh.ingest.alarm.Event;
import org.kenh.ingest.alarm.Rationalisation;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.operations.alarmdesk.JournalQuery;
import org.kenh.telemetry.Excerpt;

/** What became of alarms, and why there are such alarms at all. */
final class AlarmJournalResource {
    private static final int USUAL = 200;
    private static final List<String> EVENTS = Stream.concat(
                    Arrays.stream(Event.values())
                            .map(event -> event.name().toLowerCase(Locale.ROOT).replace('_', '-')),
                    Stream.of("comment", "assign", "removed"))
            .toList();

    private final Alarms alarms;
    private final Places places;

    AlarmJournalResource(Backend backend, Places places) {
        this.alarms = backend.alarms().alarms();
        this.places = places;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/alarms/{id}/journal", Endpoint.Access.SIGNED_IN, this::ofAlarm),
                Endpoint.get("/alarms/{id}/rationalisation", Endpoint.Access.SIGNED_IN, this::rationalisation),
                Endpoint.get("/alarm-journal", Endpoint.Access.SIGNED_IN, this::all));
    }

    /** Also of an alarm that is watched no more; its rows tell where it was. */
    private Answer ofAlarm(Call call) {
        Query query = call.query();
        Optional<UUID> occurrence =
                query.parsed("occurrence", text -> Inputs.uuid(text).isPresent(), UUID::fromString);
        Optional<Long> before =
                query.parsed("before", text -> Inputs.wholeNumber(text).isPresent(), Long::valueOf);
        int limit = query.integer("limit", 1, JournalQuery.MOST).orElse(USUAL);
        query.finish();
        long id = Inputs.wholeNumber(call.path("id")).orElseThrow(() -> Problem.notFound(Excerpt.of(call.path("id"))));
        JournalQuery wanted = new JournalQuery(
                call.scope(),
                Optional.of(id),
                occurrence,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                before,
                limit);
        var rows = alarms.journal(wanted);
        if (rows.isEmpty()) {
            boolean known = AlarmResource.find(alarms, call, call.path("id")).isPresent()
                    || !alarms.journal(JournalQuery.of(call.scope(), 1).ofAlarm(id, Optional.empty()))
                            .isEmpty();
            if (!known) {
                throw Problem.notFound(String.valueOf(id));
            }
        }
        return Answer.ok(rows);
    }

    private Answer all(Call call) {
        Query query = call.query();
        Optional<Instant> from = query.instant("from");
        Optional<Instant> to = query.instant("to");
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        Set<Integer> priorities = query.words("priority", List.of("1", "2", "3")).orElse(List.of()).stream()
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
        Set<String> events = Set.copyOf(query.words("event", EVENTS).orElse(List.of()));
        Optional<Long> before =
                query.parsed("before", text -> Inputs.wholeNumber(text).isPresent(), Long::valueOf);
        int limit = query.integer("limit", 1, JournalQuery.MOST).orElse(USUAL);
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            query.error("from", "field.before", "to");
        }
        query.finish();
        return Answer.ok(alarms.journal(new JournalQuery(
                places.narrowed(call, area),
                Optional.empty(),
                Optional.empty(),
                from,
                to,
                priorities,
                events,
                before,
                limit)));
    }

    private Answer rationalisation(Call call) {
        call.query().finish();
        long id = AlarmResource.visible(alarms, call).id();
        return Answer.ok(alarms.rule(id)
                .map(AlarmJournalResource::view)
                .orElseThrow(() -> Problem.notFound(String.valueOf(id))));
    }

    private static RationalisationView view(AlarmRule rule) {
        Rationalisation why = rule.rationalisation();
        List<LevelView> levels = IntStream.range(0, rule.weights().size())
                .mapToObj(place -> level(place + 1, rule.weights().get(place)))
                .toList();
        Optional<Duration> toRespond = rule.weights().stream()
                .flatMap(weight -> weight.grading().stream())
                .map(AlarmRule.Grading::toRespond)
                .min(Comparator.naturalOrder());
        return new RationalisationView(
                rule.id(),
                rule.version(),
                why.tag(),
                why.alarmClass(),
                why.name(),
                why.causes(),
                why.consequence(),
                why.action(),
                toRespond.map(Duration::toString).orElse(null),
                why.owner(),
                why.approval().map(Rationalisation.Approval::by).orElse(null),
                why.approval().map(Rationalisation.Approval::at).orElse(null),
                levels);
    }

    private static LevelView level(int number, Weight weight) {
        return new LevelView(
                number,
                weight.priority().number(),
                weight.grading().map(grading -> grading.toRespond().toString()).orElse(null),
                weight.grading()
                        .map(grading -> grading.consequence().name().toLowerCase(Locale.ROOT))
                        .orElse(null));
    }

    record RationalisationView(
            String rule,
            int ruleVersion,
            String tag,
            String alarmClass,
            Bilingual name,
            Bilingual causes,
            Bilingual consequence,
            Bilingual action,
            @Nullable String toRespond,
            String owner,
            @Nullable String approvedBy,
            @Nullable Instant approvedAt,
            List<LevelView> levels) {}

    record LevelView(
            int level,
            int priority,
            @Nullable String toRespond,
            @Nullable String consequence) {}
}
