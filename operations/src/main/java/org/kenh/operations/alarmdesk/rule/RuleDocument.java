package org.kenh.operations.alarmdesk.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.ingest.alarm.InputName;
import org.kenh.ingest.alarm.Rationalisation;
import org.kenh.ingest.alarm.Rationalisation.Approval;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.alarmdesk.LiveRule;
import org.kenh.operations.alarmdesk.Scope;
import org.kenh.operations.alarmdesk.Suppresses;
import org.kenh.operations.document.Mistakes;
import org.kenh.telemetry.DeviceId;

/** A rule as people write it, checked: it is known to make an {@link AlarmRule}. Immutable. */
public final class RuleDocument {
    private final ObjectNode members;
    private final RuleParts parts;

    RuleDocument(ObjectNode members, RuleParts parts) {
        this.members = members;
        this.parts = parts;
    }

    /** The id it asks for; empty when one is to be made from its name. */
    public Optional<String> id() {
        return Optional.ofNullable(members.get("id")).map(JsonNode::asText);
    }

    public Scope scope() {
        return parts.reach().scope();
    }

    public Optional<Suppresses> suppresses() {
        return parts.reach().suppresses();
    }

    /** The series with a {@code *}, where there is one alarm for each series that fits it. */
    public Optional<String> pattern() {
        return parts.reach().pattern();
    }

    /** The series it looks at; a {@code *} stands as the digit 1. */
    Stream<String> seriesNames() {
        return inputs().map(input -> input.series().value());
    }

    /** The devices that it names by their series, wherever it holds. */
    public Stream<DeviceId> namedDevices() {
        return inputs().flatMap(input -> input.device().stream()).distinct();
    }

    private Stream<InputName> inputs() {
        return Stream.concat(
                parts.detected().condition().inputs().stream(),
                parts.detected().suppression().stream().flatMap(suppression -> suppression.when().inputs().stream()));
    }

    public boolean enabled() {
        return parts.reach().enabled();
    }

    /** The name in Vietnamese, which no rule lacks. */
    public String name() {
        return parts.texts().name().vi();
    }

    public Bilingual title() {
        return parts.texts().name();
    }

    /** The priorities of its levels, the mildest first. */
    public List<Integer> priorities() {
        return parts.detected().weights().stream()
                .map(weight -> weight.priority().number())
                .toList();
    }

    /** Its members in their usual order, with every text in both languages; a copy. */
    public ObjectNode members() {
        return members.deepCopy();
    }

    /** The same with this id in its place. */
    ObjectNode withId(String id) {
        ObjectNode renamed = JsonNodeFactory.instance.objectNode().put("id", id);
        members.properties().stream()
                .filter(member -> !member.getKey().equals("id"))
                .forEach(
                        member -> renamed.set(member.getKey(), member.getValue().deepCopy()));
        return renamed;
    }

    /** The rule for the engine; a {@code *} stands as the digit 1. */
    public AlarmRule rule(Version version) {
        return rule(version, parts);
    }

    /** The rule for the engine where every {@code *} is replaced; empty when that makes no valid names of series. */
    public Optional<AlarmRule> rule(Version version, String match) {
        @Nullable RuleParts matched = new RuleReader(members, match, new Mistakes()).read();
        return Optional.ofNullable(matched).map(found -> rule(version, found));
    }

    LiveRule live(Version version) {
        AlarmRule rule = rule(version);
        Optional<LiveRule.Starred> starred = pattern()
                .map(pattern -> new LiveRule.Starred(
                        pattern, match -> rule(version, match).orElse(rule)));
        return new LiveRule(rule, starred, scope(), suppresses(), enabled());
    }

    private static AlarmRule rule(Version version, RuleParts parts) {
        RuleTexts texts = parts.texts();
        RuleParts.Detected detected = parts.detected();
        return new AlarmRule(
                version.id(),
                version.number(),
                detected.condition(),
                detected.timing(),
                detected.weights(),
                parts.handling(),
                detected.suppression(),
                new Rationalisation(
                        texts.tag(),
                        texts.alarmClass(),
                        texts.name(),
                        texts.causes(),
                        texts.consequence(),
                        texts.action(),
                        texts.owner().isEmpty() ? version.by() : texts.owner(),
                        Optional.of(new Approval(version.by(), version.at()))));
    }

    /**
     * Which version of which rule.
     *
     * @param by who made it and stands for it
     */
    public record Version(String id, int number, String by, Instant at) {}
}
