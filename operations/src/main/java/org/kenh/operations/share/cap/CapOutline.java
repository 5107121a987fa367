package org.kenh.operations.share.cap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.kenh.operations.OperationsException;

/**
 * The outline of an area (GeoJSON) as polygons of the standard: closed, latitude first, without holes, which it does not
 * have. A ring of more than {@value #MOST_POINTS} points is made simpler (Douglas and Peucker 1973), as receivers
 * are small.
 */
final class CapOutline {
    static final int MOST_POINTS = 300;
    static final int MOST_POLYGONS = 20;
    private static final int FEWEST_POINTS = 4;
    private static final double FIRST_TOLERANCE = 0.0001;
    private static final JsonMapper JSON = new JsonMapper();

    private CapOutline() {}

    /** The largest ones, if there are too many. */
    static List<String> polygons(String geometry) {
        JsonNode root = parse(geometry);
        JsonNode coordinates = root.path("coordinates");
        boolean many = root.path("type").asText().equals("MultiPolygon");
        List<JsonNode> outer = new ArrayList<>();
        if (many) {
            coordinates.forEach(polygon -> outer.add(polygon.path(0)));
        } else {
            outer.add(coordinates.path(0));
        }
        return outer.stream()
                .map(CapOutline::points)
                .filter(ring -> ring.size() >= FEWEST_POINTS)
                .sorted(Comparator.comparingDouble(CapOutline::size).reversed())
                .limit(MOST_POLYGONS)
                .map(CapOutline::simpler)
                .map(CapOutline::text)
                .toList();
    }

    private static JsonNode parse(String geometry) {
        try {
            return JSON.readTree(geometry);
        } catch (JsonProcessingException e) {
            throw new OperationsException("the outline of an area is not JSON", e);
        }
    }

    private static List<Point> points(JsonNode ring) {
        List<Point> points = new ArrayList<>();
        ring.forEach(position -> points.add(
                new Point(position.path(1).asDouble(), position.path(0).asDouble())));
        return points;
    }

    /** Twice the area, in square degrees. */
    private static double size(List<Point> ring) {
        double sum = 0;
        for (int place = 1; place < ring.size(); place++) {
            Point before = ring.get(place - 1);
            Point here = ring.get(place);
            sum += (before.lon * here.lat) - (here.lon * before.lat);
        }
        return Math.abs(sum);
    }

    private static List<Point> simpler(List<Point> ring) {
        List<Point> result = ring;
        for (double tolerance = FIRST_TOLERANCE; result.size() > MOST_POINTS; tolerance *= 1.5) {
            List<Point> next = simplified(ring, tolerance);
            if (next.size() < FEWEST_POINTS) {
                break;
            }
            result = next;
        }
        return result;
    }

    private static List<Point> simplified(List<Point> ring, double tolerance) {
        BitSet kept = new BitSet(ring.size());
        kept.set(0);
        kept.set(ring.size() - 1);
        Deque<int[]> open = new ArrayDeque<>();
        open.push(new int[] {0, ring.size() - 1});
        while (!open.isEmpty()) {
            int[] part = open.pop();
            int farthest = farthest(ring, part[0], part[1]);
            if (farthest > 0 && ring.get(farthest).distance(ring.get(part[0]), ring.get(part[1])) > tolerance) {
                kept.set(farthest);
                open.push(new int[] {part[0], farthest});
                open.push(new int[] {farthest, part[1]});
            }
        }
        return kept.stream().mapToObj(ring::get).toList();
    }

    /** Of the points between; 0 if there are none. */
    private static int farthest(List<Point> ring, int first, int last) {
        int farthest = 0;
        double most = -1;
        for (int place = first + 1; place < last; place++) {
            double distance = ring.get(place).distance(ring.get(first), ring.get(last));
            if (distance > most) {
                most = distance;
                farthest = place;
            }
        }
        return farthest;
    }

    private static String text(List<Point> ring) {
        return ring.stream()
                .map(point -> String.format(Locale.ROOT, "%.5f,%.5f", point.lat, point.lon))
                .collect(Collectors.joining(" "));
    }

    private record Point(double lat, double lon) {
        /** To the straight piece between two points, in degrees. */
        double distance(Point from, Point to) {
            double lengthLat = to.lat - from.lat;
            double lengthLon = to.lon - from.lon;
            double square = (lengthLat * lengthLat) + (lengthLon * lengthLon);
            double along = square == 0 ? 0 : (((lat - from.lat) * lengthLat) + ((lon - from.lon) * lengthLon)) / square;
            double nearest = Math.clamp(along, 0, 1);
            return Math.hypot(lat - (from.lat + (nearest * lengthLat)), lon - (from.lon + (nearest * lengthLon)));
        }
    }
}
