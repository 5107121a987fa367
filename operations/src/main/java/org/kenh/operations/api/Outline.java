package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;

/** Checks a GeoJSON geometry (RFC 7946): Polygon or MultiPolygon, closed rings, WGS-84, of bounded size. */
final class Outline {
    private static final int MOST_POINTS = 20_000;
    private static final int FEWEST_IN_RING = 4;

    private Outline() {}

    static boolean isValid(JsonNode geometry) {
        JsonNode coordinates = geometry.path("coordinates");
        boolean onlyKnown = geometry.size() == 2;
        boolean shaped = switch (geometry.path("type").asText()) {
            case "Polygon" -> isPolygon(coordinates);
            case "MultiPolygon" ->
                coordinates.isArray()
                        && !coordinates.isEmpty()
                        && coordinates.valueStream().allMatch(Outline::isPolygon);
            default -> false;
        };
        return onlyKnown && shaped && points(coordinates) <= MOST_POINTS;
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

    private static long points(JsonNode node) {
        boolean position = node.isArray() && !node.isEmpty() && node.get(0).isNumber();
        return position ? 1 : node.valueStream().mapToLong(Outline::points).sum();
    }
}
