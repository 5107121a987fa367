package org.kenh.edge.sensor.exec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.edge.sensor.Sample;
import org.kenh.telemetry.Quality;

/**
 * What a program prints: {@code name value [unit] [quality]}, or one flat JSON object a line. Empty lines and lines that
 * begin with {@code #} are left out.
 */
final class LineProtocol {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LineProtocol() {}

    /** The samples of a line; throws {@link IllegalArgumentException} saying what is wrong with it. */
    static List<Sample> parse(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return List.of();
        }
        return line.startsWith("{") ? json(line) : List.of(words(line));
    }

    private static Sample words(String line) {
        String[] words = line.split("\\s+", -1);
        if (words.length < 2 || words.length > 4) {
            throw wrong(line);
        }
        String unit = "";
        Quality quality = Quality.GOOD;
        for (int i = 2; i < words.length; i++) {
            Optional<Quality> word = Quality.fromWord(words[i]);
            if (word.isPresent()) {
                quality = word.get();
            } else if (i == 2) {
                unit = words[i];
            } else {
                throw wrong(line);
            }
        }
        return new Sample(words[0], number(words[1], line), unit, quality);
    }

    private static double number(String word, String line) {
        if (word.equals("true") || word.equals("false")) {
            return word.equals("true") ? 1 : 0;
        }
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw wrong(line);
        }
    }

    private static List<Sample> json(String line) {
        try {
            List<Sample> samples = new ArrayList<>();
            JsonNode object = JSON.readTree(line);
            object.properties().forEach(field -> {
                JsonNode value = field.getValue();
                if (!value.isNumber() && !value.isBoolean()) {
                    throw wrong(line);
                }
                samples.add(Sample.good(
                        field.getKey(), value.isBoolean() ? (value.booleanValue() ? 1 : 0) : value.doubleValue()));
            });
            return samples;
        } catch (JsonProcessingException e) {
            throw wrong(line);
        }
    }

    private static IllegalArgumentException wrong(String line) {
        String shown = line.length() > 80 ? line.substring(0, 80) + "…" : line;
        return new IllegalArgumentException("dòng không hiểu được / line is not understood: \"" + shown + "\"");
    }
}
