package org.kenh.operations.alarmdesk.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.ingest.alarm.AlarmRule.Grading;
import org.kenh.ingest.alarm.AlarmRule.Handling;
import org.kenh.ingest.alarm.AlarmRule.Suppression;
import org.kenh.ingest.alarm.AlarmRule.Timing;
import org.kenh.ingest.alarm.AlarmRule.Weight;
import org.kenh.ingest.alarm.Condition;
import org.kenh.ingest.alarm.Priority;
import org.kenh.operations.alarmdesk.Scope;
import org.kenh.operations.alarmdesk.Suppresses;
import org.kenh.operations.document.Members;
import org.kenh.operations.document.Mistakes;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Excerpt;

/** Reads one rule, member by member; all mistakes are found at once. */
final class RuleReader {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final Pattern KIND = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int NAME = 200;
    private static final int PROSE = 2_000;
    private static final int MOST_WORDS = 20;
    private static final List<String> PLACES = List.of("device", "site", "area");

    private final Members members;
    private final Mistakes mistakes;
    private final SeriesNames names;

    RuleReader(ObjectNode root, String match, Mistakes mistakes) {
        this.members = new Members(root, "", mistakes);
        this.mistakes = mistakes;
        this.names = new SeriesNames(match);
    }

    /** Null when something is wrong, which the mistakes then tell. */
    @Nullable
    RuleParts read() {
        ConditionReader conditions = new ConditionReader(members, names);
        @Nullable Condition condition = conditions.read();
        Timing timing = new Timing(
                conditions.delay("onDelay"),
                conditions.delay("offDelay"),
                members.duration("reAlarm", SHORTEST, Members.LONGEST));
        conditions.finish();
        List<Weight> weights = weights(condition);
        Handling handling = handling();
        Optional<Suppression> suppression = suppression();
        Optional<Suppresses> suppresses = suppresses();
        Scope scope = scope();
        RuleTexts texts = texts();
        boolean enabled = members.flag("enabled").orElse(true);
        members.ignore(List.of("id", "series", "second"));
        members.finish();
        if (condition == null || !mistakes.isEmpty()) {
            return null;
        }
        return new RuleParts(
                new RuleParts.Detected(condition, timing, weights, suppression),
                handling,
                texts,
                new RuleParts.Reach(scope, suppresses, names.pattern(), enabled));
    }

