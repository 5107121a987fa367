package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.kenh.operations.notification.Channel;
import org.kenh.operations.notification.DutyHours;
import org.kenh.operations.notification.Policy;
import org.kenh.telemetry.Excerpt;

/** Reads a policy of notification from a request. */
final class NotificationPolicyBody {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_CLASSES = 50;
    private static final List<String> CHANNELS =
            java.util.Arrays.stream(Channel.values()).map(Channel::word).toList();
    private static final Set<String> HOURS_FIELDS = Set.of("from", "to", "days");
    private static final Set<String> STEP_FIELDS = Set.of("after", "people", "channels");

    private final JsonBody body;
    private final Predicate<String> isPerson;

    private NotificationPolicyBody(JsonBody body, Predicate<String> isPerson) {
        this.body = body;
        this.isPerson = isPerson;
    }

    /**
     * Throws {@link Problem} with everything that is wrong.
     *
     * @param isArea whether the caller may name it; an empty one means everything
     * @param isPerson whether there is such an account
     */
    static Policy read(JsonBody body, String id, Predicate<Optional<String>> isArea, Predicate<String> isPerson) {
        NotificationPolicyBody reader = new NotificationPolicyBody(body, isPerson);
        Optional<String> area = body.optionalFormed("area", Inputs::isId);
        if (!isArea.test(area)) {
            body.error("area", "field.reference", area.orElse(""));
        }
        Policy policy = new Policy(
                id,
                body.text("name", LONGEST_NAME),
                body.optionalFlag("enabled").orElse(true),
                area,
                reader.priorities(),
                reader.classes(),
                reader.hours(),
                reader.steps());
        body.finish();
        return policy;
    }

    private Set<Integer> priorities() {
        return elements(body.optionalList("priorities"), "priorities", 3).stream()
                .flatMap(node -> integer(node, "priorities", 3).stream())
                .collect(Collectors.toSet());
    }

    private Set<String> classes() {
        return texts(body.optionalList("classes"), "classes", MOST_CLASSES).stream()
                .filter(text -> check(Inputs.isKind(text), "classes", "field.form", Excerpt.of(text)))
                .collect(Collectors.toSet());
    }

    private Optional<DutyHours> hours() {
        return body.optionalObject("hours").flatMap(node -> {
            checkFields(node, "hours", HOURS_FIELDS);
            Optional<LocalTime> from = time(node, "from");
            Optional<LocalTime> to = time(node, "to");
            Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
            elements(Optional.of(node.path("days")), "hours.days", 7)
                    .forEach(day -> integer(day, "hours.days", 7).ifPresent(number -> days.add(DayOfWeek.of(number))));
            Set<DayOfWeek> all = EnumSet.allOf(DayOfWeek.class);
            return from.flatMap(begin -> to.map(end -> new DutyHours(begin, end, days.isEmpty() ? all : days)));
        });
    }

    private Optional<LocalTime> time(JsonNode node, String name) {
        String text = node.path(name).asText();
        try {
            return check(text.matches("[0-9]{2}:[0-9]{2}"), "hours." + name, "field.form", Excerpt.of(text))
                    ? Optional.of(LocalTime.parse(text))
                    : Optional.empty();
        } catch (DateTimeException e) {
            body.error("hours." + name, "field.form", Excerpt.of(text));
            return Optional.empty();
        }
    }

    private List<Policy.Step> steps() {
        List<JsonNode> nodes = elements(body.optionalList("steps"), "steps", Policy.MOST_STEPS);
        check(!nodes.isEmpty(), "steps", "field.required");
        List<Policy.Step> steps = new ArrayList<>();
        for (JsonNode node : nodes) {
            steps.add(step(node, "steps[" + steps.size() + "]", steps));
        }
        return steps;
    }

    private Policy.Step step(JsonNode node, String field, List<Policy.Step> before) {
        checkFields(node, field, STEP_FIELDS);
        String text = node.path("after").asText("PT0S");
        Optional<Duration> after = Inputs.duration(text, Duration.ZERO, Policy.LONGEST_WAIT);
        check(
                after.isPresent(),
                field + ".after",
                "field.duration",
                Duration.ZERO,
                Policy.LONGEST_WAIT,
                Excerpt.of(text));
        Duration wait = after.orElse(Duration.ZERO);
        boolean later = before.isEmpty() || wait.compareTo(before.getLast().after()) > 0;
        check(later || after.isEmpty(), field + ".after", "field.laterStep");
        List<String> people = texts(Optional.of(node.path("people")), field + ".people", Policy.MOST_PEOPLE);
        check(!people.isEmpty(), field + ".people", "field.required");
        people.forEach(
                person -> check(isPerson.test(person), field + ".people", "field.reference", Excerpt.of(person)));
        List<String> channels = texts(Optional.of(node.path("channels")), field + ".channels", CHANNELS.size());
        check(!channels.isEmpty(), field + ".channels", "field.required");
        return new Policy.Step(
                wait,
                people.stream().distinct().toList(),
                channels.stream()
                        .distinct()
                        .flatMap(word -> channel(word, field).stream())
                        .toList());
    }

    private Optional<Channel> channel(String word, String field) {
        Optional<Channel> channel = Channel.fromWord(word);
        check(channel.isPresent(), field + ".channels", "field.oneOf", String.join(", ", CHANNELS), Excerpt.of(word));
        return channel;
    }

    private List<String> texts(Optional<JsonNode> list, String field, int most) {
        return elements(list, field, most).stream()
                .filter(node -> check(node.isTextual(), field, "field.text"))
                .map(JsonNode::textValue)
                .toList();
    }

    private List<JsonNode> elements(Optional<JsonNode> list, String field, int most) {
        if (list.isEmpty() || list.get().isMissingNode() || list.get().isNull()) {
            return List.of();
        }
        if (!check(list.get().isArray(), field, "field.list")
                || !check(list.get().size() <= most, field, "field.tooMany", most)) {
            return List.of();
        }
        return list.get().valueStream().toList();
    }

    private Optional<Integer> integer(JsonNode node, String field, int most) {
        boolean fits = node.isIntegralNumber() && node.asLong() >= 1 && node.asLong() <= most;
        check(fits, field, "field.integer", 1, most, Excerpt.of(node.toString()));
        return fits ? Optional.of(node.intValue()) : Optional.empty();
    }

    private void checkFields(JsonNode node, String field, Set<String> known) {
        if (check(node.isObject(), field, "field.object")) {
            node.fieldNames()
                    .forEachRemaining(
                            name -> check(known.contains(name), field + "." + Excerpt.of(name), "field.unknown"));
        }
    }

    private boolean check(boolean right, String field, String key, Object... arguments) {
        if (!right) {
            body.error(field, key, arguments);
        }
        return right;
    }
}
