package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kenh.system.Api.Device;

/** A command reaches its device when it comes, once, and each of its steps is to be seen. */
@ExtendWith(SharedServer.class)
class CommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServerProcess shared;
    private final Api api;

    CommandTest(ServerProcess shared, Api api) {
        this.shared = shared;
        this.api = api;
    }

    @ParameterizedTest
    @EnumSource
    void command_forAnAbsentDevice_isDeliveredOnceWhenItConnects(CommandClient client) {
        Device device = api.newDevice();
        client.leaveSession(shared, device);
        String first = post(api, device, "gate.set", "PT10M");
        assertThat(states(api, first)).containsExactly("queued");

        JsonNode delivered = client.next(shared, device);
        assertThat(delivered.path("id").asText()).isEqualTo(first);
        assertThat(delivered.path("name").asText()).isEqualTo("gate.set");
        assertThat(delivered.path("args")).isEqualTo(Api.parse("{\"pump\":1}"));
        assertThat(Instant.parse(delivered.path("expiresAt").asText()))
                .isAfter(Instant.parse(delivered.path("issuedAt").asText()));
        awaitStates(api, first, List.of("queued", "sent"));

        String second = post(api, device, "pump.stop", "PT10M");
        assertThat(client.next(shared, device).path("id").asText()).isEqualTo(second);
    }

    @ParameterizedTest
    @EnumSource
    void answer_ofADevice_isAStepWithItsTime(CommandClient client) {
        Device device = api.newDevice();
        Instant before = Instant.now().minusMillis(1);
        String command = post(api, device, "gate.set", "PT10M");
        client.next(shared, device);
        awaitStates(api, command, List.of("queued", "sent"));

        client.answer(shared, device, "{\"id\":\"" + command + "\",\"state\":\"accepted\"}");
        client.answer(shared, device, "{\"id\":\"" + command + "\",\"state\":\"done\",\"detail\":\"chạy 38 A\"}");

        awaitStates(api, command, List.of("queued", "sent", "accepted", "done"));
        JsonNode steps = api.get("/commands/" + command).path("steps");
        List<Instant> times = StreamSupport.stream(steps.spliterator(), false)
                .map(step -> Instant.parse(step.path("at").asText()))
                .toList();
        assertThat(times).isSorted().allMatch(time -> time.isAfter(before) && !time.isAfter(Instant.now()));
        assertThat(steps.get(3).path("detail").asText()).isEqualTo("chạy 38 A");
    }

    @ParameterizedTest
    @EnumSource
    void command_thatExpiredMeanwhile_isNeverDelivered(CommandClient client) {
        Device device = api.newDevice();
        String expired = post(api, device, "gate.set", "PT1S");
        awaitStates(api, expired, List.of("queued", "expired"));
        String valid = post(api, device, "pump.stop", "PT10M");

        assertThat(client.next(shared, device).path("id").asText()).isEqualTo(valid);
        assertThat(states(api, expired)).containsExactly("queued", "expired");
    }

    @Test
    void command_forAnAbsentDevice_outlivesStopAndKillOfTheServer() {
        try (ServerProcess server = ServerProcess.start("command")) {
            Device first = Api.signIn(server).newDevice();
            Device second = Api.signIn(server).newDevice();
            CommandClient.MQTT_5.leaveSession(server, first);
            String one = post(Api.signIn(server), first, "gate.set", "PT10M");
            assertThat(server.stop()).isLessThan(Duration.ofSeconds(10));
            server.startAgain();
            String two = post(Api.signIn(server), second, "gate.set", "PT10M");
            server.kill();
            server.startAgain();

            assertThat(CommandClient.MQTT_5.next(server, first).path("id").asText())
                    .isEqualTo(one);
            assertThat(CommandClient.COAP.next(server, second).path("id").asText())
                    .isEqualTo(two);
            awaitStates(Api.signIn(server), one, List.of("queued", "sent"));
            awaitStates(Api.signIn(server), two, List.of("queued", "sent"));
        }
    }

    private static String post(Api api, Device device, String name, String expiresIn) {
        Map<String, Object> command = Map.of("name", name, "args", Map.of("pump", 1), "expiresIn", expiresIn);
        return api.post("/devices/" + device.id() + "/commands", command)
                .path("id")
                .asText();
    }

    private static void awaitStates(Api api, String command, List<String> expected) {
        Await.until(
                "command " + command + " has gone through " + expected,
                PATIENCE,
                () -> states(api, command).equals(expected));
    }

    private static List<String> states(Api api, String command) {
        JsonNode answer = api.get("/commands/" + command);
        List<String> steps = StreamSupport.stream(answer.path("steps").spliterator(), false)
                .map(step -> step.path("state").asText())
                .toList();
        assertThat(answer.path("state").asText()).isEqualTo(steps.getLast());
        return steps;
    }
}
