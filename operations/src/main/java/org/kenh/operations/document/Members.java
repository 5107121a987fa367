package org.kenh.operations.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.telemetry.Excerpt;

/**
 * An object within a document, member by member. What is wrong is gathered, not thrown; a wrong member then reads as an
 * absent one. Null counts as absent.
 */
public final class Members {
    public static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration NOTHING = Duration.ZERO;

    private final ObjectNode node;
    private final String path;
    private final Mistakes mistakes;
    private final Set<String> known = new HashSet<>();

    public Members(ObjectNode node, String path, Mistakes mistakes) {
        this.node = node;
        this.path = path;
        this.mistakes = mistakes;
    }

    public boolean has(String name) {
        known.add(name);
        return node.hasNonNull(name);
    }

    /** Members that may be there and are not looked at. */
    public void ignore(List<String> names) {
        known.addAll(names);
    }

    public Optional<String> text(String name, int longest) {
        return find(name).flatMap(value -> text(name, value, longest));
    }

    /** A text as it stands, so that places in it stay right. */
    public Optional<String> verbatim(String name, int longest) {
        Optional<JsonNode> value = find(name);
        if (value.isPresent() && text(name, value.get(), longest).isEmpty()) {
            return Optional.empty();
        }
        return value.map(JsonNode::textValue);
    }

    /** A text, or one for each language; a text alone is Vietnamese. */
    public Bilingual bilingual(String name, int longest) {
        Optional<JsonNode> value = find(name);
        if (value.isEmpty()) {
            return new Bilingual("", "");
        }
        if (value.get() instanceof ObjectNode languages) {
            Members members = new Members(languages, at(name), mistakes);
            Bilingual texts = new Bilingual(
                    members.text("vi", longest).orElse(""),
                    members.text("en", longest).orElse(""));
            members.finish();
            return texts;
        }
        return new Bilingual(text(name, value.get(), longest).orElse(""), "");
    }

    public Optional<Double> number(String name) {
        Optional<JsonNode> value = find(name);
        if (value.isPresent()
                && !(value.get().isNumber() && Double.isFinite(value.get().doubleValue()))) {
            add(name, "field.number");
            return Optional.empty();
        }
        return value.map(JsonNode::doubleValue);
    }

    /** A number that must be there; 0 when it is not. */
    public double required(String name) {
        Optional<Double> number = number(name);
        if (number.isEmpty()) {
            require(name);
        }
        return number.orElse(0.0);
    }

    /** A positive number that must be there; 1 when it is not. */
    public double positive(String name) {
        double number = required(name);
        if (number <= 0 && has(name)) {
            add(name, "field.positive", number);
        }
        return number <= 0 ? 1 : number;
    }

    public double deadband(String name) {
        double number = number(name).orElse(0.0);
        if (number < 0) {
            add(name, "field.notNegative", number);
        }
        return Math.max(0, number);
    }

    /** A number within bounds, which need not be there. */
    public Optional<Double> number(String name, double least, double most) {
        Optional<Double> number = number(name);
        if (number.isPresent() && !(number.get() >= least && number.get() <= most)) {
            add(name, "field.range", least, most, number.get());
            return Optional.empty();
        }
        return number;
    }

    /** A number within bounds that must be there; the least when it is not. */
    public double required(String name, double least, double most) {
        require(name);
        return number(name, least, most).orElse(least);
    }

    /** A text that must be there and say something; empty when it does not. */
    public String requiredText(String name, int longest) {
        Optional<String> text = text(name, longest);
        if (text.isEmpty() || text.get().isEmpty()) {
            add(name, "field.required");
        }
        return text.orElse("");
    }

    /** A day like 2026-01-31. */
    public Optional<LocalDate> date(String name) {
        return find(name).flatMap(value -> {
            try {
                return Optional.of(LocalDate.parse(value.asText()));
            } catch (DateTimeException e) {
                add(name, "field.date", Excerpt.of(value.asText()));
                return Optional.empty();
            }
        });
    }

