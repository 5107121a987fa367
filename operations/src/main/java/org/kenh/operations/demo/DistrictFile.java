package org.kenh.operations.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Site;
import org.kenh.telemetry.DeviceId;

/**
 * The demo district as its file tells it; see {@code demo/district.yaml}.
 *
 * @param areas parents before children
 * @param irrigation canals, pumps, fields and seasons
 * @param plant how the simulated field behaves; read by the field agent alone
 */
record DistrictFile(
        List<Area> areas, List<Site> sites, List<PlannedDevice> devices, JsonNode plant, JsonNode irrigation) {
    private static final String RESOURCE = "/demo/district.yaml";
    private static final YAMLMapper YAML = new YAMLMapper();

    DistrictFile {
        areas = List.copyOf(areas);
        sites = List.copyOf(sites);
        devices = List.copyOf(devices);
    }

    /** Reads the file that is packed with the program. */
    static DistrictFile bundled() {
        try (InputStream in = DistrictFile.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the program was packed without " + RESOURCE);
            }
            return of(YAML.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    /** By site, in order: the area that it lies in and all areas around that one. */
    Map<String, List<String>> areasBySite() {
        Map<String, Area> byId = new HashMap<>();
        areas.forEach(area -> byId.put(area.id(), area));
        Map<String, List<String>> areasBySite = new LinkedHashMap<>();
        for (Site site : sites) {
            List<String> around = new ArrayList<>();
            Optional<Area> area = Optional.ofNullable(byId.get(site.area()));
            while (area.isPresent()) {
                around.add(area.get().id());
                area = area.get().parent().map(byId::get);
            }
            areasBySite.put(site.id(), around);
        }
        return areasBySite;
    }

    private static DistrictFile of(JsonNode root) {
        List<Area> areas = new ArrayList<>();
        root.path("areas").forEach(node -> areas.add(area(node)));
        List<Site> sites = new ArrayList<>();
        root.path("sites").forEach(node -> sites.add(site(node)));
        List<PlannedDevice> devices = new ArrayList<>();
        root.path("devices").forEach(node -> devices.add(device(node)));
        return new DistrictFile(areas, sites, devices, root.path("plant"), root.path("irrigation"));
    }

    private static Area area(JsonNode node) {
        return new Area(
                text(node, "id"),
                text(node, "code"),
                text(node, "name"),
                text(node, "kind"),
                optional(node, "parent"),
                optional(node, "validFrom").map(LocalDate::parse),
                optional(node, "validTo").map(LocalDate::parse),
                optional(node, "replacedBy"),
                node.has("outline") ? Optional.of(node.get("outline").toString()) : Optional.empty());
    }

    private static Site site(JsonNode node) {
        return new Site(
                text(node, "id"),
                text(node, "name"),
                text(node, "kind"),
                text(node, "area"),
                node.path("lat").doubleValue(),
                node.path("lon").doubleValue());
    }

    private static PlannedDevice device(JsonNode node) {
        return new PlannedDevice(
                DeviceId.of(text(node, "id")),
                text(node, "site"),
                text(node, "kind"),
                text(node, "name"),
                text(node, "transport"),
                node.path("interval").intValue(),
                node.path("simulate"));
    }

    private static String text(JsonNode node, String key) {
        return optional(node, key)
                .orElseThrow(() -> new IllegalStateException(RESOURCE + ": " + key + " is missing in " + node));
    }

    private static Optional<String> optional(JsonNode node, String key) {
        return Optional.ofNullable(node.get(key)).map(JsonNode::asText);
    }

    /**
     * A device of the district.
     *
     * @param transport {@code mqtt} or {@code coaps}
     * @param interval seconds between two reports
     * @param simulate what it measures; the model {@code host} is no simulation but this machine
     */
    record PlannedDevice(
            DeviceId id, String site, String kind, String name, String transport, int interval, JsonNode simulate) {
        boolean isHost() {
            return simulate.path("model").asText().equals("host");
        }
    }
}
