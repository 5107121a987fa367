package org.kenh.operations.share.cap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CapOutlineTest {
    @Test
    void polygons_ofAPolygon_haveLatitudeFirstAndNoHoles() {
        assertThat(CapOutline.polygons("""
                {"type":"Polygon","coordinates":[[[105.8,20.7],[105.9,20.7],[105.9,20.8],[105.8,20.7]],
                [[105.85,20.71],[105.86,20.71],[105.86,20.72],[105.85,20.71]]]}"""))
                .containsExactly("20.70000,105.80000 20.70000,105.90000 20.80000,105.90000 20.70000,105.80000");
    }

    @Test
    void polygons_ofManyParts_areTheLargest() {
        String parts = IntStream.rangeClosed(1, 25)
                .mapToObj(size -> "[[[105,20],[%1$s,20],[%1$s,20.5],[105,20]]]".formatted(105 + (size / 100.0)))
                .collect(Collectors.joining(","));
        List<String> polygons = CapOutline.polygons("{\"type\":\"MultiPolygon\",\"coordinates\":[" + parts + "]}");
        assertThat(polygons).hasSize(CapOutline.MOST_POLYGONS);
        assertThat(polygons.getFirst()).contains("105.25000");
        assertThat(polygons.getLast()).contains("105.06000");
    }

    @Test
    void polygons_ofAHugeRing_areSimplerAndClosed() {
        String ring = IntStream.rangeClosed(0, 20_000)
                .mapToObj(step -> {
                    double angle = 2 * Math.PI * (step % 20_000) / 20_000;
                    double radius = 0.1 + (0.002 * Math.sin(angle * 400));
                    return "[%s,%s]".formatted(105.8 + (radius * Math.cos(angle)), 20.7 + (radius * Math.sin(angle)));
                })
                .collect(Collectors.joining(","));
        String polygon = CapOutline.polygons("{\"type\":\"Polygon\",\"coordinates\":[[" + ring + "]]}")
                .getFirst();
        List<String> points = List.of(polygon.split(" "));
        assertThat(points).hasSizeBetween(8, CapOutline.MOST_POINTS);
        assertThat(points.getFirst()).isEqualTo(points.getLast());
        assertThat(points).allSatisfy(point -> {
            double lat = Double.parseDouble(point.split(",", -1)[0]) - 20.7;
            double lon = Double.parseDouble(point.split(",", -1)[1]) - 105.8;
            assertThat(Math.hypot(lat, lon)).isBetween(0.0979, 0.1021);
        });
    }
}