    /** A whole number within bounds. */
    public Optional<Integer> integer(String name, int least, int most) {
        return find(name).flatMap(value -> {
            if (value.isIntegralNumber()
                    && value.canConvertToInt()
                    && value.intValue() >= least
                    && value.intValue() <= most) {
                return Optional.of(value.intValue());
            }
            add(name, "field.integer", least, most, Excerpt.of(value.asText()));
            return Optional.empty();
        });
    }

    public Optional<Boolean> flag(String name) {
        Optional<JsonNode> value = find(name);
        if (value.isPresent() && !value.get().isBoolean()) {
            add(name, "field.flag");
            return Optional.empty();
        }
        return value.map(JsonNode::booleanValue);
    }

    /** A duration of ISO 8601; nothing is allowed as well. */
    public Optional<Duration> delay(String name) {
        return duration(name, NOTHING, LONGEST);
    }

    public Optional<Duration> duration(String name, Duration shortest, Duration longest) {
        return find(name).flatMap(value -> {
            Optional<Duration> duration = value.isTextual() ? parsed(value.textValue()) : Optional.empty();
            if (duration.isEmpty()
                    || duration.get().compareTo(shortest) < 0
                    || duration.get().compareTo(longest) > 0) {
                add(name, "field.duration", shortest, longest, Excerpt.of(value.asText()));
                return Optional.empty();
            }
            return duration;
        });
    }

    /** One of these words. */
    public Optional<String> word(String name, List<String> allowed) {
        return find(name).flatMap(value -> {
            if (value.isTextual() && allowed.contains(value.textValue())) {
                return Optional.of(value.textValue());
            }
            add(name, "field.oneOf", String.join(", ", allowed), Excerpt.of(value.asText()));
            return Optional.empty();
        });
    }

    /** An object; an empty one when it is absent or something else. */
    public Members object(String name) {
        Optional<JsonNode> value = find(name);
        if (value.isPresent() && !value.get().isObject()) {
            add(name, "field.object");
        }
        ObjectNode object =
                value.orElse(null) instanceof ObjectNode given ? given : JsonNodeFactory.instance.objectNode();
        return new Members(object, at(name), mistakes);
    }

    /** The elements of a list that has some if it is there; none when it is absent or something else. */
    public List<JsonNode> list(String name, int most) {
        if (find(name).orElse(null) instanceof ArrayNode array && array.isEmpty()) {
            add(name, "field.count", most, 0);
        }
        return listOrNone(name, most);
    }

    /** The elements of a list, which may be empty; none when it is absent or something else. */
    public List<JsonNode> listOrNone(String name, int most) {
        Optional<JsonNode> value = find(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof ArrayNode array)) {
            add(name, "field.list");
            return List.of();
        }
        if (array.size() > most) {
            add(name, "field.count", most, array.size());
            return List.of();
        }
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    /** An element of a list of objects. */
    public Members element(String name, int index, JsonNode element) {
        String place = at(name) + "[" + index + "]";
        if (element instanceof ObjectNode object) {
            return new Members(object, place, mistakes);
        }
        mistakes.add(place, "field.object");
        return new Members(JsonNodeFactory.instance.objectNode(), place, mistakes);
    }

    public Optional<JsonNode> find(String name) {
        known.add(name);
        @Nullable JsonNode value = node.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    public void require(String name) {
        if (!has(name)) {
            add(name, "field.required");
        }
    }

    public void add(String name, String key, Object... arguments) {
        mistakes.add(at(name), key, arguments);
    }

    /** Complains of members that nobody asked for. */
    public void finish() {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                mistakes.add(at(Excerpt.of(name)), "field.unknown");
            }
        });
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private Optional<String> text(String name, JsonNode value, int longest) {
        if (!value.isTextual()) {
            add(name, "field.text");
            return Optional.empty();
        }
        String text = value.textValue().strip();
        if (text.length() > longest || text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            add(name, "field.textUpTo", longest);
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static Optional<Duration> parsed(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
