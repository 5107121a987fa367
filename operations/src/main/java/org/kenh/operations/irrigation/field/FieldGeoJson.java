package org.kenh.operations.irrigation.field;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.document.Mistake;

/**
 * Fields as a GeoJSON FeatureCollection (RFC 7946): the outline is the geometry, everything else the properties, as in the
 * JSON of a field. In VN-2000 the file names its grid in a member {@code crs}, as GIS programs do since before that RFC.
 */
public final class FieldGeoJson {
    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(100)
                    .build())
            .build());
    private static final String VN2000 = "urn:ogc:def:crs:EPSG::5897";
    /** What the file may tell that is not the registry's to take. */
    private static final List<String> IGNORED = List.of("revision");

    private FieldGeoJson() {}

    public static String write(List<Field> fields, Grid grid) {
        ObjectNode collection = JSON.createObjectNode().put("type", "FeatureCollection");
        if (grid == Grid.VN2000) {
            collection
                    .putObject("crs")
                    .put("type", "name")
                    .putObject("properties")
                    .put("name", VN2000);
        }
        ArrayNode features = collection.putArray("features");
        Shapes shapes = new Shapes();
        for (Field field : fields) {
            ObjectNode properties = Codecs.FIELD.encode(field);
            JsonNode outline = properties.remove("outline");
            ObjectNode feature = features.addObject().put("type", "Feature").put("id", field.id());
            feature.set(
                    "geometry",
                    outline.isNull() ? outline : shapes.toGrid(outline, grid).orElse(null));
            feature.set("properties", properties);
        }
        return collection.toString();
    }

    public static FieldFile read(String text, Grid grid) {
        try {
            return read(JSON.readTree(text), grid);
        } catch (JsonProcessingException e) {
            return unreadable(
                    "field.notJson",
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr());
        }
    }

    private static FieldFile read(JsonNode root, Grid grid) {
        JsonNode features = root.path("features");
        if (!root.path("type").asText().equals("FeatureCollection") || !features.isArray() || features.isEmpty()) {
            return unreadable("field.featureCollection");
        }
        if (features.size() > FieldFile.MOST_ROWS) {
            return unreadable("field.rows", FieldFile.MOST_ROWS);
        }
        String named = root.path("crs").path("properties").path("name").asText();
        if (named.contains("5897") != (grid == Grid.VN2000) && !named.isEmpty()) {
            return unreadable("field.crs", grid.word());
        }
        Shapes shapes = new Shapes();
        List<FieldFile.Row> rows = new ArrayList<>();
        for (JsonNode feature : features) {
            rows.add(row(rows.size() + 1, feature, geometry -> shapes.toDegrees(geometry, grid)));
        }
        return new FieldFile.Rows(rows);
    }

    private static FieldFile.Row row(
            int number, JsonNode feature, java.util.function.Function<JsonNode, Optional<JsonNode>> toDegrees) {
        if (!(feature.path("properties") instanceof ObjectNode properties)) {
            Mistake mistake = Mistake.of("properties", "field.object");
            return new FieldFile.Row(number, JsonNodeFactory.instance.objectNode(), List.of(mistake));
        }
        ObjectNode members = properties.deepCopy().remove(IGNORED);
        if (!members.has("id") && feature.path("id").isTextual()) {
            members.set("id", feature.path("id"));
        }
        if (feature.has("geometry")) {
            JsonNode geometry = feature.path("geometry");
            members.set(
                    "outline",
                    geometry.isNull()
                            ? geometry
                            : toDegrees.apply(geometry).orElseGet(() -> JsonNodeFactory.instance.textNode("outside")));
        }
        return new FieldFile.Row(number, members, List.of());
    }

    private static FieldFile unreadable(String key, Object... arguments) {
        return new FieldFile.Unreadable(List.of(Mistake.of("content", key, arguments)));
    }
}
