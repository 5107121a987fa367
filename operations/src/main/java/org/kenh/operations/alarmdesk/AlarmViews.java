package org.kenh.operations.alarmdesk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.ingest.alarm.AlarmStatus;
import org.kenh.ingest.alarm.Condition;
import org.kenh.ingest.alarm.InputName;
import org.kenh.ingest.alarm.Letter;
import org.kenh.ingest.alarm.Rationalisation;
import org.kenh.operations.alarmdesk.AlarmFilter.View;
import org.kenh.operations.alarmdesk.Hosted.Shown;
import org.kenh.operations.alarmdesk.Watched.Place;

/** How alarms stood at the last commit, for everybody. Written by the engine's thread, read by any. */
final class AlarmViews {
    static final Duration STANDING = Duration.ofDays(1);
    private static final Set<Letter> LIVE = EnumSet.range(Letter.B, Letter.F);
    private static final Comparator<AlarmView> ORDER = Comparator.comparingInt(AlarmView::priority)
            .thenComparing(
                    view -> view.activatedAt() == null ? view.updatedAt() : view.activatedAt(),
                    Comparator.reverseOrder())
            .thenComparing(AlarmView::id, Comparator.reverseOrder());

    private final Map<Long, Hosted> all = new ConcurrentHashMap<>();
    private final Map<Long, Hosted> notNormal = new ConcurrentHashMap<>();

    /** Takes over what has just been committed. */
    void put(Hosted alarm) {
        all.put(alarm.id(), alarm);
        Shown shown = alarm.shown();
        if (shown != null && shown.status().letter() != Letter.A) {
            notNormal.put(alarm.id(), alarm);
        } else {
            notNormal.remove(alarm.id());
        }
    }

    void remove(Hosted alarm) {
        all.remove(alarm.id());
        notNormal.remove(alarm.id());
    }

    /** Forgets all others. */
    void retain(Collection<Hosted> alarms) {
        Set<Long> ids = new HashSet<>();
        alarms.forEach(alarm -> ids.add(alarm.id()));
        all.keySet().retainAll(ids);
        notNormal.keySet().retainAll(ids);
    }

    Optional<AlarmView> find(long id) {
        return Optional.ofNullable(all.get(id)).map(AlarmViews::of);
    }

    Optional<AlarmRule> ruleOf(long id) {
        return Optional.ofNullable(all.get(id))
                .map(alarm -> alarm.watched().binding().rule());
    }

    List<AlarmView> list(AlarmFilter filter, Instant now) {
        boolean alsoNormal = filter.letters().contains(Letter.A);
        List<AlarmView> found = new ArrayList<>();
        for (Hosted alarm : (alsoNormal ? all : notNormal).values()) {
            AlarmView view = of(alarm);
            if (fits(filter, view, now)) {
                found.add(view);
            }
        }
        found.sort(ORDER);
        return found.size() > filter.limit() ? List.copyOf(found.subList(0, filter.limit())) : found;
    }

    Collection<AlarmView> notNormal() {
        return notNormal.values().stream().map(AlarmViews::of).toList();
    }

    static boolean isStanding(AlarmView view, Instant now) {
        return view.active()
                && view.activatedAt() != null
                && view.activatedAt().plus(STANDING).isBefore(now);
    }

    static boolean isLive(AlarmView view) {
        return LIVE.contains(view.letter());
    }

    static AlarmView of(Hosted alarm) {
        Shown shown = alarm.shown();
        return view(alarm, shown == null ? normal(alarm, Instant.EPOCH, 0) : shown);
    }

    /** An alarm that is watched no more. */
    static AlarmView removed(Hosted alarm, Instant now, long revision) {
        return view(alarm, normal(alarm, now, revision));
    }

