package org.kenh.operations.irrigation.field;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.document.Outline;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;

/** Checks outlines of fields: GeoJSON (RFC 7946) Polygon or MultiPolygon, WGS-84, whose edges do not cross. */
final class Outlines {
    static final int MOST_POINTS = 2_000;
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private Outlines() {}

    /** The key of what is wrong. */
    static Optional<String> flaw(JsonNode outline) {
        Optional<List<JsonNode>> polygons = Outline.polygons(outline, MOST_POINTS);
        if (polygons.isEmpty()) {
            return Optional.of("field.fieldOutline");
        }
        List<Polygon> shapes = polygons.get().stream().map(Outlines::polygon).toList();
        boolean clean = new IsValidOp(GEOMETRY.createMultiPolygon(shapes.toArray(Polygon[]::new))).isValid();
        return clean ? Optional.empty() : Optional.of("field.outlineCrosses");
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
