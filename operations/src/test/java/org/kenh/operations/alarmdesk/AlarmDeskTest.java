package org.kenh.operations.alarmdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.ingest.alarm.Condition;
import org.kenh.ingest.alarm.InputName;
import org.kenh.ingest.alarm.Letter;
import org.kenh.operations.Eventually;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** The alarm desk as a whole, on a real database. */
class AlarmDeskTest {
    private final DeskHarness harness = new DeskHarness();
    private final DeviceId gauge = harness.device("do-1", "tram-1");

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void detectionVector_throughTheWholeHost_isFollowed() {
        harness.birth(gauge, 0, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2).delays(10, 30).live());
        harness.watches(1);
        double[][] vector = {
            {0, 79}, {5, 81}, {12, 79.5}, {20, 81}, {30, 81.2}, {40, 79}, {50, 77.9}, {60, 78.5}, {70, 77}, {100, 76}
        };
        for (double[] reading : vector) {
            harness.reads(gauge, "level", reading[0], reading[1]);
        }

        AlarmView alarm = harness.alarm("cao", "device:do-1");
        assertThat(harness.told(alarm)).containsExactly("activate@30", "return@100");
        assertThat(alarm.letter()).isEqualTo(Letter.D);
    }

    @Test
    void kill_inTheMiddleOfAnOnDelay_raisesAtTheRightTimeOnce() {
        harness.birth(gauge, 10, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2).delays(60, 30).live());
        harness.watches(1);
        for (int second = 0; second <= 40; second += 10) {
            harness.reads(gauge, "level", second, second < 20 ? 70 : 85);
        }
        harness.killDesk();
        harness.at(50);
        harness.send(gauge, Reading.good("level", "m", DeskHarness.instant(50), 86));
        harness.at(55);
        harness.restartDesk();
        harness.desk.settle();
        AlarmView alarm = harness.alarm("cao", "device:do-1");
        assertThat(harness.told(alarm)).isEmpty();

        harness.at(70);
        harness.send(gauge, Reading.good("level", "m", DeskHarness.instant(70), 86));
        harness.at(81);
        harness.desk.settle();
        assertThat(harness.told(alarm)).containsExactly("activate@80");
        harness.killDesk();
        harness.restartDesk();
        harness.desk.settle();
        assertThat(harness.told(alarm)).containsExactly("activate@80");
        assertThat(harness.alarm(alarm.id()).letter()).isEqualTo(Letter.B);
        assertThat(harness.rows("select count(*) from operations.alarm_occurrence"))
                .containsExactly("1");
    }

    @Test
    void kill_untilAfterTheEndOfADelay_raisesAtTheTimeWhenItEnded() {
        harness.birth(gauge, 30, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2).delays(60, 30).live());
        harness.watches(1);
        harness.reads(gauge, "level", 0, 85);
        harness.killDesk();
        for (int second = 30; second <= 120; second += 30) {
            harness.at(second);
            harness.send(gauge, Reading.good("level", "m", DeskHarness.instant(second), 85));
        }
        harness.restartDesk();
        harness.desk.settle();

        AlarmView alarm = harness.alarm("cao", "device:do-1");
        assertThat(harness.told(alarm)).containsExactly("activate@60");
        assertThat(alarm.activatedAt()).isEqualTo(DeskHarness.instant(60));
        assertThat(alarm.letter()).isEqualTo(Letter.B);
    }

    @Test
    void stop_inGoodOrder_goesOnWhereItWas() {
        harness.birth(gauge, 10, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2).delays(20, 30).live());
        harness.watches(1);
        harness.reads(gauge, "level", 0, 85);
        harness.desk.close();
        harness.at(10);
        harness.send(gauge, Reading.good("level", "m", DeskHarness.instant(10), 85));
        harness.restartDesk();
        harness.at(21);
        harness.desk.settle();

        assertThat(harness.told(harness.alarm("cao", "device:do-1"))).containsExactly("activate@20");
    }

    @Test
    void overflow_ofTheQueue_losesNothing() {
        try (DeskHarness small = new DeskHarness(new AlarmDesk.Settings(10, Duration.ofSeconds(5)))) {
            DeviceId busy = small.device("do-2", "tram-1");
            small.birth(busy, 10, "level");
            small.rules.put(TestRules.high("cao", "level", 80, 2).live());
            small.watches(1);
            small.reads(busy, "level", 0, 1);
            // The engine waits for the database; what comes meanwhile has no place.
            try (SlowStore.Held held = small.store.hold()) {
                small.acknowledgesLater();
                for (int second = 1; second <= 1_000; second++) {
                    small.at(second);
                    small.send(
                            busy, Reading.good("level", "m", DeskHarness.instant(second), second % 100 < 50 ? 70 : 85));
                }
                held.release();
            }
            small.desk.settle();
            AlarmView alarm = small.alarm("cao", "device:do-2");

            List<String> expected = new ArrayList<>();
            for (int second = 50; second <= 1_000; second += 50) {
                expected.add((second % 100 == 50 ? "activate@" : "return@") + second);
            }
            assertThat(small.told(alarm).stream().filter(row -> !row.startsWith("comment")))
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void occurrence_secondOneOfTheSameRuleAndSubject_isRefusedByTheDatabase() throws SQLException {
        harness.birth(gauge, 0, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2).live());
        harness.watches(1);
        harness.reads(gauge, "level", 1, 85);
        AlarmView alarm = harness.alarm("cao", "device:do-1");
        String insert = "insert into operations.alarm_occurrence (id, alarm, rule, subject, rule_version, began_at,"
                + " historical) select gen_random_uuid(), alarm, rule, subject, 1, now(), false"
                + " from operations.alarm_occurrence";

        assertThatThrownBy(() -> harness.execute(insert)).hasMessageContaining("alarm_occurrence_live");
        assertThatThrownBy(() -> harness.execute("delete from operations.alarm_transition"))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> harness.execute("update operations.alarm_transition set who = 'x'"))
                .hasMessageContaining("append-only");
        assertThat(harness.alarm(alarm.id())).isEqualTo(alarm);
    }

    @Test
    void occurrence_thatAnotherProgramBegan_isNotDoubledAndTheDeskGoesOn() throws SQLException {
        harness.birth(gauge, 0, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2).live());
        harness.watches(1);
        harness.reads(gauge, "level", 1, 70);
        harness.execute("insert into operations.alarm_occurrence (id, alarm, rule, subject, rule_version, began_at,"
                + " historical) select gen_random_uuid(), id, rule, subject, 1, now(), false from operations.alarm");
        harness.at(2);
        harness.send(gauge, Reading.good("level", "m", DeskHarness.instant(2), 85));

        Eventually.isTrue(
                "the alarm is raised once the stranger is ended",
                () -> harness.alarm("cao", "device:do-1").letter() == Letter.B);
        assertThat(harness.rows("select count(*) from operations.alarm_occurrence where ended_at is null"))
                .containsExactly("1");
        assertThat(harness.told(harness.alarm("cao", "device:do-1"))).containsExactly("activate@2");
    }

    @Test
    void acknowledgement_ofAnOldOccurrence_isAConflictEvenInARace() throws InterruptedException {
        harness.birth(gauge, 0, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2).live());
        harness.watches(1);
        harness.reads(gauge, "level", 1, 85);
        AlarmView first = harness.alarm("cao", "device:do-1");
        harness.reads(gauge, "level", 2, 70);
        harness.reads(gauge, "level", 3, 85);

        assertThat(harness.acknowledges(first)).isInstanceOf(Performed.Conflict.class);
        AlarmView second = harness.alarm(first.id());
        List<Performed> results = new CopyOnWriteArrayList<>();
        List<Thread> people = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            people.add(Thread.ofVirtual().start(() -> results.add(harness.acknowledges(second))));
        }
        for (Thread person : people) {
            person.join();
        }
        assertThat(results).hasSize(20).allMatch(result -> result instanceof Performed.Done);
        assertThat(results.stream().filter(result -> result instanceof Performed.Done(var view, var done) && done))
                .hasSize(1);
        assertThat(harness.told(second).stream().filter(row -> row.startsWith("acknowledge")))
                .hasSize(1);
    }

    @Test
    void rule_newVersion_keepsWhatStands() {
        harness.birth(gauge, 0, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2).live());
        harness.watches(1);
        harness.reads(gauge, "level", 1, 85);
        AlarmView before = harness.alarm("cao", "device:do-1");
        harness.acknowledges(before);
        harness.rules.put(TestRules.high("cao", "level", 82, 2).version(2).live());
        Eventually.isTrue(
                "the new version is watched", () -> harness.alarm(before.id()).ruleVersion() == 2);

        AlarmView after = harness.alarm(before.id());
        assertThat(after.letter()).isEqualTo(Letter.C);
        assertThat(after.occurrence()).isEqualTo(before.occurrence());
        assertThat(harness.desk.rule(before.id()).orElseThrow().version()).isEqualTo(1);
        harness.reads(gauge, "level", 2, 79);
        assertThat(harness.alarm(before.id()).letter()).isEqualTo(Letter.A);
    }

    @Test
    void rule_newVersion_isHeldAgainstWhatWasSaidLast() {
        harness.birth(gauge, 600, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2).live());
        harness.watches(1);
        harness.reads(gauge, "level", 1, 75);
        AlarmView before = harness.alarm("cao", "device:do-1");
        assertThat(before.letter()).isEqualTo(Letter.A);
        harness.at(10);
        harness.rules.put(TestRules.high("cao", "level", 70, 2).version(2).live());
        Eventually.isTrue(
                "the new limit is exceeded", () -> harness.alarm(before.id()).letter() == Letter.B);
        assertThat(harness.told(before)).containsExactly("activate@1");
    }

    @Test
    void rule_new_doesNotTellOthersWhatOnlyItWasTold() {
        harness.birth(gauge, 0, "level");
        harness.rules.put(TestRules.of("im-lang", new Condition.Missing(InputName.of("level"), Duration.ofMinutes(10)))
                .live());
        harness.watches(1);
        harness.reads(gauge, "level", 1, 85);
        harness.at(400);
        harness.rules.put(TestRules.high("cao", "level", 80, 2).live());
        harness.watches(2);
        harness.at(602);
        harness.desk.settle();
        assertThat(harness.told(harness.alarm("cao", "device:do-1"))).containsExactly("activate@400");
        assertThat(harness.told(harness.alarm("im-lang", "device:do-1"))).containsExactly("activate@601");
    }

    @Test
    void rule_disabledAndEnabledAgain_beginsAnOccurrenceOfItsOwn() {
        harness.birth(gauge, 0, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2).live());
        harness.watches(1);
        harness.reads(gauge, "level", 1, 85);
        AlarmView before = harness.alarm("cao", "device:do-1");
        harness.rules.remove("cao");
        Eventually.isTrue("nothing is watched", () -> harness.watched().isEmpty());
        harness.at(2);
        harness.rules.put(TestRules.high("cao", "level", 80, 2).live());
        harness.watches(1);
        AlarmView after = harness.alarm("cao", "device:do-1");
        assertThat(after.letter()).isEqualTo(Letter.B);
        assertThat(after.occurrence()).isNotNull().isNotEqualTo(before.occurrence());
        assertThat(harness.rows("select id from operations.alarm_occurrence where ended_at is null"))
                .containsExactly(String.valueOf(after.occurrence()));
    }

    @Test
    void subject_thatCannotBeBound_doesNotCostTheOthersTheirs() {
        DeviceId pumps = harness.device("bom-1", "tram-1");
        harness.birth(pumps, 0, "pump-1/current", "pump-2/current", "pump-3/current");
        harness.rules.put(new LiveRule(
                star("qua-tai", "1"),
                Optional.of(new LiveRule.Starred("pump-*/current", match -> {
                    if (match.equals("2")) {
                        throw new IllegalArgumentException("no such pump");
                    }
                    return star("qua-tai", match);
                })),
                Scope.all(Scope.Subject.DEVICE),
                Optional.empty(),
                true));
        harness.watches(2);
        assertThat(harness.watched())
                .extracting(AlarmView::subject)
                .containsExactlyInAnyOrder("device:bom-1/1", "device:bom-1/3");
    }

    @Test
    void site_withTwoDevicesOfOneSeries_namesTheOneThatCounts() {
        harness.birth(harness.device("a-bom", "tram-1"), 0, "current");
        harness.birth(gauge, 0, "level");
        harness.birth(harness.device("do-2", "tram-1"), 0, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2)
                .scope(Scope.all(Scope.Subject.SITE))
                .live());
        harness.watches(1);
        AlarmView alarm = harness.alarm("cao", "site:tram-1");
        assertThat(alarm.device()).isEqualTo("do-1");
        assertThat(alarm.doubts()).containsExactly(new Doubt(Doubt.SEVERAL_DEVICES, List.of("level", "do-1")));
    }

    @Test
    void device_thatFlaps_doesNotKeepOthersAmongThoseThatHaveJustFallenSilent() {
        List<DeviceId> devices = List.of(gauge, harness.device("do-2", "tram-1"), harness.device("do-3", "tram-1"));
        harness.rules.put(TestRules.formula("im-lang", "{kenh/silenced.share} > 0.5")
                .areas("commune")
                .live());
        harness.rules.put(TestRules.of("mang", new Condition.Equal(InputName.of("kenh/link"), 0))
                .live());
        harness.watches(4);
        step(0, () -> devices.forEach(harness::connect));
        step(1, () -> harness.lose(gauge));
        step(2, () -> harness.connect(gauge));
        step(10, () -> harness.lose(devices.get(1)));
        step(100, () -> harness.lose(gauge));
        assertThat(harness.alarm("im-lang", "area:xa-1").letter()).isEqualTo(Letter.B);
        step(311, () -> {});
        assertThat(harness.told(harness.alarm("im-lang", "area:xa-1"))).containsExactly("activate@100", "return@311");
    }

    @Test
    void rule_removed_endsWhatIsLiveInTheJournal() {
        harness.birth(gauge, 0, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2).live());
        harness.watches(1);
        harness.reads(gauge, "level", 1, 85);
        AlarmView alarm = harness.alarm("cao", "device:do-1");
        harness.rules.remove("cao");
        Eventually.isTrue("nothing is watched", () -> harness.watched().isEmpty());

        assertThat(harness.told(alarm)).hasSize(2).last().asString().startsWith("removed");
        assertThat(harness.changes.getLast().after().letter()).isEqualTo(Letter.A);
        assertThat(harness.rows("select count(*) from operations.alarm_occurrence where ended_at is null"))
                .containsExactly("0");
        harness.rules.put(TestRules.high("cao", "level", 80, 2).version(2).live());
        harness.watches(1);
        assertThat(harness.alarm("cao", "device:do-1").id()).isEqualTo(alarm.id());
    }

    @Test
    void device_removedWhileTheDeskWasClosed_endsWhatIsLive() {
        harness.birth(gauge, 0, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2).live());
        harness.watches(1);
        harness.reads(gauge, "level", 1, 85);
        AlarmView alarm = harness.alarm("cao", "device:do-1");
        harness.desk.close();
        harness.ingest.registry().deleteDevice(gauge);
        harness.restartDesk();
        harness.desk.settle();

        assertThat(harness.watched()).isEmpty();
        assertThat(harness.told(alarm)).hasSize(2).last().asString().startsWith("removed");
    }

    @Test
    void subjects_ofAllForms_areBoundAndFollowTheRegistry() {
        DeviceId pumps = harness.device("bom-1", "tram-1");
        harness.birth(gauge, 0, "level");
        harness.birth(pumps, 0, "pump-1/current", "pump-2/current", "pump-1/running", "pump-2/running");
        harness.rules.put(new LiveRule(
                star("qua-tai", "1"),
                Optional.of(new LiveRule.Starred("pump-*/current", match -> star("qua-tai", match))),
                Scope.all(Scope.Subject.DEVICE),
                Optional.empty(),
                true));
        harness.rules.put(TestRules.formula("tram", "{level} > 3 and {pump-1/running} = 0")
                .scope(Scope.all(Scope.Subject.SITE))
                .live());
        harness.watches(3);
        assertThat(harness.watched())
                .extracting(AlarmView::subject)
                .containsExactlyInAnyOrder("device:bom-1/1", "device:bom-1/2", "site:tram-1");

        harness.reads(gauge, "level", 1, 5);
        harness.reads(pumps, "pump-2/current", 1.5, 40);
        harness.at(2);
        harness.send(
                pumps,
                Reading.of(
                        SeriesName.of("pump-1/running"),
                        Unit.NONE,
                        DeskHarness.instant(2),
                        new Value.Flag(false),
                        Quality.GOOD));
        harness.desk.settle();
        assertThat(harness.alarm("tram", "site:tram-1").letter()).isEqualTo(Letter.B);
        assertThat(harness.alarm("qua-tai", "device:bom-1/2").letter()).isEqualTo(Letter.B);
        assertThat(harness.alarm("qua-tai", "device:bom-1/1").letter()).isEqualTo(Letter.A);

        DeviceId second = harness.device("a-do-0", "tram-1");
        harness.birth(second, 0, "level", "pump-3/current");
        harness.watches(4);
        assertThat(harness.alarm("tram", "site:tram-1").doubts())
                .containsExactly(new Doubt(Doubt.SEVERAL_DEVICES, List.of("level", "a-do-0")));
    }

    @Test
    void reading_late_isJournalledAsHistoricalAndTellsNobody() {
        harness.birth(gauge, 10, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2).live());
        harness.watches(1);
        harness.reads(gauge, "level", 1_000, 70);
        harness.send(
                gauge,
                Reading.good("level", "m", DeskHarness.instant(100), 85),
                Reading.good("level", "m", DeskHarness.instant(110), 70));
        harness.desk.settle();

        AlarmView alarm = harness.alarm("cao", "device:do-1");
        assertThat(harness.told(alarm)).containsExactly("(activate@100)", "(return@110)");
        assertThat(alarm.letter()).isEqualTo(Letter.A);
        assertThat(harness.changes).noneMatch(AlarmChange::annunciates);
    }

    @Test
    void series_withTheCentresNames_fromADevice_areNotFed() {
        harness.rules.put(TestRules.of("mang", new Condition.Equal(InputName.of("kenh/link"), 0))
                .live());
        harness.watches(1);
        harness.connect(gauge);
        harness.at(1);
        harness.send(gauge, Reading.good("kenh/link", "", DeskHarness.instant(1), 0));
        harness.desk.settle();
        assertThat(harness.alarm("mang", "device:do-1").letter()).isEqualTo(Letter.A);
        harness.lose(gauge);
        harness.desk.settle();
        assertThat(harness.alarm("mang", "device:do-1").letter()).isEqualTo(Letter.B);
    }

    private static AlarmRule star(String id, String match) {
        return TestRules.high(id, "pump-" + match + "/current", 30, 1).rule();
    }

    private void step(int second, Runnable action) {
        harness.at(second);
        action.run();
        harness.desk.settle();
    }
}
