package org.kenh.operations.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.telemetry.DeviceId;

class DemoDistrictTest {
    private static final DemoEndpoints.CentreKey KEY = new DemoEndpoints.CentreKey("irrigation-1", "MCowBQYDK2Vw");
    private static final DemoEndpoints ENDPOINTS = new DemoEndpoints("localhost", 21883, 25684, KEY);
    private static final DemoScenario CALM = new DemoScenario("calm", 1);
    private static final DeviceId HOST = DeviceId.of("may-chu-ioc");

    @TempDir
    Path directory;

    private final MemoryRegistry registry = new MemoryRegistry();

    @Test
    void seed_emptyRegistry_createsTheWholeDistrict() {
        DemoDistrict.Seeded seeded = DemoDistrict.seed(registry, directory, ENDPOINTS, CALM);

        assertThat(seeded.areas()).isEqualTo(registry.areas().size()).isGreaterThanOrEqualTo(36);
        assertThat(seeded.sites()).isEqualTo(registry.sites().size()).isGreaterThanOrEqualTo(60);
        assertThat(seeded.devices()).isEqualTo(registry.devices().size()).isGreaterThanOrEqualTo(150);
    }

    @Test
    void seed_again_changesNothing() throws IOException {
        DemoDistrict.Seeded first = DemoDistrict.seed(registry, directory, ENDPOINTS, CALM);
        byte[] fleet = Files.readAllBytes(first.fleet());

        DemoDistrict.Seeded second = DemoDistrict.seed(registry, directory, ENDPOINTS, CALM);

        assertThat(second.areas() + second.sites() + second.devices()).isZero();
        assertThat(second.fleet()).hasBinaryContent(fleet);
    }

    @Test
    void seed_writesASecretForEveryDeviceThatOnlyTheOwnerMayRead() throws IOException {
        DemoDistrict.Seeded seeded = DemoDistrict.seed(registry, directory, ENDPOINTS, CALM);

        assertThat(writtenSecrets(seeded)).isEqualTo(registry.secrets());
        for (Path file : new Path[] {seeded.fleet(), seeded.hostAgent()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void seed_tellsTheFieldWhatSchedulesAreSignedWith() throws IOException {
        DemoDistrict.Seeded seeded = DemoDistrict.seed(registry, directory, ENDPOINTS, CALM);

        JsonNode keys = read(seeded.fleet()).path("centreKeys");
        assertThat(keys).hasSize(1);
        assertThat(keys.get(0).path("id").asText()).isEqualTo(KEY.id());
        assertThat(keys.get(0).path("key").asText()).isEqualTo(KEY.key());
    }

    @Test
    void seed_fleetFileLost_renewsTheSecrets() throws IOException {
        DemoDistrict.Seeded seeded = DemoDistrict.seed(registry, directory, ENDPOINTS, CALM);
        Map<DeviceId, String> old = new HashMap<>(registry.secrets());
        Files.delete(seeded.fleet());

        DemoDistrict.seed(registry, directory, ENDPOINTS, CALM);

        assertThat(writtenSecrets(seeded)).isEqualTo(registry.secrets());
        assertThat(registry.secrets().get(HOST)).isEqualTo(old.get(HOST));
        assertThat(registry.secrets()).hasSameSizeAs(old).isNotEqualTo(old);
    }

    @Test
    void seed_fleetFileDamaged_renewsTheSecrets() throws IOException {
        DemoDistrict.Seeded seeded = DemoDistrict.seed(registry, directory, ENDPOINTS, CALM);
        Files.writeString(seeded.fleet(), "devices: [{id: tb-van");

        DemoDistrict.seed(registry, directory, ENDPOINTS, CALM);

        assertThat(writtenSecrets(seeded)).isEqualTo(registry.secrets());
    }

    @Test
    void seed_deviceDeletedByHand_staysDeleted() throws IOException {
        DemoDistrict.Seeded seeded = DemoDistrict.seed(registry, directory, ENDPOINTS, CALM);
        DeviceId pump = DeviceId.of("tb-van-dinh-pump-1");
        registry.deleteDevice(pump);

        DemoDistrict.seed(registry, directory, ENDPOINTS, CALM);

        assertThat(registry.device(pump)).isEmpty();
        assertThat(writtenSecrets(seeded)).doesNotContainKey(pump);
    }

    @Test
    void seed_otherPorts_areWrittenAtTheNextStart() throws IOException {
        DemoDistrict.seed(registry, directory, ENDPOINTS, CALM);

        DemoDistrict.Seeded seeded =
                DemoDistrict.seed(registry, directory, new DemoEndpoints("::1", 31883, 35684, KEY), CALM);

        JsonNode centre = read(seeded.fleet()).path("centre");
        assertThat(centre.path("host").asText()).isEqualTo("::1");
        assertThat(centre.path("mqttPort").intValue()).isEqualTo(31883);
        assertThat(centre.path("coapsPort").intValue()).isEqualTo(35684);
        assertThat(read(seeded.hostAgent()).path("uplink").path("port").intValue())
                .isEqualTo(31883);
    }

    private static Map<DeviceId, String> writtenSecrets(DemoDistrict.Seeded seeded) throws IOException {
        Map<DeviceId, String> written = new HashMap<>();
        read(seeded.fleet())
                .path("devices")
                .forEach(device -> written.put(
                        DeviceId.of(device.path("id").asText()),
                        device.path("secret").textValue()));
        JsonNode host = read(seeded.hostAgent());
        written.put(
                DeviceId.of(host.path("device").asText()), host.path("secret").textValue());
        return written;
    }

    private static JsonNode read(Path file) throws IOException {
        return new YAMLMapper().readTree(file.toFile());
    }
}
