package org.kenh.operations.alarmdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.alarm.Condition;
import org.kenh.ingest.alarm.InputName;
import org.kenh.ingest.alarm.Letter;
import org.kenh.operations.Eventually;
import org.kenh.operations.alarmdesk.AlarmStore.Batch;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/** The desk when the queue is full, the database is away or the process is killed: nothing is missed, nothing made up. */
class EngineTroubleTest {
    private final DeskHarness harness = new DeskHarness(new AlarmDesk.Settings(10, Duration.ofSeconds(5)));
    private final DeviceId gauge = harness.device("do-1", "tram-1");

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void readings_thatWereLateWhenTheyCame_areHistoricalHoweverLongTheyWaited() {
        high();
        harness.reads(gauge, "level", 3_600, 70);
        try (SlowStore.Held held = harness.store.hold()) {
            harness.acknowledgesLater();
            harness.send(gauge, at(100, 85), at(110, 70));
            harness.at(3_610);
            harness.send(gauge, at(3_605, 70));
            harness.at(3_630);
            held.release();
        }
        harness.desk.settle();
        assertThat(told("cao")).containsExactly("(activate@100)", "(return@110)");
        assertThat(harness.changes).noneMatch(AlarmChange::annunciates);
    }

    @Test
    void readings_thatWereLateAndDidNotFitTheQueue_areHistorical() {
        high();
        harness.reads(gauge, "level", 3_600, 70);
        try (SlowStore.Held held = harness.store.hold()) {
            harness.acknowledgesLater();
            flood("do-2");
            harness.send(gauge, at(3_601, 70));
            DeviceId second = DeviceId.of("do-1");
            harness.send(second, at(3_602, 70));
            held.release();
        }
        harness.desk.settle();
        assertThat(told("cao")).isEmpty();
        // A device that was away sends what it has kept, all of it newer than what is known and too old.
        harness.at(9_000);
        try (SlowStore.Held held = harness.store.hold()) {
            harness.acknowledgesLater();
            flood("do-3");
            harness.send(gauge, at(4_000, 85), at(4_010, 70));
            held.release();
        }
        harness.desk.settle();
        assertThat(told("cao")).containsExactly("(activate@4000)", "(return@4010)");
    }

    @Test
    void overflow_ofTheQueue_isNoSilence() {
        harness.birth(gauge, 0, "level");
        harness.rules.put(missing(30));
        harness.watches(1);
        harness.reads(gauge, "level", 0, 1);
        try (SlowStore.Held held = harness.store.hold()) {
            harness.acknowledgesLater();
            for (int second = 1; second <= 200; second++) {
                harness.at(second);
                harness.send(gauge, at(second, 1));
            }
            held.release();
        }
        harness.desk.settle();
        assertThat(told("im-lang")).noneMatch(row -> row.startsWith("activate"));
    }

    @Test
    void databaseAway_isNoSilenceOfDevicesThatReportAfterwards() {
        harness.birth(gauge, 0, "level");
        harness.rules.put(missing(30));
        harness.watches(1);
        harness.reads(gauge, "level", 0, 1);
        try (SlowStore.Held held = harness.store.hold()) {
            harness.acknowledgesLater();
            long since = System.nanoTime();
            Eventually.isTrue("the database was away for long", () -> System.nanoTime() - since > 2_500_000_000L);
            harness.at(100);
            held.release();
        }
        harness.desk.settle();
        harness.send(gauge, at(20, 1), at(45, 1), at(70, 1), at(95, 1));
        harness.desk.settle();
        harness.at(120);
        harness.desk.settle();
        assertThat(told("im-lang")).isEmpty();
        harness.at(130);
        harness.desk.settle();
        assertThat(told("im-lang")).containsExactly("activate@125");
    }

    @Test
    void stop_isNoSilenceOfDevicesThatReportAfterwards() {
        harness.birth(gauge, 0, "level");
        harness.rules.put(missing(30));
        harness.watches(1);
        harness.reads(gauge, "level", 0, 1);
        harness.killDesk();
        harness.at(100);
        harness.restartDesk();
        harness.desk.settle();
        harness.send(gauge, at(20, 1), at(45, 1), at(70, 1), at(95, 1));
        harness.desk.settle();
        assertThat(told("im-lang")).isEmpty();
        harness.at(161);
        harness.desk.settle();
        assertThat(told("im-lang")).containsExactly("activate@125");
    }

