package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.operations.account.Role;
import org.kenh.operations.api.ApiHarness.Person;
import org.kenh.operations.irrigation.demand.DeliveredWater;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.AccountState;
import org.kenh.operations.irrigation.execution.AccountStore.Kept;
import org.kenh.operations.irrigation.execution.AccountedWater;
import org.kenh.operations.irrigation.execution.TurnAccount;
import org.kenh.operations.irrigation.field.Canal;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.Saved;
import org.kenh.operations.irrigation.field.TestWorks;
import org.kenh.operations.irrigation.plan.Horizon;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;

/** A field whose inlet people open: its turns count when somebody tells of them. */
class IrrigationByHandApiTest {
    private static final Instant FROM = ApiHarness.START.minus(Duration.ofDays(3));
    private static final Instant TO = FROM.plus(Duration.ofHours(2));
    private static final String PATH = "/irrigation/turns/p1-1/confirm";

    private final ApiHarness harness = new ApiHarness();
    private final String commune = harness.place().area();

    @BeforeEach
    void lay() {
        Canal canal = TestWorks.canal("k");
        done(harness.irrigation
                .canals()
                .add(
                        new Canal("k", "Kênh", commune, Optional.empty(), 2, 1, 0.9, canal.level(), canal.flood(), 0),
                        "an"));
        Field field = TestWorks.field("r1", "k");
        done(harness.irrigation
                .fields()
                .add(
                        new Field(
                                "r1",
                                "Ruộng",
                                commune,
                                30,
                                Optional.empty(),
                                new Field.Inlet("k", Optional.empty(), 0.3, 0.7),
                                field.soil(),
                                110,
                                field.sensors(),
                                "",
                                List.of(),
                                List.of(),
                                0),
                        "an"));
        harness.execution
                .accounts()
                .keep(
                        List.of(
                                new Kept(turn("p1-1", Optional.empty()), false),
                                new Kept(turn("p1-2", Optional.of(new Target("r1-1", "valve"))), false)),
                        ApiHarness.START);
        harness.execution.tick();
    }

    @AfterEach
    void close() {
        harness.irrigationDesk.desk.plans().close();
        harness.close();
    }

    @Test
    void turnByHand_toldOfByItsPeople_countsAsWater() {
        Person farmer = harness.person(Optional.of(commune), Role.COOPERATIVE);
        assertThat(account("p1-1").state()).isEqualTo(AccountState.UNKNOWN);

        JsonNode told = farmer.expect(
                200,
                farmer.post(
                        PATH,
                        Map.of(
                                "from",
                                FROM.plusSeconds(600).toString(),
                                "to",
                                TO.plusSeconds(600).toString())));

        JsonNode account = told.path("account");
        assertThat(account.path("state").asText()).isEqualTo("done");
        assertThat(account.path("volume").asDouble()).isCloseTo(0.3 * 7_200, within(1e-6));
        assertThat(account.path("volumeHow").asText()).isEqualTo("by-hand");
        assertThat(account.path("reason").asText()).isEqualTo("told");
        assertThat(delivered()).isCloseTo(2_160, within(1e-6));
        harness.execution.tick();
        assertThat(account("p1-1").state()).isEqualTo(AccountState.DONE);

        farmer.expect(
                200,
                farmer.post(
                        PATH,
                        Map.of(
                                "from",
                                FROM.toString(),
                                "to",
                                FROM.plusSeconds(3_600).toString(),
                                "note",
                                "hết nước")));
        assertThat(account("p1-1").state()).isEqualTo(AccountState.CUT_SHORT);
        assertThat(delivered()).isCloseTo(1_080, within(1e-6));
        assertThat(harness.audit.newest(Optional.empty(), 2))
                .extracting(entry -> entry.entry().action())
                .containsOnly("irrigation.turn.confirm");
    }

    @Test
    void word_ofStrangers_ofSwitchedTurns_orOfAnotherTime_isRefused() {
        Map<String, Object> body = Map.of("from", FROM.toString(), "to", TO.toString());
        Person stranger = harness.person(Optional.of(harness.place().area()), Role.COOPERATIVE);
        stranger.expect(404, stranger.post(PATH, body));
        Person auditor = harness.person(Optional.empty(), Role.AUDITOR);
        auditor.expect(403, auditor.post(PATH, body));
        Person officer = harness.person(Optional.empty(), Role.AGRICULTURE_OFFICER);
        officer.expect(404, officer.post("/irrigation/turns/p9-9/confirm", body));
        officer.expect(409, officer.post("/irrigation/turns/p1-2/confirm", body));
        officer.expect(400, officer.post(PATH, Map.of("from", FROM.toString())));
        officer.expect(400, officer.post(PATH, Map.of("from", TO.toString(), "to", FROM.toString())));
        officer.expect(
                400,
                officer.post(PATH, Map.of("from", FROM.minus(Duration.ofDays(2)).toString(), "to", FROM.toString())));
        officer.expect(
                400,
                officer.post(
                        PATH,
                        Map.of(
                                "from",
                                FROM.toString(),
                                "to",
                                ApiHarness.START.plusSeconds(3_600).toString())));
        assertThat(account("p1-1").state()).isEqualTo(AccountState.UNKNOWN);
    }

    private double delivered() {
        return new AccountedWater(harness.execution.accounts())
                        .to(
                                "r1",
                                FROM.atZone(Horizon.ZONE).toLocalDate(),
                                TO.plusSeconds(600).atZone(Horizon.ZONE).toLocalDate())
                        .stream()
                        .mapToDouble(DeliveredWater.Delivered::cubicMetres)
                        .sum();
    }

    private TurnAccount account(String id) {
        return harness.execution.accounts().find(id).orElseThrow();
    }

    private TurnAccount turn(String id, Optional<Target> target) {
        return new TurnAccount(
                id,
                SubjectKind.FIELD,
                "r1",
                "k",
                commune,
                target,
                Optional.empty(),
                Optional.of(new TurnAccount.Planned(new Period(FROM, TO), 2_160, List.of())),
                TurnAccount.Course.NONE,
                Optional.empty(),
                Optional.empty(),
                AccountState.PLANNED);
    }

    private static void done(Saved saved) {
        assertThat(saved).isInstanceOf(Saved.Done.class);
    }
}
