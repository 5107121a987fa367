package org.kenh.edge.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A place in a configuration file. Reading a value that is missing or wrong notes a problem and goes on with a
 * harmless value, so that a person sees all problems at once; {@link #finish} throws them. Not thread-safe.
 */
public final class ConfigNode {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonNode node;
    private final String file;
    private final String path;
    private final Lines lines;
    private final List<Problem> problems;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<ConfigNode> children = new ArrayList<>();

    private ConfigNode(JsonNode node, String file, Lines lines) {
        this.node = node;
        this.file = file;
        this.path = "";
        this.lines = lines;
        this.problems = new ArrayList<>();
    }

    private ConfigNode(JsonNode node, String path, ConfigNode parent) {
        this.node = node;
        this.file = parent.file;
        this.path = path;
        this.lines = parent.lines;
        this.problems = parent.problems;
    }

    /** Reads a YAML file; throws {@link ConfigException} when it is not there or not YAML. */
    public static ConfigNode read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            String kind = "(" + e.getClass().getSimpleName() + ")";
            throw ConfigException.of(
                    List.of(new Problem(file.toString(), 0, "", "không đọc được " + kind, "cannot be read " + kind)));
        }
    }

    /** Reads YAML from a text; the name of the file is used in messages. */
    public static ConfigNode parse(String yaml, String file) {
        try {
            JsonNode root = YAML.readTree(yaml);
            return new ConfigNode(root, file, Lines.of(yaml));
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String complaint = String.valueOf(e.getOriginalMessage());
            throw ConfigException.of(List.of(new Problem(
                    file,
                    place == null ? 0 : place.getLineNr(),
                    "",
                    "không phải là YAML đúng: " + complaint,
                    "is not YAML: " + complaint)));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail to be read", e);
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
            if (child.isMissingNode()) {
                missing(key);
            } else {
                problem(key, "phải là một mục có khóa bên dưới", "must be a section");
            }
        }
        ConfigNode section = new ConfigNode(child, place(key), this);
        children.add(section);
        return section;
    }

    /** The entries of a list; none if it is missing. */
    public List<ConfigNode> list(String key) {
        JsonNode child = ask(key);
        List<ConfigNode> entries = new ArrayList<>();
        if (!child.isArray() && !child.isMissingNode()) {
            problem(key, "phải là một danh sách", "must be a list");
            return entries;
        }
        for (int i = 0; i < child.size(); i++) {
            entries.add(new ConfigNode(child.path(i), place(key) + "[" + i + "]", this));
        }
        children.addAll(entries);
        return entries;
    }

    /** The texts of a list; none if it is missing. */
    public List<String> texts(String key) {
        JsonNode child = ask(key);
        List<String> texts = new ArrayList<>();
        if (!child.isArray() && !child.isMissingNode()) {
            problem(key, "phải là một danh sách", "must be a list");
        }
        child.forEach(entry -> texts.add(entry.asText()));
        return texts;
    }

    public String text(String key) {
        JsonNode child = ask(key);
        if (child.isMissingNode() || !child.isValueNode() || child.asText().isBlank()) {
            missing(key);
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
            problem(key, "phải là true hoặc false, nhưng là", "must be true or false, but is", child);
        }
        return child.isBoolean() ? child.booleanValue() : otherwise;
    }

    /** A number within bounds, both included; a problem if it is missing. */
    public double number(String key, double least, double most) {
        JsonNode child = ask(key);
        if (!child.isNumber()) {
            if (child.isMissingNode()) {
                missing(key);
            } else {
                problem(key, "phải là một số, nhưng là", "must be a number, but is", child);
            }
            return least;
        }
        double value = child.doubleValue();
        if (!(value >= least && value <= most)) {
            outside(key, plain(least), plain(most));
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
            String is = node.path(key).asText();
            problem(key, "phải là số nguyên, nhưng là " + is, "must be a whole number, but is " + is);
        }
        return (int) value;
    }

    public int integer(String key, int least, int most, int otherwise) {
        return has(key) ? integer(key, least, most) : absent(key, otherwise);
    }

    /** A duration in ISO 8601 ({@code PT10S}) or in seconds, within bounds, both included. */
    public Duration duration(String key, Duration least, Duration most) {
        JsonNode child = ask(key);
        if (child.isMissingNode()) {
            missing(key);
            return least;
        }
        Optional<Duration> duration = Durations.parse(child.asText());
        if (duration.isEmpty()) {
            problem(
                    key,
                    "phải là khoảng thời gian như PT10S hoặc số giây, nhưng là",
                    "must be a duration like PT10S or a number of seconds, but is",
                    child);
            return least;
        }
        if (duration.get().compareTo(least) < 0 || duration.get().compareTo(most) > 0) {
            outside(key, least.toString(), most.toString());
            return least;
        }
        return duration.get();
    }

    public Duration duration(String key, Duration least, Duration most, Duration otherwise) {
        return has(key) ? duration(key, least, most) : absent(key, otherwise);
    }

    /** One of some words; the first one is the answer when the word is wrong. */
    public String oneOf(String key, List<String> words) {
        String word = text(key);
        if (!word.isEmpty() && !words.contains(word)) {
            String known = String.join(", ", words);
            problem(
                    key,
                    "phải là một trong: " + known + ", nhưng là \"" + word + "\"",
                    "must be one of " + known + ", but is \"" + word + "\"");
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
        problem(key, "không dùng được (" + complaint + ")", complaint);
    }

    /** Notes that the value under a key cannot be used, and says so in both languages. */
    public void problem(String key, String vietnamese, String english) {
        problems.add(new Problem(file, lines.at(place(key)), place(key), vietnamese, english));
    }

    private void problem(String key, String vietnamese, String english, JsonNode found) {
        String quoted = " \"" + found.asText() + "\"";
        problem(key, vietnamese + quoted, english + quoted);
    }

    private void missing(String key) {
        problem(key, "còn thiếu", "is missing");
    }

    private void outside(String key, String least, String most) {
        String is = node.path(key).asText();
        problem(
                key,
                "phải từ " + least + " đến " + most + ", nhưng là " + is,
                "must be between " + least + " and " + most + ", but is " + is);
    }

    /** The line of this place in its file, counted from 1. */
    public int line() {
        return lines.at(path);
    }

    /** The keys under this place, in the order of the file; for sections whose keys are names. */
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** Throws {@link ConfigException} with all problems noted so far; keys that nobody asked for are problems too. */
    public void finish() {
        noteUnknownKeys();
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line));
            throw ConfigException.of(problems);
        }
    }

    /** Declares that keys below this place may be anything. */
    public void ignoreUnknown() {
        node.fieldNames().forEachRemaining(asked::add);
    }

    private void noteUnknownKeys() {
        node.fieldNames().forEachRemaining(key -> {
            if (!asked.contains(key)) {
                String known = String.join(", ", asked);
                problem(
                        key,
                        "không phải là khóa được biết; ở đây có: " + known,
                        "is not a known key; known here: " + known);
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
