package org.kenh.operations.irrigation.agronomy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The crops that come with the product, in the order of {@code irrigation/crops.yaml}. */
public final class CropLibrary {
    private static final String FILE = "/irrigation/crops.yaml";

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private final List<Crop> crops;

    private CropLibrary(List<Crop> crops) {
        this.crops = List.copyOf(crops);
    }

    /** Reads the file in the program; {@link IllegalStateException} says which crop is wrong. */
    public static CropLibrary bundled() {
        try (InputStream in = CropLibrary.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the program was packed without " + FILE);
            }
            return new CropLibrary(read(YAML.readTree(in)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    public List<Crop> crops() {
        return crops;
    }

    public Optional<Crop> find(String id) {
        return crops.stream().filter(crop -> crop.id().equals(id)).findFirst();
    }

    static List<Crop> read(JsonNode root) {
        List<Crop> crops = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode node : root.path("crops")) {
            String id = node.path("id").asText();
            try {
                crops.add(crop(node));
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException("crop " + id + " of " + FILE + ": " + e.getMessage(), e);
            }
            if (!ids.add(id)) {
                throw new IllegalStateException("crop " + id + " is twice in " + FILE);
            }
        }
        return crops;
    }

    private static Crop crop(JsonNode node) {
        JsonNode stages = numbers(node, "stages", 4);
        JsonNode coefficients = numbers(node, "kc", 3);
        JsonNode roots = numbers(node, "roots", 2);
        return new Crop(
                text(node, "id"),
                new Crop.Name(text(node, "vi"), text(node, "en")),
                Crop.Kind.valueOf(text(node, "kind").toUpperCase(Locale.ROOT)),
                new CropCoefficients(
                        coefficients.get(0).asDouble(),
                        coefficients.get(1).asDouble(),
                        coefficients.get(2).asDouble()),
                new StageLengths(
                        stages.get(0).asInt(),
                        stages.get(1).asInt(),
                        stages.get(2).asInt(),
                        stages.get(3).asInt()),
                new RootDepth(roots.get(0).asDouble(), roots.get(1).asDouble()),
                node.path("depletion").asDouble(),
                node.path("height").asDouble(),
                text(node, "source"));
    }

    private static String text(JsonNode node, String key) {
        String text = node.path(key).asText();
        if (text.isBlank()) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return text;
    }

    private static JsonNode numbers(JsonNode node, String key, int size) {
        JsonNode list = node.path(key);
        if (list.size() != size) {
            throw new IllegalArgumentException(key + " must be " + size + " numbers");
        }
        for (JsonNode number : list) {
            if (!number.isNumber()) {
                throw new IllegalArgumentException(key + " must be numbers, has " + number);
            }
        }
        return list;
    }
}
