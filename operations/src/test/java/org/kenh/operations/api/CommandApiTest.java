package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
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
import org.kenh.operations.command.CommandState;
import org.kenh.operations.command.IssuedCommand;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.DeviceId;

/** Commands from the person to a device that this test plays, and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandApiTest {
    private final ApiHarness harness = new ApiHarness();
    private final Person operator = harness.person(Optional.empty(), Role.OPERATOR);
    private final Person second = harness.person(Optional.empty(), Role.OPERATOR);

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void command_forAnAbsentDevice_waitsIsDeliveredOnceAndShowsItsSteps() {
        DeviceId device = harness.place().device();
        Instant issued = harness.clock.instant();
        List<DeviceId> woken = new CopyOnWriteArrayList<>();
        CommandQueue.Registration registration = harness.commands.onWaiting(woken::add);
        String id = issue(device, Map.of("name", "pump.stop", "args", Map.of("pump", 1)));
        registration.close();
        assertThat(woken).containsExactly(device);

        harness.clock.advance(Duration.ofSeconds(5));
        List<Command> waiting = harness.commands.waiting(device, harness.clock.instant());
        assertThat(waiting).hasSize(1);
        assertThat(waiting.getFirst().args()).isEqualTo("{\"pump\":1}");
        assertThat(waiting.getFirst().expiresAt())
                .isEqualTo(waiting.getFirst().issuedAt().plusSeconds(60));
        harness.commands.delivered(device, id, harness.clock.instant());
        harness.commands.delivered(device, id, harness.clock.instant());
        assertThat(harness.commands.waiting(device, harness.clock.instant())).isEmpty();

        harness.clock.advance(Duration.ofSeconds(1));
        assertThat(answer(device, id, CommandAnswer.State.ACCEPTED, "")).isEqualTo(Receipt.COMMITTED);
        harness.clock.advance(Duration.ofMinutes(5)); // it may be at it for longer than the command was valid
        harness.commands.expire();
        assertThat(answer(device, id, CommandAnswer.State.DONE, "bơm chạy")).isEqualTo(Receipt.COMMITTED);

        JsonNode command = operator.expect(200, operator.get("/commands/" + id));
        assertThat(command.path("state").asText()).isEqualTo("done");
        assertThat(command.path("detail").asText()).isEqualTo("bơm chạy");
        assertThat(states(command.path("steps"))).containsExactly("queued", "sent", "accepted", "done");
        assertThat(command.path("steps").get(1).path("at").asText())
                .isEqualTo(issued.plusSeconds(5).toString());
        assertThat(operator.expect(200, operator.get("/devices/" + device + "/commands")))
                .hasSize(1);
    }

    @Test
    void command_notAnsweredInTime_expiresAndALateAnswerIsShown() {
        DeviceId device = harness.place().device();
        String queued = issue(device, Map.of("name", "a"));
        String sent = issue(device, Map.of("name", "b", "expiresIn", "PT30S"));
        harness.commands.delivered(device, sent, harness.clock.instant());
        harness.clock.advance(Duration.ofSeconds(60));
        assertThat(harness.commands.waiting(device, harness.clock.instant())).isEmpty();
        harness.commands.expire();

        assertThat(state(queued)).isEqualTo("expired");
        assertThat(state(sent)).isEqualTo("expired");
        assertThat(answer(device, sent, CommandAnswer.State.DONE, "muộn")).isEqualTo(Receipt.COMMITTED);
        JsonNode late = operator.expect(200, operator.get("/commands/" + sent));
        assertThat(states(late.path("steps"))).containsExactly("queued", "sent", "expired", "done");
    }

    @Test
    void command_readWhileItIsDelivered_hasTheStateOfItsLastStep() {
        DeviceId device = harness.place().device();
        for (int i = 0; i < 200; i++) {
            String id = issue(device, Map.of("name", "a"));
            Thread delivery =
                    Thread.startVirtualThread(() -> harness.commands.delivered(device, id, harness.clock.instant()));
            IssuedCommand command;
            do {
                command = harness.commands.find(id).orElseThrow();
                assertThat(command.state()).isEqualTo(command.steps().getLast().state());
            } while (delivery.isAlive() || command.state() == CommandState.QUEUED);
        }
    }

    @Test
    void answer_thatIsNotPossibleAnyMore_isKeptAside() {
        DeviceId device = harness.place().device();
        String id = issue(device, Map.of("name", "a"));
        assertThat(answer(device, id, CommandAnswer.State.REFUSED, "đang sửa")).isEqualTo(Receipt.COMMITTED);
        assertThat(answer(device, id, CommandAnswer.State.REFUSED, "đang sửa")).isEqualTo(Receipt.COMMITTED);
        for (int i = 0; i < 30; i++) {
            assertThat(answer(device, id, CommandAnswer.State.DONE, "")).isEqualTo(Receipt.COMMITTED);
        }

        JsonNode command = operator.expect(200, operator.get("/commands/" + id));
        assertThat(command.path("state").asText()).isEqualTo("refused");
        assertThat(states(command.path("steps"))).containsExactly("queued", "sent", "refused");
        assertThat(states(command.path("ignored"))).hasSize(20).containsOnly("done");
    }

    @Test
    void answer_toAnotherDevicesCommand_isRefused() {
        DeviceId device = harness.place().device();
        DeviceId other = harness.place().device();
        String id = issue(device, Map.of("name", "a"));
        assertThat(answer(other, id, CommandAnswer.State.DONE, "")).isInstanceOf(Receipt.Refused.class);
        assertThat(answer(device, "khong-co", CommandAnswer.State.DONE, "")).isInstanceOf(Receipt.Refused.class);
        assertThat(state(id)).isEqualTo("queued");
    }

    @Test
    void command_wrongInAnyField_isRefusedNamingIt() {
        DeviceId device = harness.place().device();
        String path = "/devices/" + device + "/commands";
        assertThat(operator.complaints(operator.post(path, "{}"))).containsExactly("name");
        assertThat(operator.complaints(operator.post(
                        path, "{\"name\":\"-a\",\"args\":[1],\"expiresIn\":\"P8D\",\"expiresAt\":\"nie\",\"x\":1}")))
                .containsExactlyInAnyOrder("name", "args", "expiresIn", "expiresAt", "x");
        assertThat(operator.complaints(
                        operator.post(path, Map.of("name", "a", "expiresAt", ApiHarness.START.minusSeconds(1)))))
                .containsExactly("expiresAt");
        assertThat(operator.complaints(operator.post(
                        path, Map.of("name", "a", "args", Map.of("t", "x".repeat(9_000))))))
                .containsExactly("args");
        assertThat(operator.post("/devices/khong-co/commands", Map.of("name", "a"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void command_thatCannotBeAudited_isAnsweredAsIssued() {
        DeviceId device = harness.place().device();
        harness.audit.fails = true;
        try {
            String id = issue(device, Map.of("name", "pump.stop"));
            assertThat(state(id)).isEqualTo("queued");
        } finally {
            harness.audit.fails = false;
        }
        assertThat(harness.commands.waiting(device, harness.clock.instant())).hasSize(1);
    }

    @Test
    void commands_moreThanADeviceShouldHaveWaiting_areRefused() {
        DeviceId device = harness.place().device();
        for (int i = 0; i < 100; i++) {
            issue(device, Map.of("name", "a"));
        }
        assertThat(operator.post("/devices/" + device + "/commands", Map.of("name", "a"))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void startOfAPump_isSentWhenASecondPersonApproves_andIsAudited() {
        DeviceId device = harness.place().device();
        List<DeviceId> woken = new CopyOnWriteArrayList<>();
        CommandQueue.Registration registration = harness.commands.onWaiting(woken::add);
        String id = issue(device, Map.of("name", "pump.start", "expiresIn", "PT2M"));
        assertThat(state(id)).isEqualTo("awaiting");
        assertThat(woken).isEmpty();
        assertThat(harness.commands.waiting(device, harness.clock.instant())).isEmpty();
        assertThat(answer(device, id, CommandAnswer.State.DONE, "")).isEqualTo(Receipt.COMMITTED);
        assertThat(state(id)).as("nobody has sent it").isEqualTo("awaiting");

        harness.clock.advance(Duration.ofMinutes(9));
        harness.commands.expire();
        assertThat(operator.expect(403, operator.post("/commands/" + id + "/approve", Map.of()))
                        .path("detail")
                        .asText())
                .contains("người thứ hai");
        Person viewer = harness.person(Optional.empty(), Role.COMMUNE_VIEWER);
        viewer.expect(403, viewer.post("/commands/" + id + "/approve", Map.of()));
        JsonNode approved = second.expect(200, second.post("/commands/" + id + "/approve", Map.of()));
        registration.close();
        assertThat(approved.path("state").asText()).isEqualTo("queued");
        assertThat(states(approved.path("steps"))).containsExactly("awaiting", "queued");
        assertThat(approved.path("expiresAt").asText())
                .isEqualTo(harness.clock.instant().plusSeconds(120).toString());
        assertThat(woken).containsExactly(device);
        assertThat(harness.commands.waiting(device, harness.clock.instant())).hasSize(1);
        second.expect(409, second.post("/commands/" + id + "/approve", Map.of()));
        second.expect(409, second.post("/commands/" + id + "/refuse", Map.of()));
        assertThat(harness.audit.newest(Optional.empty(), 2))
                .extracting(entry -> entry.entry().action())
                .contains("command.approve");
    }

    @Test
    void commandThatAwaits_isRefusedByAnybody_orExpiresAfterTenMinutes() {
        DeviceId device = harness.place().device();
        String refused = issue(device, Map.of("name", "speaker.unmute"));
        JsonNode ended = operator.expect(
                200, operator.post("/commands/" + refused + "/refuse", Map.of("reason", "nhầm cụm loa")));
        assertThat(ended.path("state").asText()).isEqualTo("declined");
        assertThat(ended.path("steps").get(1).path("detail").asText()).endsWith(": nhầm cụm loa");
        second.expect(409, second.post("/commands/" + refused + "/approve", Map.of()));

        String late = issue(device, Map.of("name", "speaker.play", "args", Map.of("class", "emergency")));
        harness.clock.advance(Duration.ofMinutes(10));
        second.expect(409, second.post("/commands/" + late + "/approve", Map.of()));
        harness.commands.expire();
        assertThat(state(late)).isEqualTo("expired");
        assertThat(state(issue(device, Map.of("name", "pump.stop")))).isEqualTo("queued");
        second.expect(404, second.post("/commands/khong-co/approve", Map.of()));
    }

    @Test
    void broadcaster_commandsLoudspeakersAlone_andOnlyOfTheirArea() {
        ApiHarness.Place place = harness.place();
        DeviceId device = place.device();
        String path = "/devices/" + device + "/commands";
        Person broadcaster = harness.person(Optional.of(place.area()), Role.BROADCASTER);
        broadcaster.expect(403, broadcaster.post(path, Map.of("name", "pump.stop")));
        broadcaster.expect(
                201, broadcaster.post(path, Map.of("name", "speaker.volume", "args", Map.of("percent", 40))));
        broadcaster.expect(
                404,
                broadcaster.post("/devices/" + harness.place().device() + "/commands", Map.of("name", "speaker.mute")));

        String pump = issue(device, Map.of("name", "pump.start"));
        broadcaster.expect(403, broadcaster.post("/commands/" + pump + "/approve", Map.of()));
        broadcaster.expect(403, broadcaster.post("/commands/" + pump + "/refuse", Map.of()));
        String restart = issue(device, Map.of("name", "speaker.restart"));
        JsonNode approved = broadcaster.expect(200, broadcaster.post("/commands/" + restart + "/approve", Map.of()));
        assertThat(approved.path("state").asText()).isEqualTo("queued");
    }

    @Test
    void play_ofAnyClass_awaitsASecondPerson() {
        DeviceId device = harness.place().device();
        for (Map<String, Object> args : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("class", "normal", "url", "http://127.0.0.1/a.mp3"),
                Map.of("class", "priority"),
                Map.of("class", 7),
                Map.of("class", "emergency"))) {
            assertThat(state(issue(device, Map.of("name", "speaker.play", "args", args))))
                    .as("%s", args)
                    .isEqualTo("awaiting");
        }
        assertThat(harness.commands.waiting(device, harness.clock.instant())).isEmpty();
    }

    @Test
    void plan_byHand_isRefused() {
        DeviceId device = harness.place().device();
        Map<String, Object> plan =
                Map.of("name", "speaker.plan", "args", Map.of("version", 9_000_000_000_000_000_000L));
        JsonNode problem = operator.expect(400, operator.post("/devices/" + device + "/commands", plan));
        assertThat(problem.toString()).contains("Lịch phát của cụm loa do trung tâm tự gửi");
        assertThat(harness.commands.ofDevice(device)).isEmpty();
    }

    @Test
    void by_ofWhatSilencesAndUnsilences_isSetByTheServer() {
        DeviceId device = harness.place().device();
        Map<String, Object> typed = Map.of("by", "chủ tịch huyện", "reason", "thử");
        String mute = issue(device, Map.of("name", "speaker.mute", "args", typed));
        String issuer = harness.commands.find(mute).orElseThrow().issuedBy();
        assertThat(args(mute)).contains("\"by\":\"" + issuer + "\"", "thử").doesNotContain("chủ tịch");
        String unmute = issue(device, Map.of("name", "speaker.unmute", "args", typed));
        assertThat(args(unmute)).contains("\"by\":\"" + issuer + "\"").doesNotContain("chủ tịch");
        second.expect(200, second.post("/commands/" + unmute + "/approve", Map.of()));
        String approver =
                harness.audit.newest(Optional.empty(), 1).getFirst().entry().actor();
        assertThat(approver).isNotEqualTo(issuer);
        assertThat(args(unmute)).contains(issuer + " + " + approver, "thử").doesNotContain("chủ tịch");
    }

    private String args(String id) {
        return harness.commands.find(id).orElseThrow().command().args();
    }

    @Test
    void commandThatAwaits_withAnEndOfItsOwn_doesNotOutliveIt() {
        DeviceId device = harness.place().device();
        Instant end = harness.clock.instant().plusSeconds(300);
        String id = issue(device, Map.of("name", "pump.start", "expiresAt", end));
        harness.clock.advance(Duration.ofMinutes(4));
        JsonNode approved = second.expect(200, second.post("/commands/" + id + "/approve", Map.of()));
        assertThat(approved.path("expiresAt").asText()).isEqualTo(end.toString());
    }

    private String issue(DeviceId device, Map<String, ?> body) {
        return operator.expect(201, operator.post("/devices/" + device + "/commands", body))
                .path("id")
                .asText();
    }

    private Receipt answer(DeviceId device, String id, CommandAnswer.State state, String detail) {
        return harness.commands
                .answered(device, new CommandAnswer(id, state, detail), harness.clock.instant())
                .toCompletableFuture()
                .join();
    }

    private String state(String id) {
        return operator.expect(200, operator.get("/commands/" + id))
                .path("state")
                .asText();
    }

    private static List<String> states(JsonNode steps) {
        List<String> states = new ArrayList<>();
        steps.forEach(step -> states.add(step.path("state").asText()));
        return states;
    }
}
