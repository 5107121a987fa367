package org.kenh.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kenh.telemetry.Excerpt;

/**
 * Configured values by key ({@code http.port}), from a file, the environment and the command line, the later ones
 * winning. Whoever reads a value names its default and its range; what does not fit is gathered, and
 * {@link #finish} throws all of it at once, with keys that nobody has asked for.
 */
final class Settings {
    private final Map<String, Setting> settings = new HashMap<>();
    private final Set<String> known = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    /** Takes the values of a YAML file. */
    void addFile(Path file) {
        try {
            YAMLMapper mapper = YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
            JsonNode root = mapper.readTree(Files.readAllBytes(file));
            if (root instanceof ObjectNode object) {
                flatten("", object, file);
            } else if (!root.isMissingNode() && !root.isNull()) {
                problems.add(file + ": must hold keys and values");
            }
        } catch (JsonProcessingException e) {
            problems.add(file + ": is not YAML: " + e.getOriginalMessage() + " (line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ")");
        } catch (IOException e) {
            problems.add(file + ": cannot be read: " + e);
        }
    }

    /** Takes a value; an empty one counts as absent. */
    void add(String key, String value, String source) {
        if (!value.isBlank()) {
            settings.put(key, new Setting(value.strip(), source));
        }
    }

    Optional<String> text(String key) {
        return value(key).map(Setting::value);
    }

    String text(String key, String fallback) {
        return text(key).orElse(fallback);
    }

    boolean flag(String key, boolean fallback) {
        return parsed(key, "true or false", text -> switch (text) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                })
                .orElse(fallback);
    }

    int integer(String key, int fallback, int least, int most) {
        return parsed(key, "a whole number from " + least + " to " + most, text -> {
                    try {
                        int number = Integer.parseInt(text);
                        return number >= least && number <= most ? Optional.of(number) : Optional.empty();
                    } catch (NumberFormatException e) {
                        return Optional.empty();
                    }
                })
                .orElse(fallback);
    }

    /** 0 means any free port. */
    int port(String key, int fallback) {
        return integer(key, fallback, 0, 65_535);
    }

    Optional<Double> number(String key, double least, double most) {
        return parsed(key, "a number from " + least + " to " + most, text -> {
            try {
                double number = Double.parseDouble(text);
                return number >= least && number <= most ? Optional.of(number) : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    Duration duration(String key, Duration fallback, Duration least, Duration most) {
        return parsed(key, "an ISO 8601 duration from " + least + " to " + most, text -> {
                    try {
                        Duration duration = Duration.parse(text);
                        boolean fits = duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0;
                        return fits ? Optional.of(duration) : Optional.empty();
                    } catch (DateTimeException e) {
                        return Optional.empty();
                    }
                })
                .orElse(fallback);
    }

    String oneOf(String key, String fallback, List<String> allowed) {
        return parsed(
                        key,
                        "one of " + String.join(", ", allowed),
                        text -> allowed.contains(text) ? Optional.of(text) : Optional.empty())
                .orElse(fallback);
    }

    /** A file that can be read. */
    Optional<Path> file(String key) {
        return parsed(
                key,
                "a file that can be read",
                text -> Files.isReadable(Path.of(text)) ? Optional.of(Path.of(text)) : Optional.empty());
    }

    /** A value that is never shown; a parser that finds it unfit gives nothing. */
    <T> Optional<T> secret(String key, String expected, Function<String, Optional<T>> parser) {
        return value(key).flatMap(setting -> {
            Optional<T> parsed = parser.apply(setting.value());
            if (parsed.isEmpty()) {
                problems.add(key + " must be " + expected + " (its value is not shown; from " + setting.source() + ")");
            }
            return parsed;
        });
    }

    boolean has(String key) {
        return settings.containsKey(key);
    }

    void problem(String problem) {
        problems.add(problem);
    }

    /** Throws {@link ConfigException} if anything was wrong. */
    void finish() {
        settings.forEach((key, setting) -> {
            if (!known.contains(key)) {
                problems.add(key + ": there is no such key (from " + setting.source() + "); keys are "
                        + String.join(", ", known));
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems.stream().sorted().collect(Collectors.toList()));
        }
    }

    private <T> Optional<T> parsed(String key, String expected, Function<String, Optional<T>> parser) {
        return value(key).flatMap(setting -> {
            Optional<T> parsed = parser.apply(setting.value());
            if (parsed.isEmpty()) {
                problems.add(key + " must be " + expected + ", but is \"" + Excerpt.of(setting.value()) + "\" (from "
                        + setting.source() + ")");
            }
            return parsed;
        });
    }

    private Optional<Setting> value(String key) {
        known.add(key);
        return Optional.ofNullable(settings.get(key));
    }

    private void flatten(String prefix, ObjectNode object, Path file) {
        object.properties().forEach(field -> {
            String key = prefix + field.getKey();
            switch (field.getValue()) {
                case ObjectNode nested -> flatten(key + ".", nested, file);
                case ArrayNode list -> problems.add(key + " must be a single value, not a list (from " + file + ")");
                case JsonNode value -> add(key, value.isNull() ? "" : value.asText(), file.toString());
            }
        });
    }

    private record Setting(String value, String source) {}
}
