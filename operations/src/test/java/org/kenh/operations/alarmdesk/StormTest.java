package org.kenh.operations.alarmdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.alarm.Condition;
import org.kenh.ingest.alarm.InputName;
import org.kenh.ingest.alarm.Letter;
import org.kenh.ingest.alarm.Priority;
import org.kenh.operations.alarmdesk.Suppresses.Within;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** One cause, one alarm: what an operator sees when a whole district, a commune or one device falls silent. */
class StormTest {
    private static final int COMMUNES = 20;
    private static final int DEVICES = 3_000;

    @Test
    void district_losesAllLinksWithinAMinuteAndGetsThemBack_tellsOneAlarmPerCommuneAtMost() {
        try (DeskHarness harness = new DeskHarness()) {
            List<DeviceId> devices = district(harness);
            rules(harness);
            // One commune has no devices.
            harness.watches(DEVICES + COMMUNES + 2);
            devices.forEach(harness::connect);
            harness.desk.settle();
            harness.changes.clear();

            for (int second = 1; second <= 60; second++) {
                harness.at(second);
                slice(devices, second).forEach(harness::lose);
                harness.desk.settle();
            }
            run(harness, 61, 660);
            Map<String, Integer> lost = annunciated(harness);
            assertThat(lost.getOrDefault("mang-thiet-bi", 0)).isZero();
            assertThat(lost.getOrDefault("mang-xa", 0)).isLessThanOrEqualTo(COMMUNES);
            assertThat(lost.get("mang-huyen")).isEqualTo(1);
            assertThat(count(harness, "mang-thiet-bi", "activate")).isEqualTo(DEVICES);
            assertThat(harness.alarm("mang-huyen", "area:huyen").members()).isGreaterThanOrEqualTo(DEVICES);

            for (int second = 661; second <= 720; second++) {
                harness.at(second);
                slice(devices, second - 660).forEach(harness::connect);
                harness.desk.settle();
            }
            run(harness, 721, 1_200);
            Map<String, Integer> whole = annunciated(harness);
            assertThat(whole.getOrDefault("mang-thiet-bi", 0)).isZero();
            assertThat(whole.getOrDefault("mang-xa", 0)).isLessThanOrEqualTo(COMMUNES);
            assertThat(whole.get("mang-huyen")).isEqualTo(1);
            assertThat(perSubject(harness))
                    .allSatisfy(
                            (subject, times) -> assertThat(times).as(subject).isEqualTo(1));
            assertThat(count(harness, "mang-thiet-bi", "return")).isEqualTo(DEVICES);
            assertThat(harness.desk.list(AlarmFilter.of(DeskHarness.EVERYTHING).withView(AlarmFilter.View.SUPPRESSED)))
                    .isEmpty();
            assertThat(harness.watched().stream().filter(AlarmView::active)).isEmpty();
        }
    }

    @Test
    void device_aloneLosesItsLink_tellsItAndHidesItsOtherAlarms() {
        try (DeskHarness harness = new DeskHarness()) {
            DeviceId device = harness.device("do-1", "tram-1");
            harness.birth(device, 0, "level");
            link(harness);
            harness.rules.put(TestRules.high("cao", "level", 80, 2).live());
            harness.watches(2);
            harness.connect(device);
            harness.reads(device, "level", 1, 85);
            AlarmView high = harness.alarm("cao", "device:do-1");
            assertThat(high.letter()).isEqualTo(Letter.B);

            harness.at(10);
            harness.lose(device);
            harness.desk.settle();
            run(harness, 11, 102);
            AlarmView lost = harness.alarm("mang-thiet-bi", "device:do-1");
            assertThat(lost.letter()).isEqualTo(Letter.B);
            assertThat(lost.group()).isTrue();
            assertThat(lost.members()).isEqualTo(1);
            AlarmView hidden = harness.alarm(high.id());
            assertThat(hidden.letter()).isEqualTo(Letter.H);
            assertThat(hidden.suppressedBy()).isEqualTo(lost.id());
            assertThat(reasons(harness, high, "suppress")).containsExactly(String.valueOf(lost.id()));

            harness.killDesk();
            harness.restartDesk();
            harness.desk.settle();
            assertThat(harness.alarm(high.id()).letter()).isEqualTo(Letter.H);
            harness.at(110);
            harness.connect(device);
            harness.desk.settle();
            run(harness, 111, 125);
            assertThat(harness.alarm(lost.id()).letter()).isEqualTo(Letter.D);
            assertThat(harness.alarm(high.id()).letter()).isEqualTo(Letter.B);
            assertThat(harness.alarm(high.id()).suppressedBy()).isNull();
        }
    }

    @Test
    void link_lostAfterTheLastGasp_countsAsPower() {
        try (DeskHarness harness = new DeskHarness()) {
            DeviceId device = harness.device("do-1", "tram-1");
            harness.connect(device);
            harness.at(1);
            power(harness, device, 1, "mains");
            link(harness);
            harness.rules.put(TestRules.of("dien", new Condition.Equal(InputName.of("kenh/power"), 0))
                    .delays(60, 0)
                    .ofClass("power")
                    .live());
            harness.watches(2);
            harness.at(10);
            power(harness, device, 10, "mains-lost");
            harness.lose(device);
            harness.desk.settle();
            run(harness, 11, 200);
            assertThat(harness.alarm("dien", "device:do-1").letter()).isEqualTo(Letter.B);
            assertThat(harness.alarm("mang-thiet-bi", "device:do-1").letter()).isEqualTo(Letter.A);

            harness.at(300);
            harness.connect(device);
            harness.desk.settle();
            assertThat(harness.alarm("dien", "device:do-1").letter()).isEqualTo(Letter.D);
        }
    }

