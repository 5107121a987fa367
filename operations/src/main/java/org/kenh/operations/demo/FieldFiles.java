package org.kenh.operations.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.kenh.operations.demo.DistrictFile.PlannedDevice;
import org.kenh.telemetry.DeviceId;

/** The two files that the simulated field starts from. They hold secrets, so only their owner may read them. */
final class FieldFiles {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path fleet;
    private final Path hostAgent;

    FieldFiles(Path directory) {
        this.fleet = directory.resolve("fleet.yaml");
        this.hostAgent = directory.resolve("host-agent.yaml");
    }

    Path fleet() {
        return fleet;
    }

    Path hostAgent() {
        return hostAgent;
    }

    /** The secrets that an earlier start left; empty for files that are lost or damaged. */
    Map<DeviceId, String> secrets() {
        Map<DeviceId, String> secrets = new HashMap<>();
        read(fleet).path("devices").forEach(device -> keep(secrets, device.path("id"), device.path("secret")));
        JsonNode host = read(hostAgent);
        keep(secrets, host.path("device"), host.path("secret"));
        return secrets;
    }

    void write(DistrictFile district, Map<DeviceId, String> secrets, DemoEndpoints endpoints, DemoScenario scenario) {
        writeFleet(district, secrets, endpoints, scenario);
        for (PlannedDevice device : district.devices()) {
            String secret = secrets.get(device.id());
            if (device.isHost() && secret != null) {
                writeHostAgent(device, secret, endpoints);
            }
        }
    }

    private void writeFleet(
            DistrictFile district, Map<DeviceId, String> secrets, DemoEndpoints endpoints, DemoScenario scenario) {
        ObjectNode root = YAML.createObjectNode();
        root.put("speed", scenario.speed());
        ObjectNode timeline = root.putObject("scenario");
        timeline.put("name", scenario.name());
        timeline.set("effects", scenario.timeline().path("effects"));
        ArrayNode sites = root.putArray("sites");
        district.areasBySite().forEach((site, areas) -> {
            ObjectNode entry = sites.addObject();
            entry.put("id", site);
            areas.forEach(entry.putArray("areas")::add);
        });
        ObjectNode centre = root.putObject("centre");
        centre.put("host", endpoints.host());
        centre.put("mqttPort", endpoints.mqttPort());
        centre.put("coapsPort", endpoints.coapsPort());
        ObjectNode key = root.putArray("centreKeys").addObject();
        key.put("id", endpoints.key().id());
        key.put("key", endpoints.key().key());
        ArrayNode devices = root.putArray("devices");
        for (PlannedDevice device : district.devices()) {
            String secret = secrets.get(device.id());
            if (!device.isHost() && secret != null) {
                devices.add(fleetDevice(device, secret));
            }
        }
        root.set("plant", district.plant());
        replace(fleet, root);
    }

    private static ObjectNode fleetDevice(PlannedDevice device, String secret) {
        ObjectNode node = YAML.createObjectNode();
        node.put("id", device.id().value());
        node.put("site", device.site());
        node.put("secret", secret);
        node.put("transport", device.transport());
        node.put("interval", device.interval());
        node.set("simulate", device.simulate());
        return node;
    }

    private void writeHostAgent(PlannedDevice device, String secret, DemoEndpoints endpoints) {
        ObjectNode root = YAML.createObjectNode();
        root.put("device", device.id().value());
        root.put("secret", secret);
        root.put("interval", device.interval());
        ObjectNode uplink = root.putObject("uplink");
        uplink.put("kind", device.transport());
        uplink.put("host", endpoints.host());
        uplink.put("port", device.transport().equals("mqtt") ? endpoints.mqttPort() : endpoints.coapsPort());
        root.putObject("sensors").putObject("host").putArray("disks").add("/");
        replace(hostAgent, root);
    }

    private static void keep(Map<DeviceId, String> secrets, JsonNode id, JsonNode secret) {
        if (secret.isTextual() && DeviceId.isValid(id.asText())) {
            secrets.put(DeviceId.of(id.asText()), secret.textValue());
        }
    }

    private static JsonNode read(Path file) {
        if (!Files.exists(file)) {
            return YAML.createObjectNode();
        }
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            // A damaged file is a lost one: the secrets are renewed and the file is written afresh.
            return YAML.createObjectNode();
        }
    }

    private static void replace(Path file, ObjectNode content) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            Path fresh =
                    Files.createTempFile(directory, "field", ".yaml", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.write(fresh, YAML.writeValueAsBytes(content));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
