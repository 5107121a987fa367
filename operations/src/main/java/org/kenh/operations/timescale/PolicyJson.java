package org.kenh.operations.timescale;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.notification.Channel;
import org.kenh.operations.notification.DutyHours;
import org.kenh.operations.notification.Policy;

/** A policy of notification as JSON text. */
final class PolicyJson {
    private PolicyJson() {}

    static String write(Policy policy) {
        return StoredJson.write(new Stored(
                policy.id(),
                policy.name(),
                policy.enabled(),
                policy.area().orElse(null),
                policy.priorities().stream().sorted().toList(),
                policy.classes().stream().sorted().toList(),
                policy.hours().map(PolicyJson::stored).orElse(null),
                policy.steps().stream().map(PolicyJson::stored).toList()));
    }

    static Policy read(String text) {
        Stored stored = StoredJson.read(text, Stored.class);
        return new Policy(
                stored.id(),
                stored.name(),
                stored.enabled(),
                Optional.ofNullable(stored.area()),
                Set.copyOf(stored.priorities()),
                Set.copyOf(stored.classes()),
                Optional.ofNullable(stored.hours()).map(PolicyJson::hours),
                stored.steps().stream().map(PolicyJson::step).toList());
    }

    private static StoredHours stored(DutyHours hours) {
        return new StoredHours(
                hours.from().toString(),
                hours.to().toString(),
                hours.days().stream().map(DayOfWeek::getValue).sorted().toList());
    }

    private static DutyHours hours(StoredHours stored) {
        return new DutyHours(
                LocalTime.parse(stored.from()),
                LocalTime.parse(stored.to()),
                stored.days().stream().map(DayOfWeek::of).collect(Collectors.toSet()));
    }

    private static StoredStep stored(Policy.Step step) {
        return new StoredStep(
                step.after().toString(),
                step.people(),
                step.channels().stream().map(Channel::word).toList());
    }

    private static Policy.Step step(StoredStep stored) {
        return new Policy.Step(
                Duration.parse(stored.after()),
                stored.people(),
                stored.channels().stream()
                        .flatMap(word -> Channel.fromWord(word).stream())
                        .toList());
    }

    record Stored(
            String id,
            String name,
            boolean enabled,
            @Nullable String area,
            List<Integer> priorities,
            List<String> classes,
            @Nullable StoredHours hours,
            List<StoredStep> steps) {}

    record StoredHours(String from, String to, List<Integer> days) {}

    record StoredStep(String after, List<String> people, List<String> channels) {}
}