    private List<Weight> weights(@Nullable Condition condition) {
        int levels = condition == null ? 1 : condition.levels();
        if (!members.has("levels")) {
            Optional<Weight> weight = weight(members);
            return weight.map(each -> Collections.nCopies(levels, each)).orElse(List.of());
        }
        for (String other : List.of("priority", "grading")) {
            if (members.has(other)) {
                members.add(other, "field.notWith", "levels");
            }
        }
        List<JsonNode> given = members.list("levels", Condition.MOST_LEVELS);
        List<Weight> weights = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Members level = members.element("levels", i, given.get(i));
            weight(level).ifPresent(weights::add);
            level.finish();
        }
        if (condition != null && given.size() != levels) {
            members.add("levels", "field.levelCount", levels, given.size());
        }
        return weights;
    }

    private static Optional<Weight> weight(Members members) {
        Optional<Integer> priority = members.integer("priority", 1, 3);
        if (members.has("grading")) {
            if (members.has("priority")) {
                members.add("priority", "field.notWith", "grading");
            }
            return graded(members);
        }
        members.require("priority");
        return priority.map(number -> Weight.of(Priority.of(number)));
    }

    private static Optional<Weight> graded(Members members) {
        Members grading = members.object("grading");
        Optional<Duration> toRespond = grading.delay("toRespond");
        grading.require("toRespond");
        Optional<Priority.Consequence> consequence = grading.word("consequence", List.of("minor", "major", "severe"))
                .map(word -> Priority.Consequence.valueOf(word.toUpperCase(Locale.ROOT)));
        grading.require("consequence");
        grading.finish();
        if (toRespond.isEmpty() || consequence.isEmpty()) {
            return Optional.empty();
        }
        if (Priority.byGrid(toRespond.get(), consequence.get()).isEmpty()) {
            members.add("grading", "field.event");
            return Optional.empty();
        }
        return Optional.of(Weight.graded(new Grading(toRespond.get(), consequence.get())));
    }

    private Handling handling() {
        Handling usual = Handling.USUAL;
        boolean latching = members.flag("latching").orElse(usual.latching());
        boolean automatic = members.flag("autoAcknowledge").orElse(usual.autoAcknowledged());
        if (latching && automatic) {
            members.add("autoAcknowledge", "field.notWith", "latching");
        }
        Duration longest = members.duration("longestShelving", SHORTEST, AlarmRule.LONGEST_SHELVING)
                .orElse(usual.longestShelving());
        return new Handling(
                latching,
                automatic && !latching,
                members.flag("shelvable").orElse(usual.shelvable()),
                longest,
                members.flag("tellRises").orElse(usual.tellRises()));
    }

    private Optional<Suppression> suppression() {
        if (!members.has("suppression")) {
            return Optional.empty();
        }
        Members suppression = members.object("suppression");
        suppression.require("when");
        Optional<String> when = suppression.verbatim("when", PROSE);
        Duration hold = suppression.delay("hold").orElse(Duration.ZERO);
        suppression.finish();
        return when.flatMap(text -> names.expression(suppression, "when", text))
                .map(expression -> new Suppression(expression, hold));
    }

    private Optional<Suppresses> suppresses() {
        if (!members.has("suppresses")) {
            return Optional.empty();
        }
        Members suppresses = members.object("suppresses");
        Optional<String> within = suppresses.word("within", PLACES);
        suppresses.require("within");
        Set<String> classes = kinds(suppresses, "classes");
        suppresses.finish();
        return within.map(word -> new Suppresses(Suppresses.Within.valueOf(word.toUpperCase(Locale.ROOT)), classes));
    }

    private Scope scope() {
        Members scope = members.object("scope");
        Optional<String> device = id(scope, "device");
        if (device.isPresent() && !DeviceId.isValid(device.get())) {
            scope.add("device", "field.form", Excerpt.of(device.get()));
        }
        Scope.Subject subject = scope.word("subject", PLACES)
                .map(word -> Scope.Subject.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Scope.Subject.DEVICE);
        // What does not narrow the subject would look like a bound and be none.
        if (subject == Scope.Subject.AREA) {
            List.of("site", "device").stream()
                    .filter(scope::has)
                    .forEach(member -> scope.add(member, "field.notWith", "subject: area"));
        } else if (subject == Scope.Subject.SITE && scope.has("device") && !scope.has("site")) {
            scope.add("device", "field.notWith", "subject: site");
        }
        Scope result = new Scope(
                subject,
                kinds(scope, "kind"),
                kinds(scope, "deviceKind"),
                id(scope, "area"),
                id(scope, "site"),
                device);
        scope.finish();
        return result;
    }

    private RuleTexts texts() {
        members.require("name");
        RuleTexts texts = new RuleTexts(
                members.text("tag", 40).orElse(""),
                kind(members, "alarmClass").orElse(""),
                members.bilingual("name", NAME),
                members.bilingual("causes", PROSE),
                members.bilingual("consequence", PROSE),
                members.bilingual("action", PROSE),
                members.text("owner", NAME).orElse(""));
        if (members.has("name") && texts.name().vi().isBlank()) {
            members.add("name", "field.required");
        }
        return texts;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    private static Optional<String> id(Members members, String name) {
        return formed(members, name, ID);
    }

    /** One kind or a list of them. */
    private static Set<String> kinds(Members members, String name) {
        if (members.find(name).filter(JsonNode::isArray).isEmpty()) {
            return kind(members, name).map(Set::of).orElse(Set.of());
        }
        Set<String> kinds = new HashSet<>();
        for (JsonNode each : members.list(name, MOST_WORDS)) {
            if (!each.isTextual() || !KIND.matcher(each.textValue()).matches()) {
                members.add(name, "field.form", Excerpt.of(each.asText()));
            }
            kinds.add(each.asText());
        }
        return kinds;
    }

    private static Optional<String> kind(Members members, String name) {
        return formed(members, name, KIND);
    }

    private static Optional<String> formed(Members members, String name, Pattern form) {
        Optional<String> text = members.text(name, NAME);
        if (text.isPresent() && !form.matcher(text.get()).matches()) {
            members.add(name, "field.form", Excerpt.of(text.get()));
            return Optional.empty();
        }
        return text;
    }
}
