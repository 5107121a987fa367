package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.gateway.downlink.CommandQueue;
import org.kenh.gateway.intake.Receipt;
import org.kenh.operations.account.Role;
import org.kenh.operations.api.ApiHarness.Person;
import org.kenh.operations.sitefile.SiteFiles;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.wire.CommandCodec;
import org.kenh.telemetry.wire.Decoding;

/** Site files from the person to a device that this test plays, and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteFileApiTest {
    private static final String YAML = "interval: 10\n# mực nước bể hút\nnote: \"a \\\\ b\"\n";

    private final ApiHarness harness = new ApiHarness();
    private final Person admin = harness.admin();

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void config_putAndConfirmed_showsDesiredAndConfirmedVersion() {
        DeviceId device = harness.place().device();
        List<DeviceId> woken = new CopyOnWriteArrayList<>();
        CommandQueue.Registration registration = harness.commands.onWaiting(woken::add);
        JsonNode first = put(device, 0, YAML);
        registration.close();

        assertThat(woken).containsExactly(device);
        assertThat(first.path("desired").path("state").asText()).isEqualTo("queued");
        assertThat(first.path("confirmed").isNull()).isTrue();
        Command command = waiting(device).getFirst();
        JsonNode args = Json.stored(command.args());
        assertThat(args.path("yaml").asText()).isEqualTo(YAML);
        assertThat(args.path("version").asInt()).isEqualTo(1);
        assertThat(args.path("sha256").asText())
                .isEqualTo(first.path("desired").path("sha256").asText());

        answer(device, command.id(), CommandAnswer.State.DONE);
        JsonNode second = put(device, 1, "interval: 20\n");
        assertThat(second.path("desired").path("version").asInt()).isEqualTo(2);
        assertThat(second.path("desired").path("yaml").asText()).isEqualTo("interval: 20\n");
        assertThat(second.path("confirmed").path("version").asInt()).isEqualTo(1);
        assertThat(second.path("history")).hasSize(2);
        assertThat(admin.expect(200, admin.get("/devices/" + device + "/config/1"))
                        .path("yaml")
                        .asText())
                .isEqualTo(YAML);
        assertThat(harness.audit.newest(Optional.empty(), 1).getFirst().entry().action())
                .isEqualTo("device.config");
    }

    @Test
    void config_putTwiceWhileTheDeviceIsAway_onlyTheNewestWaits() {
        DeviceId device = harness.place().device();
        put(device, 0, YAML);
        put(device, 1, "interval: 20\n");
        assertThat(waiting(device)).hasSize(1);
        assertThat(waiting(device).getFirst().args()).contains("interval: 20");
        JsonNode history =
                admin.expect(200, admin.get("/devices/" + device + "/config")).path("history");
        assertThat(history.get(1).path("state").asText()).isEqualTo("expired");
        assertThat(history.get(1).path("detail").asText()).contains("version 2");
    }

    @Test
    void config_changedFromAnOldVersion_isAConflict() {
        DeviceId device = harness.place().device();
        put(device, 0, YAML);
        assertThat(admin.put("/devices/" + device + "/config", Map.of("base", 0, "yaml", "a: 1"))
                        .statusCode())
                .isEqualTo(409);
        assertThat(waiting(device)).hasSize(1);
    }

    @Test
    void config_wrong_isRefusedSayingWhere() {
        DeviceId device = harness.place().device();
        String path = "/devices/" + device + "/config";
        for (String wrong : List.of(
                "a: [1",
                "nur Text",
                "secret: abc",
                "secret-file: /etc/passwd",
                "remote: {}",
                "device: other",
                "a: 1\u0007",
                "# " + "ữ".repeat(SiteFiles.LARGEST / 2) + "\na: 1")) {
            assertThat(admin.complaints(admin.put(path, Map.of("base", 0, "yaml", wrong))))
                    .as(wrong.substring(0, Math.min(20, wrong.length())))
                    .contains("yaml");
        }
        assertThat(admin.put(path, Map.of("base", 0, "yaml", "a: 1\nb: [1\n")).body())
                .contains("Dòng 3: không phải YAML hợp lệ: ", "; expected")
                .doesNotContain("in 'reader'");
        assertThat(admin.put(path, Map.of("base", 0, "yaml", "a: {secret: 1}\nsecret: 1\n"))
                        .body())
                .contains("Dòng 2: khóa \\\"secret\\\" ");
        assertThat(admin.put(path, Map.of("base", 0, "yaml", "a: {device: x}\n\ndevice: other\n"))
                        .body())
                .contains("Dòng 3: device: ");
        assertThat(waiting(device)).isEmpty();
    }

    @Test
    void config_asLargeAsAllowed_fitsIntoACommand() {
        DeviceId device = harness.place().device();
        put(device, 0, "a: 1\n# " + "\"".repeat(SiteFiles.LARGEST - 7));
        byte[] payload = CommandCodec.encode(waiting(device).getFirst());
        assertThat(CommandCodec.decode(payload)).isInstanceOf(Decoding.Decoded.class);
    }

    @Test
    void config_byRoleAndArea_isGuarded() {
        ApiHarness.Place place = harness.place();
        ApiHarness.Place other = harness.place();
        String path = "/devices/" + place.device() + "/config";
        Person operator = harness.person(Optional.empty(), Role.OPERATOR);
        Person viewer = harness.person(Optional.empty(), Role.COMMUNE_VIEWER);
        Person stranger = harness.person(Optional.of(other.area()), Role.ADMINISTRATOR);
        put(place.device(), 0, YAML);

        assertThat(operator.get(path).statusCode()).isEqualTo(200);
        assertThat(operator.put(path, Map.of("base", 1, "yaml", "a: 1")).statusCode())
                .isEqualTo(403);
        assertThat(viewer.get(path).statusCode()).isEqualTo(403);
        assertThat(stranger.put(path, Map.of("base", 1, "yaml", "a: 1")).statusCode())
                .isEqualTo(404);
        JsonNode commands = viewer.expect(200, viewer.get("/devices/" + place.device() + "/commands"));
        assertThat(commands.get(0).path("args").has("version")).isTrue();
        assertThat(commands.get(0).path("args").has("yaml")).isFalse();
    }

    @Test
    void configCommand_throughTheCommandsCall_isRefused() {
        DeviceId device = harness.place().device();
        assertThat(admin.complaints(admin.post("/devices/" + device + "/commands", Map.of("name", "config.put"))))
                .containsExactly("name");
    }

    private JsonNode put(DeviceId device, int base, String yaml) {
        return admin.expect(200, admin.put("/devices/" + device + "/config", Map.of("base", base, "yaml", yaml)));
    }

    private List<Command> waiting(DeviceId device) {
        return new ArrayList<>(harness.commands.waiting(device, harness.clock.instant()));
    }

    private void answer(DeviceId device, String id, CommandAnswer.State state) {
        Receipt receipt = harness.commands
                .answered(device, new CommandAnswer(id, state, ""), harness.clock.instant())
                .toCompletableFuture()
                .join();
        assertThat(receipt).isEqualTo(Receipt.COMMITTED);
    }
}
