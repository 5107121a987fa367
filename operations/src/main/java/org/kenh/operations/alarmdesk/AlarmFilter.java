package org.kenh.operations.alarmdesk;

import java.util.Optional;
import java.util.Set;
import org.kenh.ingest.alarm.Letter;
import org.kenh.operations.account.AreaScope;

/**
 * Which alarms; an empty set or value means any.
 *
 * @param scope what the person sees, narrowed to the area that was asked for
 * @param letters empty: as the view says
 * @param limit the most that are wanted
 */
public record AlarmFilter(
        AreaScope scope,
        Set<Letter> letters,
        View view,
        Optional<String> site,
        Optional<String> device,
        Optional<String> rule,
        Set<String> classes,
        Set<Integer> priorities,
        int limit) {
    public static final int MOST = 10_000;

    public AlarmFilter {
        letters = Set.copyOf(letters);
        classes = Set.copyOf(classes);
        priorities = Set.copyOf(priorities);
    }

    /** All alarms of a scope that are not normal. */
    public static AlarmFilter of(AreaScope scope) {
        return new AlarmFilter(
                scope,
                Set.of(),
                View.ALL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                MOST);
    }

    public AlarmFilter withView(View other) {
        return new AlarmFilter(scope, letters, other, site, device, rule, classes, priorities, limit);
    }

    public AlarmFilter withLetters(Set<Letter> other) {
        return new AlarmFilter(scope, other, view, site, device, rule, classes, priorities, limit);
    }

    /** The lists of the console. */
    public enum View {
        /** B to F: what an operator has before himself. */
        LIVE,
        SHELVED,
        SUPPRESSED,
        OUT_OF_SERVICE,
        /** Active for more than a day. */
        STANDING,
        /** All but normal. */
        ALL
    }
}
