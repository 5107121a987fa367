package org.kenh.operations.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Site;
import org.kenh.operations.demo.DistrictFile.PlannedDevice;

class DistrictFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double SQUARE_KM_PER_SQUARE_DEGREE = 111.32 * Math.cos(Math.toRadians(20.68)) * 110.57;

    private final DistrictFile district = DistrictFile.bundled();

    @Test
    void bundled_units_areTheTwentyNineOfTheDistrict() {
        assertThat(units()).hasSize(29);
        assertThat(units().stream().filter(area -> area.kind().equals("town"))).hasSize(1);
        assertThat(district.areas().stream().map(Area::code)).doesNotHaveDuplicates();
    }

    @Test
    void bundled_areas_nameTheirParentsFirst() {
        Set<String> known = new HashSet<>();
        for (Area area : district.areas()) {
            assertThat(known).as(area.id()).containsAll(area.parent().stream().toList());
            assertThat(known.add(area.id())).as(area.id()).isTrue();
        }
    }

    @Test
    void bundled_outlines_lieWithinTheDistrictsBox() throws JsonProcessingException {
        for (Area area : district.areas()) {
            for (double[] point : points(JSON.readTree(area.outline().orElseThrow()))) {
                assertThat(point[0]).as(area.id()).isBetween(105 + 44 / 60.0, 105 + 54 / 60.0);
                assertThat(point[1]).as(area.id()).isBetween(20 + 35 / 60.0, 20 + 47 / 60.0);
            }
        }
    }

    @Test
    void bundled_units_fillTheDistrictWithoutGapOrOverlap() throws JsonProcessingException {
        double sum = 0;
        Map<String, Integer> edges = new HashMap<>();
        for (Area unit : units()) {
            List<double[]> ring = points(JSON.readTree(unit.outline().orElseThrow()));
            sum += size(ring);
            for (int i = 1; i < ring.size(); i++) {
                edges.merge(edge(ring.get(i - 1), ring.get(i)), 1, Integer::sum);
            }
        }
        List<double[]> border = points(JSON.readTree(area("ung-hoa").outline().orElseThrow()));

        assertThat(sum).isCloseTo(size(border), within(1e-9));
        assertThat(sum * SQUARE_KM_PER_SQUARE_DEGREE).isBetween(170.0, 195.0);
        // Every edge is either shared by two neighbours or part of the district's border.
        assertThat(edges.values()).containsOnly(1, 2);
        assertThat(edges.values().stream().filter(count -> count == 1)).hasSize(border.size() - 1);
    }

    @Test
    void bundled_sites_lieInTheirUnits() throws JsonProcessingException {
        for (Site site : district.sites()) {
            Path2D outline = outline(area(site.area()));
            assertThat(outline.contains(site.lon(), site.lat()))
                    .as(site.id() + " in " + site.area())
                    .isTrue();
        }
    }

    @Test
    void bundled_devices_standAtSitesThatExist() {
        List<String> sites = district.sites().stream().map(Site::id).toList();

        assertThat(sites).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
        assertThat(district.devices()).hasSizeGreaterThanOrEqualTo(150);
        assertThat(district.devices().stream().map(PlannedDevice::id)).doesNotHaveDuplicates();
        assertThat(district.devices().stream().map(PlannedDevice::site)).allMatch(sites::contains);
        assertThat(district.devices().stream().map(PlannedDevice::site)).containsAll(sites);
        assertThat(district.devices().stream().map(PlannedDevice::transport)).containsOnly("mqtt", "coaps");
    }

    private List<Area> units() {
        return district.areas().stream()
                .filter(area -> area.kind().equals("commune") || area.kind().equals("town"))
                .toList();
    }

    private Area area(String id) {
        return district.areas().stream()
                .filter(area -> area.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Path2D outline(Area area) throws JsonProcessingException {
        Path2D path = new Path2D.Double();
        List<double[]> ring = points(JSON.readTree(area.outline().orElseThrow()));
        path.moveTo(ring.get(0)[0], ring.get(0)[1]);
        ring.forEach(point -> path.lineTo(point[0], point[1]));
        path.closePath();
        return path;
    }

    /** All positions of a geometry, in order; of a polygon without holes that is its ring. */
    private static List<double[]> points(JsonNode geometry) {
        List<double[]> points = new ArrayList<>();
        collect(geometry.path("coordinates"), points);
        return points;
    }

    private static void collect(JsonNode node, List<double[]> points) {
        if (node.path(0).isNumber()) {
            points.add(new double[] {node.path(0).doubleValue(), node.path(1).doubleValue()});
        } else {
            node.forEach(child -> collect(child, points));
        }
    }

    private static double size(List<double[]> ring) {
        double twice = 0;
        for (int i = 1; i < ring.size(); i++) {
            twice += ring.get(i - 1)[0] * ring.get(i)[1] - ring.get(i)[0] * ring.get(i - 1)[1];
        }
        return Math.abs(twice / 2);
    }

    private static String edge(double[] a, double[] b) {
        String from = a[0] + "," + a[1];
        String to = b[0] + "," + b[1];
        return from.compareTo(to) < 0 ? from + " " + to : to + " " + from;
    }
}
