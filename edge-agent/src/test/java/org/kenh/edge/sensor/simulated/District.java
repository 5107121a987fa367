package org.kenh.edge.sensor.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.simulated.SimulatedDevice.Standing;

/** The demo district with its scenarios, as the server hands them to the fleet. */
public final class District {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path RESOURCES = Path.of("../operations/src/main/resources/demo");

    private final Instant start;
    private final Plant plant;
    private final Map<String, SimulatedDevice> devices = new LinkedHashMap<>();

    /** Lives through two days of natural weather before the scenario begins. */
    public District(String scenario, Instant start) {
        this(scenario, start, "[]");
    }

    /** The same with further effects, a list in YAML. */
    public District(String scenario, Instant start, String further) {
        this.start = start;
        JsonNode district = read("district.yaml");
        ConfigNode node = node(district.path("plant"));
        this.plant = new Plant(PlantConfig.of(node), start.minus(Duration.ofDays(2)));
        for (JsonNode device : district.path("devices")) {
            if (!device.path("simulate").path("model").asText().equals("host")) {
                String id = device.path("id").asText();
                DeviceConfig config = DeviceConfig.of(
                        node(device.path("simulate")), device.path("site").asText());
                devices.put(id, new SimulatedDevice(id, config, plant, () -> start));
            }
        }
        plant.begin(scenario(scenario, district, further), 1, start);
    }

    public Plant plant() {
        return plant;
    }

    public Map<String, SimulatedDevice> devices() {
        return devices;
    }

    /** Simulates until so many hours after the begin of the scenario. */
    public Instant at(double hours) {
        Instant at = start.plusSeconds(Math.round(hours * 3600));
        plant.advanceTo(at);
        return at;
    }

    List<String> standing(Instant at, Standing standing) {
        return devices.entrySet().stream()
                .filter(entry -> entry.getValue().standing(at) == standing)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** All stations of the district. */
    List<Station> stations() {
        List<Station> stations = new ArrayList<>();
        read("district.yaml")
                .path("plant")
                .path("stations")
                .forEach(each -> stations.add(plant.station(each.path("id").asText())));
        return stations;
    }

    private static Scenario scenario(String name, JsonNode district, String further) {
        ObjectNode root = YAML.createObjectNode();
        for (JsonNode scenario : read("scenarios.yaml").path("scenarios")) {
            if (scenario.path("name").asText().equals(name)) {
                ArrayNode effects = root.put("name", name).putArray("effects");
                scenario.path("effects").forEach(effects::add);
                parse(further).forEach(effects::add);
            }
        }
        Map<String, JsonNode> areas = new LinkedHashMap<>();
        district.path("areas").forEach(area -> areas.put(area.path("id").asText(), area));
        ArrayNode sites = root.putArray("sites");
        for (JsonNode site : district.path("sites")) {
            ArrayNode around =
                    sites.addObject().put("id", site.path("id").asText()).putArray("areas");
            JsonNode area = areas.get(site.path("area").asText());
            while (area != null) {
                around.add(area.path("id").asText());
                area = areas.get(area.path("parent").asText());
            }
        }
        ConfigNode node = node(root);
        Scenario scenario = Scenario.of(node, node.list("sites"));
        node.finish();
        return scenario;
    }

    private static ConfigNode node(JsonNode tree) {
        return ConfigNode.parse(tree.toString(), "district.yaml");
    }

    private static JsonNode parse(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(String file) {
        try {
            return YAML.readTree(RESOURCES.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
