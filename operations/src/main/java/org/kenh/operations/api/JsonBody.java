package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.kenh.telemetry.Excerpt;

/**
 * The JSON object of a request, checked. Ask for all fields that there may be, then {@link #finish}: it throws a
 * {@link Problem} with everything that is wrong, also fields that nobody asked for. Until then a wrong field reads as
 * an absent or empty one.
 */
final class JsonBody {
    private final ObjectNode fields;
    private final Set<String> known = new HashSet<>();
    private final FieldErrors errors = new FieldErrors();

    private JsonBody(ObjectNode fields) {
        this.fields = fields;
    }

    static JsonBody parse(byte[] text) {
        if (Json.parse(text) instanceof ObjectNode fields) {
            return new JsonBody(fields);
        }
        throw Problem.of(400, "problem.notObject");
    }

    boolean has(String name) {
        return fields.hasNonNull(name);
    }

    /** Whether the field is given, if only as null. */
    boolean mentions(String name) {
        return fields.has(name);
    }

    /** A text that must be there. */
    String text(String name, int longest) {
        return optionalText(name, longest).orElseGet(() -> missing(name));
    }

    Optional<String> optionalText(String name, int longest) {
        Optional<String> text = node(name, JsonNodeType.STRING, "field.text").map(JsonNode::textValue);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String value = text.get().strip();
        if (value.isEmpty() || value.length() > longest || !isClean(value)) {
            errors.add(name, "field.textLength", longest);
            return Optional.of("");
        }
        return Optional.of(value);
    }

    /** A text of a certain form that must be there. */
    String formed(String name, Predicate<String> form) {
        return optionalFormed(name, form).orElseGet(() -> missing(name));
    }

    Optional<String> optionalFormed(String name, Predicate<String> form) {
        Optional<String> text = node(name, JsonNodeType.STRING, "field.text").map(JsonNode::textValue);
        if (text.isPresent() && !form.test(text.get())) {
            errors.add(name, "field.form", Excerpt.of(text.get()));
            return Optional.of("");
        }
        return text;
    }

    /** A secret: taken as it is, never repeated in a message. */
    Optional<String> optionalSecret(String name, int shortest, int longest) {
        Optional<String> text = node(name, JsonNodeType.STRING, "field.text").map(JsonNode::textValue);
        if (text.isPresent() && (text.get().length() < shortest || text.get().length() > longest)) {
            errors.add(name, "field.secretLength", shortest, longest);
            return Optional.of("");
        }
        return text;
    }

    String secret(String name, int shortest, int longest) {
        return optionalSecret(name, shortest, longest).orElseGet(() -> missing(name));
    }

    /** A number within bounds that must be there. */
    double number(String name, double least, double most) {
        Optional<Double> number =
                node(name, JsonNodeType.NUMBER, "field.number").map(JsonNode::doubleValue);
        if (number.isEmpty()) {
            if (!has(name)) {
                missing(name);
            }
            return least;
        }
        if (!(number.get() >= least && number.get() <= most)) {
            errors.add(name, "field.range", least, most, number.get());
        }
        return number.get();
    }

    Optional<Boolean> optionalFlag(String name) {
        return node(name, JsonNodeType.BOOLEAN, "field.flag").map(JsonNode::booleanValue);
    }

    Optional<LocalDate> optionalDate(String name) {
        return node(name, JsonNodeType.STRING, "field.date").flatMap(node -> {
            try {
                return Optional.of(LocalDate.parse(node.textValue()));
            } catch (DateTimeException e) {
                errors.add(name, "field.date", Excerpt.of(node.textValue()));
                return Optional.empty();
            }
        });
    }

    Optional<Instant> optionalInstant(String name) {
        return node(name, JsonNodeType.STRING, "field.text").flatMap(node -> {
            try {
                return Optional.of(OffsetDateTime.parse(node.textValue()).toInstant());
            } catch (DateTimeException e) {
                errors.add(name, "field.instant", Excerpt.of(node.textValue()));
                return Optional.empty();
            }
        });
    }

    Optional<JsonNode> optionalObject(String name) {
        return node(name, JsonNodeType.OBJECT, "field.object");
    }

    /** A list of objects that must be there. */
    List<JsonNode> list(String name, int most) {
        Optional<JsonNode> array = node(name, JsonNodeType.ARRAY, "field.list");
        if (array.isEmpty()) {
            if (!has(name)) {
                missing(name);
            }
            return List.of();
        }
        List<JsonNode> items = array.get().valueStream().toList();
        if (items.isEmpty() || items.size() > most) {
            errors.add(name, "field.listLength", most);
        }
        if (!items.stream().allMatch(JsonNode::isObject)) {
            errors.add(name, "field.object");
        }
        return items;
    }

    /** A list whose elements the caller checks. */
    Optional<JsonNode> optionalList(String name) {
        return node(name, JsonNodeType.ARRAY, "field.list");
    }

    /** A list of texts, each of them one of these. */
    Optional<List<String>> optionalWords(String name, List<String> allowed) {
        return node(name, JsonNodeType.ARRAY, "field.list").map(array -> {
            List<String> words = array.valueStream().map(JsonNode::asText).toList();
            words.stream()
                    .filter(word -> !allowed.contains(word))
                    .forEach(word -> errors.add(name, "field.oneOf", String.join(", ", allowed), Excerpt.of(word)));
            return words.stream().filter(allowed::contains).toList();
        });
    }

    /** Fields that may be there and change nothing. */
    void ignore(String... names) {
        known.addAll(java.util.List.of(names));
    }

    void error(String name, String key, Object... arguments) {
        errors.add(name, key, arguments);
    }

    void finish() {
        fields.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                errors.add(Excerpt.of(name), "field.unknown");
            }
        });
        errors.throwIfAny();
    }

    private String missing(String name) {
        errors.add(name, "field.required");
        return "";
    }

    /** The field if it is there, not null, and of the type. */
    private Optional<JsonNode> node(String name, JsonNodeType type, String complaint) {
        known.add(name);
        JsonNode node = fields.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (node.getNodeType() != type) {
            errors.add(name, complaint, Excerpt.of(node.toString()));
            return Optional.empty();
        }
        return Optional.of(node);
    }

    private static boolean isClean(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }
}
