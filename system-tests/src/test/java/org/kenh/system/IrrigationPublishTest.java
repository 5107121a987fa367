package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.system.Api.Device;
import org.kenh.telemetry.schedule.DocumentVerifier;
import org.kenh.telemetry.schedule.Schedule;
import org.kenh.telemetry.schedule.Turn;
import org.kenh.telemetry.wire.Decoding;
import org.kenh.telemetry.wire.ScheduleCodec;

/** Water asked for on a page arrives as a signed schedule at devices, over real MQTT, also when the server dies meanwhile. */
class IrrigationPublishTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "mot-mat-khau-de-thu-5678";

    @Test
    void plan_publishedByTwoPeople_reachesItsDevicesSignedAndIsConfirmed() {
        try (ServerProcess server = ServerProcess.start("irrigation")) {
            Api admin = Api.signIn(server);
            Device pump = admin.newDevice();
            Device valve = admin.newDevice();
            layCanal(admin, pump, valve);
            admin.post(
                    "/accounts",
                    Map.of(
                            "username",
                            "can-bo",
                            "name",
                            "Cán bộ",
                            "roles",
                            List.of("agriculture-officer"),
                            "password",
                            PASSWORD));
            Api officer = Api.signIn(server, "can-bo", PASSWORD);
            CommandClient.MQTT_5.leaveSession(server, pump);
            int plan = published(admin, officer);

            server.kill();
            server.startAgain();

            Api again = Api.signIn(server);
            JsonNode command = CommandClient.MQTT_5.next(server, pump);
            assertThat(command.path("name").asText()).isEqualTo("schedule.put");
            Schedule schedule = verified(again.get("/irrigation/key"), command);
            assertThat(schedule.device().value()).isEqualTo(pump.id());
            assertThat(schedule.turns())
                    .isNotEmpty()
                    .allMatch(turn -> turn.target().equals("pump"));
            String answer =
                    "{\"id\":\"" + command.path("id").asText() + "\",\"state\":\"done\",\"detail\":\"version 1\"}";
            CommandClient.MQTT_5.answer(server, pump, answer);
            awaitState(again, plan, pump, "confirmed");
            awaitState(again, plan, valve, "queued");
            JsonNode late = CommandClient.MQTT_5.next(server, valve);
            List<Turn> turns = verified(again.get("/irrigation/key"), late).turns();
            // 5 mm on 30 ha at an efficiency of 0.75.
            assertThat(turns.stream()
                            .mapToDouble(turn -> turn.volume().orElseThrow())
                            .sum())
                    .isBetween(1_999.0, 2_001.0);
            awaitState(again, plan, valve, "sent");
        }
    }

    private static int published(Api admin, Api officer) {
        JsonNode asked = admin.post("/irrigation/requests", Map.of("field", "ruong", "millimetres", 5));
        deed(officer, "/irrigation/requests/" + asked.path("id").asInt() + "/approve", 200);
        int plan = deed(officer, "/irrigation/plans", 202).path("id").asInt();
        String path = "/irrigation/plans/" + plan;
        Await.until(
                "plan " + plan + " is solved",
                PATIENCE,
                () -> !officer.get(path).path("state").asText().equals("solving"));
        assertThat(deed(officer, path + "/accept", 200).path("state").asText()).isEqualTo("accepted");
        deed(officer, path + "/publish", 403);
        assertThat(deed(admin, path + "/publish", 200).path("state").asText()).isEqualTo("published");
        return plan;
    }

    private static void layCanal(Api admin, Device pump, Device valve) {
        admin.post("/irrigation/canals", Map.of("id", "kenh", "name", "Kênh", "area", "thu-nghiem", "capacity", 1));
        admin.post(
                "/irrigation/pumps",
                Map.of(
                        "id",
                        "bom",
                        "name",
                        "Bơm",
                        "canal",
                        "kenh",
                        "flow",
                        0.5,
                        "power",
                        22,
                        "head",
                        3,
                        "control",
                        Map.of("device", pump.id(), "target", "pump")));
        admin.post(
                "/irrigation/fields",
                Map.of(
                        "id",
                        "ruong",
                        "name",
                        "Ruộng",
                        "area",
                        "thu-nghiem",
                        "canal",
                        "kenh",
                        "hectares",
                        30,
                        "flow",
                        0.25,
                        "efficiency",
                        0.75,
                        "valve",
                        Map.of("device", valve.id(), "target", "valve")));
    }

    private static JsonNode deed(Api api, String path, int status) {
        HttpResponse<String> answer = api.send("POST", path, Map.of());
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(status);
        return Api.parse(answer.body());
    }

    private static Schedule verified(JsonNode key, JsonNode command) {
        DocumentVerifier verifier = new DocumentVerifier(Map.of(
                key.path("id").asText(),
                DocumentVerifier.publicKey(key.path("key").asText())));
        byte[] envelope = command.path("args").toString().getBytes(StandardCharsets.UTF_8);
        Optional<byte[]> document = verifier.verified(decoded(ScheduleCodec.decodeSigned(envelope)));
        assertThat(document).as("the signature holds").isPresent();
        return decoded(ScheduleCodec.decode(document.orElseThrow()));
    }

    private static <T> T decoded(Decoding<T> decoding) {
        assertThat(decoding).isInstanceOf(Decoding.Decoded.class);
        return ((Decoding.Decoded<T>) decoding).value();
    }

    private static void awaitState(Api api, int plan, Device device, String state) {
        Await.until(
                "the schedule of " + device.id() + " is " + state,
                PATIENCE,
                () -> state.equals(state(api, plan, device)));
    }

    private static String state(Api api, int plan, Device device) {
        for (JsonNode each : api.get("/irrigation/publications?plan=" + plan)) {
            if (each.path("device").asText().equals(device.id())
                    && each.path("newest").asBoolean()) {
                return each.path("state").asText();
            }
        }
        return "none";
    }
}
