package org.kenh.edge.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A place in a configuration file. Reading a value that is missing or wrong notes a problem and goes on with a
 * harmless value, so that a person sees all problems at once; {@link #finish} throws them. Not thread-safe.
 */
public final class ConfigNode {
    private final JsonNode node;
    private final String file;
    private final String path;
    private final List<String> problems;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<ConfigNode> children = new ArrayList<>();

    private ConfigNode(JsonNode node, String file, String path, List<String> problems) {
        this.node = node;
        this.file = file;
        this.path = path;
        this.problems = problems;
    }

    /** Reads a YAML file; throws {@link ConfigException} when it is not there or not YAML. */
    public static ConfigNode read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new ConfigException(
                    List.of(file + ": cannot be read (" + e.getClass().getSimpleName() + ")"));
        }
    }

    /** Reads YAML from a text; the name of the file is used in messages. */
    public static ConfigNode parse(String yaml, String file) {
        try {
            JsonNode root = new YAMLMapper().readTree(yaml);
            return new ConfigNode(root, file, "", new ArrayList<>());
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String where = place == null ? "" : ", line " + place.getLineNr();
            throw new ConfigException(List.of(file + where + ": is not YAML: " + e.getOriginalMessage()));
        }
    }

    /** Reads a whole file with {@code reader} and throws all its problems together. */
    public static <T> T readAll(Path file, Function<ConfigNode, T> reader) {
        ConfigNode root = read(file);
        T value = reader.apply(root);
        root.finish();
        return value;
    }

    public boolean has(String key) {
        return !node.path(key).isMissingNode() && !node.path(key).isNull();
    }

    /** The part under a key; empty, and a problem, if it is missing. */
    public ConfigNode section(String key) {
        JsonNode child = ask(key);
        if (!child.isObject()) {
            problem(key, child.isMissingNode() ? "is missing" : "must be a section");
        }
        ConfigNode section = new ConfigNode(child, file, place(key), problems);
        children.add(section);
        return section;
    }

    /** The entries of a list; none if it is missing. */
    public List<ConfigNode> list(String key) {
        JsonNode child = ask(key);
        List<ConfigNode> entries = new ArrayList<>();
        if (!child.isArray() && !child.isMissingNode()) {
            problem(key, "must be a list");
            return entries;
        }
        for (int i = 0; i < child.size(); i++) {
            entries.add(new ConfigNode(child.path(i), file, place(key) + "[" + i + "]", problems));
        }
        children.addAll(entries);
        return entries;
    }

    /** The texts of a list; none if it is missing. */
    public List<String> texts(String key) {
        JsonNode child = ask(key);
        List<String> texts = new ArrayList<>();
        if (!child.isArray() && !child.isMissingNode()) {
            problem(key, "must be a list");
        }
        child.forEach(entry -> texts.add(entry.asText()));
        return texts;
    }

    public String text(String key) {
        JsonNode child = ask(key);
        if (child.isMissingNode() || !child.isValueNode() || child.asText().isBlank()) {
            problem(key, "is missing");
            return "";
        }
        return child.asText();
    }

    public String text(String key, String otherwise) {
        return has(key) ? text(key) : absent(key, otherwise);
    }

    /** A text that is never shown in a message. */
    public String secret(String key) {
        return text(key);
    }

    public boolean flag(String key, boolean otherwise) {
        JsonNode child = ask(key);
        if (!child.isMissingNode() && !child.isBoolean()) {
            problem(key, "must be true or false, but is \"" + child.asText() + "\"");
        }
        return child.isBoolean() ? child.booleanValue() : otherwise;
    }

    /** A number within bounds, both included; a problem if it is missing. */
    public double number(String key, double least, double most) {
        JsonNode child = ask(key);
        if (!child.isNumber()) {
            problem(key, child.isMissingNode() ? "is missing" : "must be a number, but is \"" + child.asText() + "\"");
            return least;
        }
        double value = child.doubleValue();
        if (!(value >= least && value <= most)) {
            problem(key, "must be between " + plain(least) + " and " + plain(most) + ", but is " + child.asText());
            return least;
        }
        return value;
    }

    public double number(String key, double least, double most, double otherwise) {
        return has(key) ? number(key, least, most) : absent(key, otherwise);
    }

    public int integer(String key, int least, int most) {
        double value = number(key, least, most);
        if (value != Math.rint(value)) {
            problem(key, "must be a whole number, but is " + node.path(key).asText());
        }
        return (int) value;
    }

    public int integer(String key, int least, int most, int otherwise) {
        return has(key) ? integer(key, least, most) : absent(key, otherwise);
    }

    /** One of some words; the first one is the answer when the word is wrong. */
    public String oneOf(String key, List<String> words) {
        String word = text(key);
        if (!word.isEmpty() && !words.contains(word)) {
            problem(key, "must be one of " + String.join(", ", words) + ", but is \"" + word + "\"");
        }
        return words.contains(word) ? word : words.get(0);
    }

    /** A text in a checked type; its constructor's complaint becomes the problem, and {@code otherwise} the answer. */
    public <T> T checked(String key, Function<String, T> type, T otherwise) {
        String text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return type.apply(text);
        } catch (IllegalArgumentException e) {
            problem(key, String.valueOf(e.getMessage()));
            return otherwise;
        }
    }

    /** Notes that the value under a key cannot be used. */
    public void problem(String key, String complaint) {
        problems.add(file + ": " + place(key) + ": " + complaint);
    }

    /** Throws {@link ConfigException} with all problems noted so far; keys that nobody asked for are problems too. */
    public void finish() {
        noteUnknownKeys();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /** Declares that keys below this place may be anything. */
    public void ignoreUnknown() {
        node.fieldNames().forEachRemaining(asked::add);
    }

    private void noteUnknownKeys() {
        node.fieldNames().forEachRemaining(key -> {
            if (!asked.contains(key)) {
                problem(key, "is not a known key; known here: " + String.join(", ", asked));
            }
        });
        children.forEach(ConfigNode::noteUnknownKeys);
    }

    private JsonNode ask(String key) {
        asked.add(key);
        JsonNode child = node.path(key);
        return child.isNull() ? MissingNode.getInstance() : child;
    }

    private <T> T absent(String key, T otherwise) {
        asked.add(key);
        return otherwise;
    }

    private String place(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
