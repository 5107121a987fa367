package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.intake.Transport;
import org.kenh.operations.account.Role;
import org.kenh.operations.alarmdesk.rule.ReplayResult;
import org.kenh.operations.alarmdesk.rule.RuleCodec;
import org.kenh.operations.alarmdesk.rule.RuleDocument;
import org.kenh.operations.alarmdesk.rule.RuleReplay;
import org.kenh.operations.api.ApiHarness.Person;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** Draft rules over history in a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleReplayApiTest {
    private static final Instant BEGIN = ApiHarness.START.minus(Duration.ofHours(2));
    /** The vector of the specification: second, value. */
    private static final double[][] VECTOR = {
        {0, 79}, {5, 81}, {12, 79.5}, {20, 81}, {30, 81.2}, {40, 79}, {50, 77.9}, {60, 78.5}, {70, 77}, {100, 76}
    };

    private final ApiHarness harness = new ApiHarness();
    private final Person admin = harness.admin();

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void replay_theVectorOfTheSpecification_findsItsOneOccurrence() {
        DeviceId device = harness.place().device();
        List<Reading> readings = new ArrayList<>();
        for (double[] pair : VECTOR) {
            readings.add(Reading.good("level", "m", BEGIN.plusSeconds((long) pair[0]), pair[1]));
        }
        harness.store(device, readings);

        JsonNode result = replay(rule(
                device,
                "\"series\":\"level\"",
                "\"type\":\"high\",\"setpoint\":80,\"deadband\":2," + "\"onDelay\":\"PT10S\",\"offDelay\":\"PT30S\""));

        assertThat(result.path("occurrences").asInt()).isEqualTo(1);
        JsonNode subject = result.path("bySubject").get(0);
        assertThat(subject.path("subject").asText()).isEqualTo("device:" + device);
        JsonNode occurrence = subject.path("occurrences").get(0);
        assertThat(occurrence.path("began").asText())
                .isEqualTo(BEGIN.plusSeconds(30).toString());
        assertThat(occurrence.path("ended").asText())
                .isEqualTo(BEGIN.plusSeconds(100).toString());
        assertThat(occurrence.path("worst").asDouble()).isEqualTo(81.2);
        assertThat(occurrence.path("limit").asDouble()).isEqualTo(80);
        assertThat(occurrence.path("priority").asInt()).isEqualTo(2);
        assertThat(occurrence.path("annunciated").asBoolean()).isTrue();
        assertThat(subject.path("activeSeconds").asDouble()).isEqualTo(70);
        assertThat(result.path("cut").isNull()).isTrue();
        assertThat(result.path("flood").asBoolean()).isFalse();
        assertThat(result.path("perDay").get(0).path("day").asText()).isEqualTo("2026-03-01");
        assertThat(result.path("readings").asInt()).isEqualTo(VECTOR.length);
        assertThat(harness.rules.all()).isEmpty();
    }

    @Test
    void replay_ofAShakyLimit_saysThatItChattersAndFloods() {
        DeviceId device = harness.place().device();
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            readings.add(Reading.good("flow", "m3/s", BEGIN.plusSeconds(5L * i), i % 2 == 0 ? 0.9 : 1.1));
        }
        for (int i = 0; i < 20; i++) {
            readings.add(Reading.good("pump-" + i + "/current", "A", BEGIN.plusSeconds(i), 50));
        }
        harness.store(device, readings);

        JsonNode shaky = replay(rule(device, "\"series\":\"flow\"", "\"type\":\"high\",\"setpoint\":1"));
        JsonNode many = replay(rule(device, "\"series\":\"pump-*/current\"", "\"type\":\"high\",\"setpoint\":40"));

        assertThat(shaky.path("chattering").get(0).asText()).isEqualTo("device:" + device);
        assertThat(many.path("subjects").asInt()).isEqualTo(20);
        assertThat(many.path("flood").asBoolean()).isTrue();
        assertThat(many.path("mostInTenMinutes").asInt()).isEqualTo(20);
        assertThat(many.path("bySubject").findValuesAsText("subject")).contains("device:" + device + "/7");
        assertThat(many.path("bySubject")
                        .get(0)
                        .path("occurrences")
                        .get(0)
                        .path("ended")
                        .isNull())
                .isTrue();
    }

    @Test
    void replay_withSuppressionByDesign_doesNotCountWhatNobodyWouldHear() {
        DeviceId device = harness.place().device();
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Instant at = BEGIN.plusSeconds(10L * i);
            readings.add(Reading.good("flow", "m3/s", at, 0));
            readings.add(Reading.of(SeriesName.of("running"), Unit.NONE, at, new Value.Flag(false), Quality.GOOD));
        }
        harness.store(device, readings);
        String low = "\"type\":\"low\",\"setpoint\":0.2,\"onDelay\":\"PT2M\"";

        JsonNode bare = replay(rule(device, "\"series\":\"flow\"", low));
        JsonNode suppressed =
                replay(rule(device, "\"series\":\"flow\",\"suppression\":{\"when\":\"{running} = 0\"}", low));

        assertThat(bare.path("annunciated").asInt()).isEqualTo(1);
        assertThat(suppressed.path("annunciated").asInt()).isZero();
        assertThat(suppressed
                        .path("bySubject")
                        .get(0)
                        .path("occurrences")
                        .get(0)
                        .path("annunciated")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void replay_ofTextThatIsToldOnChangeOnly_findsIt() {
        DeviceId device = harness.place().device();
        Birth birth = new Birth(
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(10)),
                List.of(new Birth.DeclaredSeries(SeriesName.of("trip"), Unit.NONE, Optional.empty())),
                List.of());
        Origin origin = new Origin(device, Transport.MQTT, "birth", BEGIN, new byte[0]);
        assertThat(harness.ingest
                        .intake()
                        .accept(new DeviceMessage.BirthReport(origin, birth))
                        .toCompletableFuture()
                        .join())
                .isEqualTo(Receipt.COMMITTED);
        harness.store(
                device,
                List.of(
                        text("trip", BEGIN, "none"),
                        text("trip", BEGIN.plusSeconds(600), "dry-run"),
                        text("trip", BEGIN.plusSeconds(1_200), "none")));

        JsonNode result = replay(
                rule(device, "\"series\":\"trip\"", "\"type\":\"equal\",\"value\":\"dry-run\",\"onDelay\":\"PT2M\""));

        JsonNode occurrence =
                result.path("bySubject").get(0).path("occurrences").get(0);
        assertThat(occurrence.path("began").asText())
                .isEqualTo(BEGIN.plusSeconds(720).toString());
        assertThat(occurrence.path("ended").asText())
                .isEqualTo(BEGIN.plusSeconds(1_200).toString());
    }

    @Test
    void replay_ofMoreThanItsBounds_saysThatItWasCut() {
        DeviceId device = harness.place().device();
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            readings.add(Reading.good("a", "m", BEGIN.plusSeconds(i), i % 100));
        }
        harness.store(device, readings);
        RuleDocument draft = document("{\"name\":\"n\",\"series\":\"a\",\"priority\":3,\"scope\":{\"device\":\""
                + device + "\"},\"condition\":{\"type\":\"high\",\"setpoint\":90}}");
        RuleReplay.Period period = new RuleReplay.Period(BEGIN, ApiHarness.START);

        ReplayResult byReadings =
                replay(new RuleReplay.Bounds(1_500, Duration.ofMinutes(1))).run(draft, period);
        ReplayResult byTime = replay(new RuleReplay.Bounds(100_000, Duration.ZERO.minusSeconds(1)))
                .run(draft, period);

        assertThat(byReadings.cut()).isEqualTo("readings");
        assertThat(byReadings.readings()).isEqualTo(1_500);
        assertThat(byReadings.occurrences()).isEqualTo(15);
        assertThat(byReadings.subjectsDone()).isZero();
        assertThat(byTime.cut()).isEqualTo("time");
        assertThat(byTime.subjects()).isEqualTo(1);
        assertThat(byTime.subjectsDone()).isZero();
    }

    @Test
    void replay_overSeveralPages_losesNoReading() {
        DeviceId device = harness.place().device();
        for (int pack = 0; pack < 3; pack++) {
            List<Reading> readings = new ArrayList<>();
            for (int i = pack * 4_000; i < (pack + 1) * 4_000; i++) {
                readings.add(Reading.good("b", "m", BEGIN.plusMillis(500L * i), i % 1_000));
            }
            harness.store(device, readings);
        }

        JsonNode result = replay(rule(device, "\"series\":\"b\"", "\"type\":\"high\",\"setpoint\":900"));

        assertThat(result.path("readings").asInt()).isEqualTo(12_000);
        assertThat(result.path("occurrences").asInt()).isEqualTo(12);
    }

    @Test
    void replay_ofWhatIsNotStored_warns() {
        DeviceId device = harness.place().device();
        harness.store(device, List.of(Reading.good("c", "m", BEGIN, 1)));

        JsonNode nowhere = replay(rule(device, "\"series\":\"khong-co\"", "\"type\":\"high\",\"setpoint\":1"));
        JsonNode centre = replay(rule(device, "\"series\":\"kenh/link\"", "\"type\":\"equal\",\"value\":false"));

        assertThat(nowhere.path("warnings").get(0).asText()).isEqualTo("noSubjects");
        assertThat(centre.path("warnings").get(0).asText()).isEqualTo("seriesNotStored");
    }

    @Test
    void replay_wrong_isRefused() {
        Person operator = harness.person(Optional.empty(), Role.OPERATOR);
        String draft = "\"rule\":{\"name\":\"n\",\"series\":\"a\",\"priority\":3,"
                + "\"condition\":{\"type\":\"high\",\"setpoint\":90}}";

        assertThat(operator.post("/rules/replay", "{" + draft + "}").statusCode())
                .isEqualTo(403);
        assertThat(admin.post("/rules/replay", "{}").statusCode()).isEqualTo(422);
        assertThat(admin.post("/rules/replay", "{" + draft + ",\"from\":\"2024-01-01T00:00:00Z\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(admin.post("/rules/replay", "{" + draft + ",\"from\":\"hom-qua\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(admin.post("/rules/replay", "{" + draft + ",\"speed\":2}").statusCode())
                .isEqualTo(422);
    }

    private JsonNode replay(String rule) {
        return admin.expect(200, admin.post("/rules/replay", "{\"from\":\"" + BEGIN + "\",\"rule\":" + rule + "}"));
    }

    private RuleReplay replay(RuleReplay.Bounds bounds) {
        return new RuleReplay(harness.ingest.registry(), harness.ingest.series(), bounds, InstantSource.system());
    }

    private static RuleDocument document(String rule) {
        return switch (RuleCodec.decode(rule)) {
            case RuleCodec.Decoded(RuleDocument document) -> document;
            case RuleCodec.Refused refused -> throw new AssertionError(refused);
        };
    }

    private static String rule(DeviceId device, String members, String condition) {
        return "{\"name\":\"Luật thử\",\"priority\":2,\"scope\":{\"device\":\"" + device + "\"}," + members
                + ",\"condition\":{" + condition + "}}";
    }

    private static Reading text(String series, Instant at, String value) {
        return Reading.of(SeriesName.of(series), Unit.NONE, at, new Value.Text(value), Quality.GOOD);
    }
}
