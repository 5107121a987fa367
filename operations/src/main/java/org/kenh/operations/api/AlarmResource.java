package org.kenh.operations.api;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kenh.ingest.alarm.Letter;
import org.kenh.operations.alarmdesk.AlarmFilter;
import org.kenh.operations.alarmdesk.AlarmFilter.View;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.telemetry.Excerpt;

/** How alarms stand. */
final class AlarmResource {
    private static final List<String> STATES = Stream.concat(
                    Arrays.stream(Letter.values()).map(AlarmView::stateOf),
                    Arrays.stream(Letter.values()).map(Letter::name))
            .toList();
    private static final List<String> VIEWS =
            Arrays.stream(View.values()).map(AlarmResource::word).toList();

    private final Alarms alarms;
    private final Places places;

    AlarmResource(Backend backend, Places places) {
        this.alarms = backend.alarms().alarms();
        this.places = places;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/alarms", Endpoint.Access.SIGNED_IN, this::list),
                Endpoint.get("/alarms/summary", Endpoint.Access.SIGNED_IN, this::summary),
                Endpoint.get("/alarms/{id}", Endpoint.Access.SIGNED_IN, this::one));
    }

    /** The alarm in the path, if it lies in the caller's area. */
    static AlarmView visible(Alarms alarms, Call call) {
        return find(alarms, call, call.path("id")).orElseThrow(() -> Problem.notFound(Excerpt.of(call.path("id"))));
    }

    static Optional<AlarmView> find(Alarms alarms, Call call, String id) {
        return Inputs.wholeNumber(id)
                .flatMap(alarms::find)
                .filter(alarm -> call.scope().contains(alarm.area()));
    }

    private Answer list(Call call) {
        Query query = call.query();
        Set<Letter> letters = letters(query.words("state", STATES).orElse(List.of()));
        View view = query.words("view", VIEWS)
                .flatMap(words -> words.stream().findFirst())
                .map(word -> View.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')))
                .orElse(View.ALL);
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        Optional<String> site = query.text("site");
        Optional<String> device = query.text("device");
        Optional<String> rule = query.text("rule");
        Set<String> classes = query.text("class").map(AlarmResource::parts).orElse(Set.of());
        Set<Integer> priorities = query.words("priority", List.of("1", "2", "3")).orElse(List.of()).stream()
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
        int limit = query.integer("limit", 1, AlarmFilter.MOST).orElse(AlarmFilter.MOST);
        query.finish();
        return Answer.ok(alarms.list(new AlarmFilter(
                places.narrowed(call, area), letters, view, site, device, rule, classes, priorities, limit)));
    }

    private Answer summary(Call call) {
        Query query = call.query();
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        query.finish();
        return Answer.ok(alarms.summary(places.narrowed(call, area)));
    }

    private Answer one(Call call) {
        call.query().finish();
        return Answer.ok(visible(alarms, call));
    }

    private static Set<Letter> letters(List<String> words) {
        EnumSet<Letter> letters = EnumSet.noneOf(Letter.class);
        for (Letter letter : Letter.values()) {
            if (words.contains(letter.name()) || words.contains(AlarmView.stateOf(letter))) {
                letters.add(letter);
            }
        }
        return letters;
    }

    private static Set<String> parts(String text) {
        return Set.copyOf(Arrays.asList(text.split(",", -1)));
    }

    private static String word(View view) {
        return view.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
