package org.kenh.operations.alarmdesk.rule;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.OperationsException;
import org.kenh.operations.document.Members;
import org.kenh.operations.document.Mistake;
import org.kenh.operations.document.Mistakes;
import org.kenh.telemetry.Excerpt;

/** Reads and writes rules, as JSON trees and as YAML. What is wrong with a rule is a value, never an exception. */
public final class RuleCodec {
    /** Largest document in characters. */
    public static final int LARGEST = 32 * 1024;

    /** The order in which a rule is shown. */
    private static final List<String> ORDER = List.of(
            "id",
            "name",
            "tag",
            "alarmClass",
            "series",
            "second",
            "scope",
            "condition",
            "priority",
            "grading",
            "levels",
            "reAlarm",
            "latching",
            "autoAcknowledge",
            "shelvable",
            "longestShelving",
            "tellRises",
            "suppression",
            "suppresses",
            "causes",
            "consequence",
            "action",
            "owner",
            "enabled");

    private static final Set<String> BILINGUAL = Set.of("name", "causes", "consequence", "action");
    /** As long as a star, so that places of mistakes stay right. */
    private static final String SAMPLE = "1";

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build());

    static {
        YAML.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    private RuleCodec() {}

    /** Reads a rule. */
    public static Decoding decode(JsonNode root) {
        if (!(root instanceof ObjectNode object)) {
            return new Refused(List.of(Mistake.of("", "problem.notObject")));
        }
        Mistakes mistakes = new Mistakes();
        checkId(object, mistakes);
        @Nullable RuleParts parts = new RuleReader(object, SAMPLE, mistakes).read();
        return parts == null ? new Refused(mistakes.all()) : new Decoded(new RuleDocument(ordered(object), parts));
    }

    /** Reads a rule in YAML, of which JSON is a part. */
    public static Decoding decode(String yaml) {
        if (yaml.length() > LARGEST) {
            return new Refused(List.of(Mistake.of("", "field.tooLong", LARGEST)));
        }
        try {
            return decode(YAML.readTree(yaml));
        } catch (JsonProcessingException e) {
            return new Refused(List.of(Mistake.of("", "field.yaml", line(e), e.getOriginalMessage())));
        }
    }

    /** The rule as YAML, for people. */
    public static String yaml(RuleDocument rule) {
        try {
            return YAML.writeValueAsString(rule.members());
        } catch (JsonProcessingException e) {
            throw new OperationsException("could not write a rule as YAML", e);
        }
    }

    private static void checkId(ObjectNode object, Mistakes mistakes) {
        new Members(object, "", mistakes)
                .text("id", 64)
                .filter(id -> !RuleReader.isId(id))
                .ifPresent(id -> mistakes.add("id", "field.form", Excerpt.of(id)));
    }

    private static ObjectNode ordered(ObjectNode given) {
        ObjectNode ordered = JsonNodeFactory.instance.objectNode();
        for (String name : ORDER) {
            Optional.ofNullable(given.get(name))
                    .filter(value -> !value.isNull())
                    .ifPresent(value -> ordered.set(name, BILINGUAL.contains(name) ? bilingual(value) : value));
        }
        return ordered.deepCopy();
    }

    private static JsonNode bilingual(JsonNode value) {
        return value.isTextual()
                ? JsonNodeFactory.instance
                        .objectNode()
                        .put("vi", value.textValue().strip())
                : value;
    }

    private static Object line(JsonProcessingException e) {
        @Nullable JsonLocation place = e.getLocation();
        return place == null ? "?" : place.getLineNr();
    }

    /** What came of reading. */
    public sealed interface Decoding {}

    public record Decoded(RuleDocument rule) implements Decoding {}

    /** All that is wrong, at most 50 mistakes. */
    public record Refused(List<Mistake> mistakes) implements Decoding {
        public Refused {
            mistakes = List.copyOf(mistakes);
        }
    }
}
