package org.kenh.operations.alarmdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.alarm.Letter;
import org.kenh.ingest.registry.Registry.NewDevice;
import org.kenh.operations.alarmdesk.DeviceFlags.Flag;
import org.kenh.operations.alarmdesk.rule.RuleDocument;
import org.kenh.operations.alarmdesk.rule.RuleLibrary;
import org.kenh.telemetry.DeviceId;

/** A bulletin that many clusters miss for one reason is one alarm; with the rules that come with the product. */
class BulletinGroupTest {
    private static final Set<String> RULES = Set.of(
            "speaker-missed", "speaker-emergency-unheard", "commune-bulletin-missed", "district-bulletin-missed");
    private static final int CLUSTERS = 20;

    private final DeskHarness harness = new DeskHarness();
    private final List<DeviceId> first = new ArrayList<>();
    private final List<DeviceId> second = new ArrayList<>();
    private int now;

    @BeforeEach
    void open() {
        harness.area("xa-2", "commune", Optional.of("huyen"));
        harness.site("tram-2", "xa-2");
        for (int i = 0; i < CLUSTERS; i++) {
            first.add(cluster("loa-1-" + i, "tram-1"));
            second.add(cluster("loa-2-" + i, "tram-2"));
        }
        // What is no loudspeaker does not count.
        for (int i = 0; i < CLUSTERS; i++) {
            harness.connect(harness.device("do-" + i, "tram-1"));
        }
        RuleLibrary.bundled().packs().stream()
                .flatMap(pack -> pack.rules().stream())
                .filter(rule -> RULES.contains(rule.id().orElseThrow()))
                .forEach(rule -> harness.rules.put(live(rule)));
        harness.watches(2 * 2 * CLUSTERS + 3);
        harness.changes.clear();
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void communeBackFromAnOutage_missedItsBulletin_isOneAlarm_andNoSingleOneIsSeenBefore() {
        for (DeviceId device : first.subList(0, 10)) {
            say(device, Flag.SPEAKER_MISSED, true);
            run(5);
        }
        say(first.getFirst(), Flag.SPEAKER_EMERGENCY, true);
        run(300);

        assertThat(annunciated())
                .isEqualTo(Map.of(
                        "commune-bulletin-missed area:xa-1", 1L, "speaker-emergency-unheard device:loa-1-0", 1L));
        assertThat(harness.alarm("commune-bulletin-missed", "area:xa-1").members())
                .isEqualTo(10);
        assertThat(single(first.get(3)).letter()).isEqualTo(Letter.H);

        first.subList(2, 10).forEach(device -> say(device, Flag.SPEAKER_MISSED, false));
        run(400);
        assertThat(harness.alarm("commune-bulletin-missed", "area:xa-1").active())
                .isFalse();
        assertThat(single(first.getFirst()).letter()).isEqualTo(Letter.B);
        assertThat(single(first.get(3)).letter()).isEqualTo(Letter.A);
    }

    @Test
    void fileMissingEverywhere_isOneAlarmOfTheDistrict() {
        first.forEach(device -> say(device, Flag.SPEAKER_MISSED, true));
        second.forEach(device -> say(device, Flag.SPEAKER_MISSED, true));
        run(300);

        assertThat(annunciated()).isEqualTo(Map.of("district-bulletin-missed area:huyen", 1L));
    }

    @Test
    void aFewAlone_haveTheirOwnAlarms_alsoAfterARestart() {
        first.subList(0, 4).forEach(device -> say(device, Flag.SPEAKER_MISSED, true));
        run(300);
        assertThat(annunciated()).hasSize(4).containsEntry("speaker-missed device:loa-1-0", 1L);

        harness.desk.close();
        harness.restartDesk();
        harness.watches(2 * 2 * CLUSTERS + 3);
        // Flags come back one by one: the first must not look like a whole commune.
        first.subList(0, 4).forEach(device -> say(device, Flag.SPEAKER_MISSED, true));
        run(300);
        assertThat(harness.alarm("commune-bulletin-missed", "area:xa-1").active())
                .isFalse();
    }

    private DeviceId cluster(String id, String site) {
        DeviceId device = DeviceId.of(id);
        harness.ingest.registry().createDevice(new NewDevice(device, site, "loudspeaker", id));
        harness.connect(device);
        return device;
    }

    private void say(DeviceId device, Flag flag, boolean on) {
        harness.desk.flags().set(device, flag, on);
    }

    private void run(int seconds) {
        for (int end = now + seconds; now < end; ) {
            now = Math.min(end, now + 5);
            harness.at(now);
            harness.desk.settle();
        }
    }

    private AlarmView single(DeviceId device) {
        return harness.alarm("speaker-missed", "device:" + device);
    }

    private Map<String, Long> annunciated() {
        return harness.changes.stream()
                .flatMap(change -> change.rows().stream())
                .filter(JournalRow::annunciated)
                .collect(Collectors.groupingBy(row -> row.rule() + " " + row.subject(), Collectors.counting()));
    }

    private static LiveRule live(RuleDocument document) {
        return LiveRule.of(
                document.rule(new RuleDocument.Version(document.id().orElseThrow(), 1, "library", Instant.EPOCH)),
                document.scope(),
                document.suppresses(),
                true);
    }
}
