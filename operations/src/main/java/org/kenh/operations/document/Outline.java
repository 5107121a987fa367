package org.kenh.operations.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Checks a GeoJSON geometry (RFC 7946): Polygon or MultiPolygon, closed rings, WGS-84, of bounded size. */
public final class Outline {
    private static final int FEWEST_IN_RING = 4;

    private Outline() {}

    /** The rings of each polygon; empty when it is no outline, or has more points than may be. */
    public static Optional<List<JsonNode>> polygons(JsonNode geometry, int mostPoints) {
        JsonNode coordinates = geometry.path("coordinates");
        List<JsonNode> polygons = switch (geometry.path("type").asText()) {
            case "Polygon" -> List.of(coordinates);
            case "MultiPolygon" ->
                coordinates.isArray() ? coordinates.valueStream().toList() : List.of();
            default -> List.<JsonNode>of();
        };
        boolean shaped = geometry.size() == 2
                && !polygons.isEmpty()
                && polygons.stream().allMatch(Outline::isPolygon)
                && polygons.stream().mapToLong(Outline::points).sum() <= mostPoints;
        return shaped ? Optional.of(polygons) : Optional.empty();
    }

    private static boolean isPolygon(JsonNode rings) {
        return rings.isArray() && !rings.isEmpty() && rings.valueStream().allMatch(Outline::isRing);
    }

    private static boolean isRing(JsonNode ring) {
        return ring.isArray()
                && ring.size() >= FEWEST_IN_RING
                && ring.get(0).equals(ring.get(ring.size() - 1))
                && ring.valueStream().allMatch(Outline::isPosition);
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
}
