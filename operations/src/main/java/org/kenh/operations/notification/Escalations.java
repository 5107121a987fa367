package org.kenh.operations.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kenh.ingest.alarm.Letter;
import org.kenh.ingest.registry.Area;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.operations.alarmdesk.JournalRow;
import org.kenh.operations.notification.Outbox.Change;
import org.kenh.operations.notification.Outbox.DueStep;
import org.kenh.operations.notification.Outbox.Notice;

/** Turns rows of the alarm journal into steps of escalation, and steps whose time has come into notices. */
final class Escalations {
    /** What has returned unacknowledged is still told up to this priority: the operator must look at it. */
    private static final int TOLD_WHEN_OVER = 2;

    private static final Set<Letter> UNSEEN = Set.of(Letter.B, Letter.D, Letter.E);

    private final NotificationSettings settings;
    private final Alarms alarms;
    private final Audience audience;
    private final InstantSource clock;

    Escalations(NotificationSettings settings, Alarms alarms, Audience audience, InstantSource clock) {
        this.settings = settings;
        this.alarms = alarms;
        this.audience = audience;
        this.clock = clock;
    }

    /** What the rows mean, in their order. */
    List<Change> changes(List<JournalRow> rows) {
        List<JournalRow> present = rows.stream().filter(Escalations::matters).toList();
        if (present.isEmpty()) {
            return List.of();
        }
        Policies policies = new Policies(settings.policies(), audience.areas());
        Map<Long, List<Change>> byAlarm = new LinkedHashMap<>();
        for (JournalRow row : present) {
            if (row.to() == Letter.B && row.annunciated()) {
                // Told anew: what was planned for it before is out of date.
                byAlarm.put(row.alarm(), begun(row, policies));
            } else if (row.to() == Letter.B || mustBeSeen(row)) {
                Optional<Instant> over = row.to() == Letter.B ? Optional.empty() : Optional.of(row.at());
                byAlarm.computeIfAbsent(row.alarm(), alarm -> new ArrayList<>())
                        .add(new Change.Returned(row.alarm(), over));
            } else {
                byAlarm.put(row.alarm(), only(new Change.Cancel(row.alarm(), clock.instant())));
            }
        }
        return byAlarm.values().stream().flatMap(List::stream).toList();
    }

    /** Late readings tell nobody; comments, or another level, leave what is unacknowledged as it is. */
    private static boolean matters(JournalRow row) {
        boolean asBefore = row.from() == row.to() && UNSEEN.contains(row.to());
        return !row.historical() && (row.annunciated() || !asBefore);
    }

    /** Whether it has returned, or is latched, without an acknowledgement, and matters too much to be forgotten. */
    private static boolean mustBeSeen(JournalRow row) {
        return UNSEEN.contains(row.to()) && row.priority() <= TOLD_WHEN_OVER;
    }

    private static List<Change> only(Change change) {
        List<Change> changes = new ArrayList<>();
        changes.add(change);
        return changes;
    }

    /** Who is told by a step, if its policy still says so, and ends the step in the outbox. */
    void raise(DueStep step, Outbox outbox) {
        Map<String, Set<Channel>> people = settings.policy(step.policy())
                .filter(policy ->
                        policy.enabled() && step.step() < policy.steps().size())
                .map(policy -> people(policy.steps().get(step.step())))
                .orElse(Map.of());
        Instant now = clock.instant();
        List<Notice> notices = new ArrayList<>();
        Map<String, Failure> failures = new HashMap<>();
        people.forEach((username, channels) -> {
            if (audience.mayHear(username, step.area())) {
                notices.add(new Notice(0, username, channels, step, now));
            } else {
                failures.put(username, Failure.of(Failure.NO_ACCOUNT, step.area()));
            }
        });
        outbox.raise(step, notices, failures);
    }

    private List<Change> begun(JournalRow row, Policies policies) {
        Optional<AlarmView> alarm = alarms.find(row.alarm());
        String alarmClass = alarm.map(AlarmView::alarmClass).orElse("");
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Cancel(row.alarm(), clock.instant()));
        for (Policy policy : policies.of(row, alarmClass)) {
            List<Instant> times = times(policy, row.recordedAt());
            for (int step = 0; step < times.size(); step++) {
                AlarmFacts facts = AlarmFacts.of(row, alarm, step);
                changes.add(new Change.Schedule(
                        row.alarm(), row.id(), policy.id(), step, times.get(step), row.area(), facts));
            }
        }
        return changes;
    }

    /** Each step as long after the one before as the policy says, however long that one waited for a shift. */
    private static List<Instant> times(Policy policy, Instant begin) {
        List<Instant> times = new ArrayList<>();
        Instant last = begin;
        Duration after = Duration.ZERO;
        for (Policy.Step step : policy.steps()) {
            Instant due = last.plus(step.after().minus(after));
            last = policy.hours().map(hours -> hours.firstWithin(due)).orElse(due);
            after = step.after();
            times.add(last);
        }
        return times;
    }

    private static Map<String, Set<Channel>> people(Policy.Step step) {
        Map<String, Set<Channel>> people = new LinkedHashMap<>();
        step.people().forEach(username -> people.put(username, Set.copyOf(step.channels())));
        return people;
    }

    /** All policies, with the areas that each reaches. */
    private static final class Policies {
        private final Map<Policy, AreaScope> scopes = new LinkedHashMap<>();

        Policies(List<Policy> policies, Collection<Area> areas) {
            policies.forEach(policy -> scopes.put(policy, AreaScope.of(policy.area(), areas)));
        }

        List<Policy> of(JournalRow row, String alarmClass) {
            return scopes.entrySet().stream()
                    .filter(entry -> entry.getKey().concerns(row.priority(), alarmClass))
                    .filter(entry -> entry.getValue().contains(row.area()))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