    static AlarmView view(Hosted alarm, Shown shown) {
        Watched watched = shown.watched();
        AlarmRule rule = watched.binding().rule();
        Rationalisation why = rule.rationalisation();
        AlarmStatus status = shown.status();
        Notes notes = shown.notes();
        return new AlarmView(
                alarm.id(),
                rule.id(),
                rule.version(),
                why.name(),
                why.tag(),
                why.alarmClass(),
                alarm.key().subject(),
                watched.where().device().orElse(null),
                watched.where().site().orElse(null),
                watched.place().map(Place::name).orElse(null),
                watched.where().area(),
                watched.areaName(),
                watched.firstInput()
                        .map(InputName::series)
                        .map(Object::toString)
                        .orElse(null),
                watched.unit().orElse(null),
                measure(rule.condition()),
                status.letter(),
                AlarmView.stateOf(status.letter()),
                status.active(),
                status.acknowledged(),
                status.priority().number(),
                status.level(),
                rule.weights().size(),
                status.occurrence().orElse(null),
                status.activatedAt().orElse(null),
                JournalRows.finite(status.value()),
                JournalRows.finite(status.limit()),
                status.acknowledged() ? notes.acknowledgedBy().orElse(null) : null,
                status.acknowledged() ? notes.acknowledgedAt().orElse(null) : null,
                status.shelvedUntil().orElse(null),
                notes.shelvedBy().orElse(null),
                notes.shelveReason().orElse(null),
                notes.oneShot(),
                status.byRule(),
                suppressedBy(shown),
                status.outOfService(),
                notes.outOfServiceReason().orElse(null),
                status.chattering(),
                status.unknown(),
                watched.isGroup(),
                shown.members(),
                notes.assignee().orElse(null),
                notes.comments(),
                watched.doubts(),
                watched.place().map(Place::lat).orElse(null),
                watched.place().map(Place::lon).orElse(null),
                shown.updatedAt(),
                shown.revision());
    }

    private static String measure(Condition condition) {
        return switch (condition) {
            case Condition.High c -> "value";
            case Condition.Low c -> "value";
            case Condition.Levels c -> "value";
            case Condition.Equal c -> "value";
            case Condition.EqualText c -> "value";
            case Condition.RateOfChange c -> "change";
            case Condition.Deviation c -> "difference";
            case Condition.Count c -> "count";
            case Condition.Missing c -> "silence";
            case Condition.Formula c -> "formula";
        };
    }

    private static @Nullable Long suppressedBy(Shown shown) {
        return shown.suppressedBy().orElse(null);
    }

    /** An alarm that has never been anything else. */
    private static Shown normal(Hosted alarm, Instant updatedAt, long revision) {
        Watched watched = alarm.watched();
        AlarmStatus status = new AlarmStatus(
                Letter.A,
                false,
                true,
                false,
                0,
                watched.binding().rule().weights().getFirst().priority(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                false,
                false,
                false,
                Double.NaN,
                Double.NaN);
        return new Shown(watched, status, Notes.NONE, 0, Optional.empty(), updatedAt, revision);
    }

    private static boolean fits(AlarmFilter filter, AlarmView view, Instant now) {
        return filter.scope().contains(view.area())
                && (filter.letters().isEmpty() || filter.letters().contains(view.letter()))
                && isIn(filter.view(), view, now)
                && filter.site().map(site -> site.equals(view.site())).orElse(true)
                && filter.device().map(device -> device.equals(view.device())).orElse(true)
                && filter.rule().map(view.rule()::equals).orElse(true)
                && (filter.classes().isEmpty() || filter.classes().contains(view.alarmClass()))
                && (filter.priorities().isEmpty() || filter.priorities().contains(view.priority()));
    }

    private static boolean isIn(View wanted, AlarmView view, Instant now) {
        return switch (wanted) {
            case LIVE -> isLive(view);
            case SHELVED -> view.letter() == Letter.G;
            case SUPPRESSED -> view.letter() == Letter.H;
            case OUT_OF_SERVICE -> view.letter() == Letter.I;
            case STANDING -> isStanding(view, now);
            case ALL -> true;
        };
    }
}