    @Test
    void kill_whileAGapIsOpen_losesNothingOfIt() {
        high();
        harness.reads(gauge, "level", 0, 70);
        harness.series.fails(true);
        try (SlowStore.Held held = harness.store.hold()) {
            harness.acknowledgesLater();
            flood("do-2");
            harness.at(10);
            harness.send(gauge, at(10, 85));
            held.release();
        }
        Eventually.isTrue("the gap cannot be closed", () -> harness.series.failures() > 0);
        // Long after, with everything else saved.
        harness.at(1_000);
        harness.desk.settle();
        harness.killDesk();
        harness.series.fails(false);
        harness.restartDesk();
        harness.desk.settle();
        assertThat(told("cao")).containsExactly("activate@10");
    }

    @Test
    void overflow_ofADeviceThatWasNeverHeard_isReadToo() {
        DeviceId silent = harness.device("do-9", "tram-1");
        harness.birth(silent, 0, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2).live());
        harness.watches(1);
        harness.at(10);
        try (SlowStore.Held held = harness.store.hold()) {
            harness.acknowledgesLater();
            flood("do-2");
            harness.send(silent, at(10, 85));
            held.release();
        }
        harness.desk.settle();
        assertThat(harness.told(harness.alarm("cao", "device:do-9"))).contains("activate@10");
    }

    @Test
    void kill_soonAfterAReadingThatTookAMinuteToCome_stillRaisesIt() {
        high();
        harness.reads(gauge, "level", 0, 70);
        harness.at(100);
        harness.desk.settle();
        harness.killDesk();
        harness.at(105);
        harness.send(gauge, at(40, 85));
        harness.restartDesk();
        harness.desk.settle();
        assertThat(told("cao")).containsExactly("activate@40");
    }

    @Test
    void readings_thatComeWhileAlarmsAreTakenUp_areNotToldTwice() {
        high();
        harness.reads(gauge, "level", 0, 70);
        harness.killDesk();
        try (SlowStore.Held held = harness.store.hold()) {
            harness.restartDesk();
            harness.store.awaitHeld();
            harness.at(20);
            harness.send(gauge, at(5, 85), at(10, 70), at(15, 70));
            held.release();
        }
        harness.desk.settle();
        assertThat(told("cao")).containsExactly("activate@5", "return@10");
    }

    @Test
    void batch_ofAnotherEngineWithTheSameNumber_isNotTakenForOurs() {
        high();
        harness.reads(gauge, "level", 1, 70);
        long last = Long.parseLong(
                harness.rows("select number from operations.alarm_batch").getFirst());
        harness.store.save(new Batch(
                last + 1, UUID.randomUUID(), DeskHarness.instant(1), List.of(), List.of(), Map.of(), List.of()));
        harness.at(2);
        harness.send(gauge, at(2, 85));
        Eventually.isTrue(
                "the alarm is raised", () -> harness.alarm("cao", "device:do-1").letter() == Letter.B);
        assertThat(told("cao")).containsExactly("activate@2");
    }

    private void high() {
        harness.birth(gauge, 0, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2)
                .scope(Scope.all(Scope.Subject.DEVICE))
                .live());
        harness.watches(1);
    }

    private static LiveRule missing(int seconds) {
        return TestRules.of("im-lang", new Condition.Missing(InputName.of("level"), Duration.ofSeconds(seconds)))
                .live();
    }

    /** So much of another device that nothing else has a place in the queue. */
    private void flood(String id) {
        DeviceId device = harness.device(id, "tram-1");
        for (int i = 0; i < 10; i++) {
            harness.send(
                    device, Reading.good("flow", "m3/s", harness.clock.instant().plusMillis(i), i));
        }
    }

    private List<String> told(String rule) {
        return harness.told(harness.alarm(rule, "device:do-1")).stream()
                .filter(row -> !row.startsWith("comment"))
                .toList();
    }

    private static Reading at(double second, double value) {
        return Reading.good("level", "m", DeskHarness.instant(second), value);
    }
}
