package org.kenh.operations.irrigation.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.kenh.operations.irrigation.field.Vn2000.Position;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Outlines from one grid to the other and from GeoJSON to well-known text. For one thread. */
final class Shapes {
    /** 1 mm. */
    private static final int METRE_DIGITS = 3;
    /** About 1 mm. */
    private static final int DEGREE_DIGITS = 8;
    /** Other kinds of well-known text nest without a bound. */
    private static final Pattern KINDS = Pattern.compile("\\s*(MULTI)?POLYGON\\s*\\(.*", Pattern.DOTALL);

    private static final int LONGEST_TEXT = 200_000;

    private final Vn2000 vn2000 = new Vn2000();

    /** A GeoJSON geometry in degrees, from one in the grid; empty if it is none, or leaves the grid. */
    Optional<JsonNode> toDegrees(JsonNode geometry, Grid from) {
        return switch (from) {
            case WGS84 -> Optional.of(geometry);
            case VN2000 -> mapped(geometry, vn2000::toDegrees, DEGREE_DIGITS);
        };
    }

    /** A GeoJSON geometry in the grid, from one in degrees. */
    Optional<JsonNode> toGrid(JsonNode geometry, Grid to) {
        return switch (to) {
            case WGS84 -> Optional.of(geometry);
            case VN2000 -> mapped(geometry, vn2000::toGrid, METRE_DIGITS);
        };
    }

    /** Polygon or MultiPolygon as well-known text. */
    static String text(JsonNode geometry) {
        StringBuilder text = new StringBuilder(geometry.path("type").asText().toUpperCase(Locale.ROOT)).append(' ');
        append(text, geometry.path("coordinates"));
        return text.toString();
    }

    /** The GeoJSON geometry of a well-known text; empty if it is no Polygon or MultiPolygon. */
    static Optional<JsonNode> parse(String text) {
        if (text.length() > LONGEST_TEXT
                || !KINDS.matcher(text.toUpperCase(Locale.ROOT)).matches()) {
            return Optional.empty();
        }
        try {
            return geometry(new WKTReader().read(text));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> geometry(Geometry shape) {
        ObjectNode geometry = JsonNodeFactory.instance.objectNode();
        if (shape instanceof Polygon polygon) {
            rings(geometry.put("type", "Polygon").putArray("coordinates"), polygon);
            return Optional.of(geometry);
        }
        if (shape instanceof MultiPolygon polygons) {
            ArrayNode coordinates = geometry.put("type", "MultiPolygon").putArray("coordinates");
            for (int i = 0; i < polygons.getNumGeometries(); i++) {
                rings(coordinates.addArray(), (Polygon) polygons.getGeometryN(i));
            }
            return Optional.of(geometry);
        }
        return Optional.empty();
    }

    private static void rings(ArrayNode target, Polygon polygon) {
        if (!polygon.isEmpty()) {
            ring(target.addArray(), polygon.getExteriorRing());
        }
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            ring(target.addArray(), polygon.getInteriorRingN(i));
        }
    }

    private static void ring(ArrayNode target, LinearRing ring) {
        for (Coordinate point : ring.getCoordinates()) {
            target.addArray().add(point.x).add(point.y);
        }
    }

    private static void append(StringBuilder text, JsonNode node) {
        boolean position = !node.isEmpty() && node.get(0).isNumber();
        if (position) {
            text.append(plain(node.get(0))).append(' ').append(plain(node.get(1)));
            return;
        }
        text.append('(');
        for (int i = 0; i < node.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            append(text, node.get(i));
        }
        text.append(')');
    }

    private static String plain(JsonNode number) {
        return new BigDecimal(number.asText()).toPlainString();
    }

    private static Optional<JsonNode> mapped(
            JsonNode geometry, Function<Position, Optional<Position>> step, int digits) {
        Optional<JsonNode> coordinates = coordinates(geometry.path("coordinates"), step, digits);
        return coordinates.map(mapped -> {
            ObjectNode result = JsonNodeFactory.instance.objectNode();
            result.set("type", geometry.path("type"));
            result.set("coordinates", mapped);
            return result;
        });
    }

    /** Nested as deep as the reader of the file allows. */
    private static Optional<JsonNode> coordinates(
            JsonNode node, Function<Position, Optional<Position>> step, int digits) {
        if (!node.isArray()) {
            return Optional.empty();
        }
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        if (node.size() == 2 && node.get(0).isNumber() && node.get(1).isNumber()) {
            return step.apply(
                            new Position(node.get(0).doubleValue(), node.get(1).doubleValue()))
                    .map(position ->
                            result.add(rounded(position.east(), digits)).add(rounded(position.north(), digits)));
        }
        for (JsonNode element : node) {
            Optional<JsonNode> mapped = coordinates(element, step, digits);
            if (mapped.isEmpty()) {
                return Optional.empty();
            }
            result.add(mapped.get());
        }
        return Optional.of(result);
    }

    private static double rounded(double value, int digits) {
        return BigDecimal.valueOf(value)
                .setScale(digits, RoundingMode.HALF_EVEN)
                .doubleValue();
    }
}
