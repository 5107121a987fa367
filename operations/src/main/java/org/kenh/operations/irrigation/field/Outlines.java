package org.kenh.operations.irrigation.field;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;

/** Checks outlines of fields: GeoJSON (RFC 7946) Polygon or MultiPolygon, WGS-84, whose edges do not cross. */
final class Outlines {
    static final int MOST_POINTS = 2_000;
    private static final int FEWEST_IN_RING = 4;
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private Outlines() {}

    /** The key of what is wrong. */
    static Optional<String> flaw(JsonNode outline) {
        Optional<List<JsonNode>> polygons = polygons(outline);
        if (polygons.isEmpty()) {
            return Optional.of("field.fieldOutline");
        }
        List<Polygon> shapes = polygons.get().stream().map(Outlines::polygon).toList();
        boolean clean = new IsValidOp(GEOMETRY.createMultiPolygon(shapes.toArray(Polygon[]::new))).isValid();
        return clean ? Optional.empty() : Optional.of("field.outlineCrosses");
    }

    /** The rings of each polygon; empty when it is none, or has too many points. */
    private static Optional<List<JsonNode>> polygons(JsonNode outline) {
        JsonNode coordinates = outline.path("coordinates");
        List<JsonNode> polygons = switch (outline.path("type").asText()) {
            case "Polygon" -> List.of(coordinates);
            case "MultiPolygon" ->
                coordinates.isArray() ? coordinates.valueStream().toList() : List.of();
            default -> List.<JsonNode>of();
        };
        boolean shaped = outline.size() == 2
                && !polygons.isEmpty()
                && polygons.stream().allMatch(Outlines::isPolygon)
                && polygons.stream().mapToLong(Outlines::points).sum() <= MOST_POINTS;
        return shaped ? Optional.of(polygons) : Optional.empty();
    }

    private static boolean isPolygon(JsonNode rings) {
        return rings.isArray() && !rings.isEmpty() && rings.valueStream().allMatch(Outlines::isRing);
    }

    private static boolean isRing(JsonNode ring) {
        return ring.isArray()
                && ring.size() >= FEWEST_IN_RING
                && ring.get(0).equals(ring.get(ring.size() - 1))
                && ring.valueStream().allMatch(Outlines::isPosition);
    }

    private static boolean isPosition(JsonNode position) {
        return position.isArray()
                && position.size() == 2
                && position.get(0).isNumber()
                && position.get(1).isNumber()
                && Math.abs(position.get(0).doubleValue()) <= 180
                && Math.abs(position.get(1).doubleValue()) <= 90;
    }

    private static long points(JsonNode rings) {
        return rings.valueStream().mapToLong(JsonNode::size).sum();
    }

    private static Polygon polygon(JsonNode rings) {
        List<LinearRing> lines = new ArrayList<>();
        rings.forEach(ring -> lines.add(GEOMETRY.createLinearRing(ring.valueStream()
                .map(point ->
                        new Coordinate(point.get(0).doubleValue(), point.get(1).doubleValue()))
                .toArray(Coordinate[]::new))));
        LinearRing[] holes = lines.subList(1, lines.size()).toArray(LinearRing[]::new);
        return GEOMETRY.createPolygon(lines.getFirst(), holes);
    }
}