    @Test
    void sensor_badWhileTheDeviceReports_countsAsAFault() {
        try (DeskHarness harness = new DeskHarness()) {
            DeviceId device = harness.device("do-1", "tram-1");
            harness.connect(device);
            harness.rules.put(TestRules.high("hong", "kenh/fault", 1, 0.5).live());
            harness.watches(1);
            // The centre tells its own series once at each moment: what is known so far is to be told at this one.
            harness.desk.settle();
            harness.at(1);
            harness.send(
                    device,
                    Reading.of(
                            SeriesName.of("level"),
                            Unit.of("m"),
                            DeskHarness.instant(1),
                            new Value.Numeric(3),
                            Quality.BAD));
            harness.desk.settle();
            AlarmView fault = harness.alarm("hong", "device:do-1");
            assertThat(fault.letter()).isEqualTo(Letter.B);
            assertThat(fault.value()).isEqualTo(1.0);
            harness.reads(device, "level", 4, 3);
            assertThat(harness.alarm(fault.id()).letter()).isEqualTo(Letter.D);
        }
    }

    /** As the library has them. */
    private static void rules(DeskHarness harness) {
        link(harness);
        harness.rules.put(TestRules.formula("mang-xa", "{kenh/link.lost.share} > 0.3 and {kenh/link.lost} >= 3")
                .delays(15, 300)
                .ofClass("area-outage")
                .areas("commune")
                .hides(Within.AREA, "communication", "power")
                .live());
        harness.rules.put(TestRules.formula("mang-huyen", "{kenh/link.lost.share} > 0.3 and {kenh/link.lost} >= 10")
                .delays(15, 300)
                .ofClass("district-outage")
                .priority(Priority.P1)
                .areas("district")
                .hides(Within.AREA, "communication", "power", "area-outage")
                .live());
    }

    private static void link(DeskHarness harness) {
        harness.rules.put(TestRules.of("mang-thiet-bi", new Condition.Equal(InputName.of("kenh/link"), 0))
                .delays(90, 10)
                .ofClass("communication")
                .hides(Within.DEVICE)
                .live());
    }

    private static List<DeviceId> district(DeskHarness harness) {
        List<DeviceId> devices = new ArrayList<>();
        for (int commune = 0; commune < COMMUNES; commune++) {
            harness.area("x" + commune, "commune", Optional.of("huyen"));
            harness.site("s" + commune, "x" + commune);
        }
        for (int i = 0; i < DEVICES; i++) {
            devices.add(harness.device("d" + i, "s" + i % COMMUNES));
        }
        return devices;
    }

    /** One sixtieth of the devices, from all communes. */
    private static List<DeviceId> slice(List<DeviceId> devices, int second) {
        int size = devices.size() / 60;
        return devices.subList((second - 1) * size, second * size);
    }

    private static void run(DeskHarness harness, int from, int to) {
        for (int second = from; second <= to; second += 1) {
            harness.at(second);
            if (second % 10 == 0 || to - second < 5) {
                harness.desk.settle();
            }
        }
    }

    private static void power(DeskHarness harness, DeviceId device, int second, String word) {
        harness.send(
                device,
                Reading.of(
                        SeriesName.of("agent/power"),
                        Unit.NONE,
                        DeskHarness.instant(second),
                        new Value.Text(word),
                        Quality.GOOD));
        harness.desk.settle();
    }

    private static Map<String, Integer> annunciated(DeskHarness harness) {
        Map<String, Integer> byRule = new HashMap<>();
        harness.changes.stream()
                .flatMap(change -> change.rows().stream())
                .filter(JournalRow::annunciated)
                .forEach(row -> byRule.merge(row.rule(), 1, Integer::sum));
        return byRule;
    }

    private static Map<String, Integer> perSubject(DeskHarness harness) {
        Map<String, Integer> bySubject = new HashMap<>();
        harness.changes.stream()
                .flatMap(change -> change.rows().stream())
                .filter(JournalRow::annunciated)
                .forEach(row -> bySubject.merge(row.rule() + " " + row.subject(), 1, Integer::sum));
        return bySubject;
    }

    private static int count(DeskHarness harness, String rule, String event) {
        return Integer.parseInt(harness.rows("select count(*) from operations.alarm_transition where rule = '" + rule
                        + "' and event = '" + event + "' and not historical")
                .getFirst());
    }

    private static List<String> reasons(DeskHarness harness, AlarmView alarm, String event) {
        return harness
                .desk
                .journal(JournalQuery.of(DeskHarness.EVERYTHING, 100).ofAlarm(alarm.id(), Optional.empty()))
                .stream()
                .filter(row -> row.event().equals(event))
                .map(JournalRow::reason)
                .toList();
    }
}
