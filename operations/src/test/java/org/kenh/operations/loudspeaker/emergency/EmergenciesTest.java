package org.kenh.operations.loudspeaker.emergency;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.alarm.Letter;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.TestClock;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.command.Commands;
import org.kenh.operations.keys.Seal;
import org.kenh.operations.loudspeaker.LoudspeakerNews.Kind;
import org.kenh.operations.loudspeaker.SpeakerWorld;
import org.kenh.operations.loudspeaker.emergency.Emergencies.Approval;
import org.kenh.operations.loudspeaker.emergency.Emergencies.Wanted;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.judge.Cause;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.operations.timescale.SqlEmergencies;
import org.kenh.operations.timescale.SqlSource;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;

class EmergenciesTest {
    /** 16:00 in Viet Nam. */
    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    private static final Wanted OTHER_WORDS = new Wanted(
            Optional.empty(),
            false,
            Map.of(),
            Optional.of(new Bilingual("Chữ khác", "Other words")),
            List.of("xa"),
            List.of(),
            1);

    private final TestClock clock = new TestClock(START);
    private final DatabaseSettings settings = Databases.PLAIN.fresh();
    private final Ingest ingest =
            Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
    private final OperationsDatabase database = OperationsDatabase.open(settings, 4);
    private final Commands commands = new Commands(new SqlCommandStore(database), clock, Runnable::run);
    private final SpeakerWorld world = new SpeakerWorld(ingest, database, commands, clock);
    private final Emergencies desk = world.desk.broadcasting().emergencies();

    @AfterEach
    void close() {
        database.close();
        ingest.close();
    }

    @Test
    void draft_isSentOnlyByAnotherPerson_toEveryClusterOfItsAreas_atOnce() {
        clusters(3);
        Emergency draft = desk.add(exercise(2), "an", Optional.empty());
        assertThat(draft.state()).isEqualTo(EmergencyState.DRAFT);
        assertThat(desk.approve(draft.id(), Optional.empty(), "an")).isEqualTo(Approval.SAME_PERSON);
        assertThat(desk.approve(draft.id(), Optional.of(7), "binh")).isEqualTo(Approval.CHANGED);
        assertThat(waiting("xa-1")).isEmpty();

        assertThat(desk.approve(draft.id(), Optional.of(1), "binh")).isEqualTo(Approval.DONE);
        Emergency sent = find(draft);
        assertThat(sent.state()).isEqualTo(EmergencyState.SENT);
        assertThat(sent.approved().map(Emergency.Deed::by)).contains("binh");
        assertThat(sent.targets()).containsExactly("xa-1", "xa-2", "xa-3");
        Slot slot = slot(sent);
        assertThat(slot.kind()).isEqualTo(BulletinClass.EMERGENCY);
        assertThat(slot.seconds()).isEqualTo(2 * draft.draft().seconds());
        assertThat(waiting("xa-2")).singleElement().satisfies(command -> {
            assertThat(command.name()).isEqualTo("speaker.play");
            assertThat(command.args())
                    .contains("\"slot\":\"e1-1\"", "\"class\":\"emergency\"", "\"repeats\":2", "diễn tập");
        });
        assertThat(desk.approve(draft.id(), Optional.empty(), "chi")).isEqualTo(Approval.CHANGED);
        assertThat(waiting("xa-2")).hasSize(1);
        world.desk.proof().tick();
        assertThat(world.told)
                .anyMatch(item -> item.kind() == Kind.EMERGENCY && item.id().equals("1"));
    }

    @Test
    void scheduledSlot_givesWay_andIsNobodysFault() {
        clusters(1);
        world.bulletin("Bản tin chiều", BulletinClass.NORMAL, "xa", 1, "16:10");
        world.tick();
        at(START.plusSeconds(595));
        Emergency sent = sent(exercise(5));
        play("xa-1", slot(sent));
        at(START.plusSeconds(1800));
        world.tick();
        Slot afternoon = world.desk.programme().slots(DAY).stream()
                .filter(slot -> slot.kind() == BulletinClass.NORMAL)
                .findFirst()
                .orElseThrow();
        assertThat(afternoon.starts()).isBefore(slot(sent).ends());
        assertThat(world.verdict(DAY, afternoon.id(), "xa-1")
                        .orElseThrow()
                        .said()
                        .cause())
                .contains(Cause.PREEMPTED);
    }

    @Test
    void heardEverywhere_isClosed_byNobody() {
        clusters(2);
        Emergency sent = sent(exercise(1));
        play("xa-1", slot(sent));
        play("xa-2", slot(sent));
        desk.tick();
        assertThat(find(sent).state()).isEqualTo(EmergencyState.CLOSED);
        assertThat(find(sent).ended().map(Emergency.Deed::by)).contains(Emergency.NOBODY);
        assertThat(find(sent).unheard()).isEmpty();
        assertThat(world.flags).isEmpty();
    }

    @Test
    void clusterThatDidNotPlay_isSentAgain_peopleAreTold_andWhoClosesItKnowsWhere() {
        clusters(3);
        world.offline("xa-3", START);
        Emergency sent = sent(exercise(1));
        play("xa-1", slot(sent));
        desk.tick();
        assertThat(find(sent).rounds()).hasSize(1);
        assertThat(world.flags).doesNotContain("xa-2 SPEAKER_EMERGENCY");

        at(slot(sent).ends().plusSeconds(200));
        world.desk.proof().tick();
        desk.tick();
        Emergency again = find(sent);
        assertThat(again.rounds()).hasSize(2);
        assertThat(again.rounds().getLast().targets()).containsExactly("xa-2");
        assertThat(again.toldAt()).isPresent();
        assertThat(world.flags).contains("xa-2 SPEAKER_EMERGENCY", "xa-3 SPEAKER_EMERGENCY");
        assertThat(world.flags).doesNotContain("xa-1 SPEAKER_EMERGENCY");
        assertThat(waiting("xa-2")).extracting(Command::args).anyMatch(args -> args.contains("e1-2"));

        play("xa-2", slot(again));
        desk.tick();
        Coverage coverage = desk.coverage(find(sent));
        assertThat(coverage.verdict("xa-2")).isEqualTo(Verdict.VERIFIED);
        assertThat(coverage.open()).containsExactly("xa-3");
        assertThat(world.flags).contains("xa-3 SPEAKER_EMERGENCY").doesNotContain("xa-2 SPEAKER_EMERGENCY");

        assertThat(desk.close(sent.id(), "chi", "Đã gọi trưởng thôn, đi từng nhà"))
                .isTrue();
        desk.tick();
        assertThat(find(sent).unheard()).containsExactly("xa-3");
        assertThat(find(sent).ended().map(Emergency.Deed::by)).contains("chi");
        assertThat(world.flags).doesNotContain("xa-3 SPEAKER_EMERGENCY");
        assertThat(desk.close(sent.id(), "dung", "lần nữa")).isFalse();
    }

    @Test
    void silentCluster_isToldOfAtOnce_andSentAgainOnlyAfterAWhile() {
        clusters(2);
        Emergency sent = sent(exercise(1));
        play("xa-1", slot(sent));
        play("xa-2", slot(sent), 0.3);
        desk.tick();
        assertThat(find(sent).toldAt()).contains(clock.instant());
        assertThat(world.flags).contains("xa-2 SPEAKER_EMERGENCY").doesNotContain("xa-1 SPEAKER_EMERGENCY");
        assertThat(find(sent).rounds()).hasSize(1);

        at(slot(sent).ends().plusSeconds(180));
        desk.tick();
        assertThat(find(sent).rounds()).hasSize(1);
        at(slot(sent).ends().plusSeconds(190));
        desk.tick();
        assertThat(find(sent).rounds().getLast().targets()).containsExactly("xa-2");
        assertThat(find(sent).rounds()).hasSize(2);
    }

    @Test
    void calledOff_fallsSilent_andAsksNoMore() {
        clusters(2);
        Emergency sent = sent(exercise(3));
        at(START.plusSeconds(5));
        assertThat(desk.cancel(sent.id(), "chi", "Báo nhầm")).isTrue();
        assertThat(waiting("xa-1")).extracting(Command::name).containsExactly("speaker.stop");
        assertThat(waiting("xa-2")).extracting(Command::name).containsExactly("speaker.stop");
        assertThat(slot(find(sent)).isCancelled()).isTrue();
        at(START.plusSeconds(1000));
        desk.tick();
        assertThat(find(sent).rounds()).hasSize(1);
        assertThat(find(sent).state()).isEqualTo(EmergencyState.CANCELLED);
    }

    @Test
    void calledOff_withWhatSomebodyHasReadBeforeItWasSent_stopsTheRoundThatBeganSince() {
        clusters(2);
        Emergency read = desk.add(exercise(3), "an", Optional.empty());
        assertThat(desk.approve(read.id(), Optional.empty(), "binh")).isEqualTo(Approval.DONE);
        assertThat(desk.cancel(read.id(), "chi", "Báo nhầm")).isTrue();
        assertThat(find(read).unheard()).containsExactly("xa-1", "xa-2");
        assertThat(slot(find(read)).isCancelled()).isTrue();
        assertThat(waiting("xa-1")).extracting(Command::name).containsExactly("speaker.stop");
    }

    @Test
    void calledOff_andThenACrash_isTakenBackFromEveryCluster_onceEach() {
        clusters(3);
        Emergency sent = sent(exercise(3));
        assertThat(new SqlEmergencies(database)
                        .callOff(
                                sent.id(),
                                new EmergencyStore.Ending(
                                        EmergencyState.CANCELLED,
                                        new Emergency.Deed("chi", clock.instant()),
                                        "Báo nhầm",
                                        List.of())))
                .isTrue();
        assertThat(waiting("xa-1")).isEmpty();
        desk.tick();
        desk.tick();
        for (String device : List.of("xa-1", "xa-2", "xa-3")) {
            assertThat(waiting(device)).singleElement().satisfies(command -> {
                assertThat(command.name()).isEqualTo("speaker.stop");
                assertThat(command.args()).contains("e1-1");
            });
        }
    }

    @Test
    void calledOffInTheMidst_isNobodysMiss() {
        clusters(1);
        Emergency sent = sent(exercise(3));
        Instant start = START.plusSeconds(3);
        at(START.plusSeconds(12));
        desk.cancel(sent.id(), "chi", "Báo nhầm");
        at(START.plusSeconds(14));
        world.tell("xa-1", "play", clock.instant(), """
                {"kind":"end","play":"p","slot":"e1-1","start":"%s","end":"%s","played":11,"result":"stopped","rise":9.0}""".formatted(start, clock.instant()));
        at(START.plusSeconds(2000));
        world.desk.proof().tick();
        assertThat(world.verdict(DAY, "e1-1", "xa-1").orElseThrow().said().cause())
                .contains(Cause.CANCELLED);
        assertThat(world.flags).isEmpty();
    }

    @Test
    void province_isToldOfEachRound_andOfTheEnd_inTheSameTransaction() {
        clusters(1);
        SqlSource province = new SqlSource(database, new Seal(new byte[32]));
        assertThat(province.put(SpeakerWorld.SILENT_PROVINCE, Optional.empty(), "admin", START))
                .isTrue();
        Emergency sent = sent(exercise(1));
        assertThat(province.due(START, 10, true))
                .singleElement()
                .satisfies(parcel -> assertThat(parcel.payload())
                        .contains("\"slot\":\"e1-1\"", "\"validUntil\":\"2026-11-21T10:00:00Z\""));
        at(sent.latestEnd(sent.rounds().getFirst()).plusSeconds(200));
        world.desk.proof().tick();
        desk.tick();
        assertThat(province.due(clock.instant(), 10, true)).hasSize(2);
        assertThat(province.leaves(province.due(clock.instant(), 10, true).getFirst()))
                .isTrue();
        desk.cancel(sent.id(), "chi", "Báo nhầm");
        assertThat(province.due(clock.instant(), 10, true))
                .singleElement()
                .satisfies(parcel -> assertThat(parcel.payload())
                        .contains("\"state\":\"cancelled\"", "\"slots\":[\"e1-1\",\"e1-2\"]"));
    }

    @Test
    void roundThatMayNotBegin_leavesNoSlot() {
        clusters(1);
        Emergency draft = desk.add(exercise(1), "an", Optional.empty());
        assertThat(desk.approve(draft.id(), Optional.empty(), "binh")).isEqualTo(Approval.DONE);
        Emergency sent = find(draft);
        desk.cancel(draft.id(), "chi", "Báo nhầm");
        Slot second = new Slot(
                "e1-2",
                slot(sent).bulletin(),
                "Diễn tập",
                BulletinClass.EMERGENCY,
                START,
                START,
                60,
                Optional.empty(),
                0,
                List.of("xa-1"),
                Optional.empty());
        assertThat(new SqlEmergencies(database).begin(sent, second, List.of())).isFalse();
        assertThat(world.desk.programme().slot("e1-2")).isEmpty();
    }

    @Test
    void minuteLate_isHeard_andNotSaidAgain() {
        clusters(1);
        Emergency sent = sent(exercise(1));
        Slot slot = slot(sent);
        Instant start = slot.starts().plusSeconds(70);
        Instant end = start.plusSeconds(slot.seconds());
        at(end);
        world.tell("xa-1", "play", end, """
                {"kind":"end","play":"p","slot":"e1-1","start":"%s","end":"%s","played":%d,"result":"done","rise":9.0}""".formatted(start, end, slot.seconds()));
        at(end.plusSeconds(400));
        world.desk.proof().tick();
        desk.tick();
        assertThat(find(sent).state()).isEqualTo(EmergencyState.CLOSED);
        assertThat(find(sent).rounds()).hasSize(1);
        assertThat(world.flags).isEmpty();
    }

    @Test
    void alarmOfBeforeTheStart_isTakenBack_whereNothingIsUnheardAnyMore() {
        clusters(2);
        world.flags.add("xa-1 SPEAKER_EMERGENCY");
        desk.tick();
        assertThat(world.flags).isEmpty();
    }

    @Test
    void draftThatIsSentTwice_isOne() {
        clusters(1);
        Emergency first = desk.add(exercise(1), "an", Optional.of("k1"));
        assertThat(desk.add(exercise(1), "an", Optional.of("k1")).id()).isEqualTo(first.id());
        assertThat(desk.add(exercise(1), "binh", Optional.of("k1")).id()).isNotEqualTo(first.id());
        assertThat(desk.list()).hasSize(2);
    }

    @Test
    void draft_lapses_afterTwoHours() {
        clusters(1);
        Emergency draft = desk.add(exercise(1), "an", Optional.empty());
        at(START.plus(Duration.ofHours(2)));
        assertThat(desk.approve(draft.id(), Optional.empty(), "binh")).isEqualTo(Approval.CHANGED);
        desk.tick();
        assertThat(find(draft).state()).isEqualTo(EmergencyState.CANCELLED);
        assertThat(find(draft).reason()).contains("Không ai duyệt");
    }

    @Test
    void worseLevel_takesThePlaceOfTheMilderDraft_withTheTimeOfItsValue() {
        clusters(1);
        world.alarms.all.add(alarm(new Raised("flood-ba-tha", "value", 1, 5.62, START), Letter.C, "an"));
        desk.tick();
        world.alarms.all.clear();
        Instant later = START.plus(Duration.ofHours(1));
        world.alarms.all.add(alarm(new Raised("flood-ba-tha", "value", 3, 7.54, later), Letter.C, "binh"));
        desk.tick();
        assertThat(desk.list()).hasSize(2);
        assertThat(desk.list().getFirst().draft().text().vi()).contains("Lúc 17 giờ 00", "7,54 mét", "báo động III");
        assertThat(desk.list().getLast().state()).isEqualTo(EmergencyState.CANCELLED);
        assertThat(desk.list().getLast().reason()).contains("Mức báo động đã tăng");

        world.alarms.all.clear();
        world.alarms.all.add(alarm(new Raised("flood-ba-tha", "value", 2, 6.9, later), Letter.C, "binh"));
        desk.tick();
        assertThat(desk.list()).as("the river falls").hasSize(2);
    }

    @Test
    void standingAlarm_isProposedOnce_andUsesUpNoNumbers() {
        clusters(1);
        world.alarms.all.add(alarm(Letter.C, "an"));
        for (int i = 0; i < 5; i++) {
            desk.tick();
        }
        SpeakerWorld restarted = new SpeakerWorld(ingest, database, commands, clock);
        restarted.alarms.all.addAll(world.alarms.all);
        restarted.desk.broadcasting().emergencies().tick();
        assertThat(desk.list()).hasSize(1);
        assertThat(desk.add(exercise(1), "an", Optional.empty()).id()).isEqualTo(2);
    }

    @Test
    void alarmWhoseValueIsAnotherThing_proposesNothing() {
        clusters(1);
        world.alarms.all.add(alarm(new Raised("river-rising-fast", "change", 1, 0.5, START), Letter.C, "an"));
        world.alarms.all.add(alarm(new Raised("gate-open-in-flood", "formula", 1, 1, START), Letter.C, "an"));
        world.alarms.all.add(alarm(new Raised("irrigation-lockout", "value", 1, 1, START), Letter.C, "an"));
        world.alarms.all.add(alarm(new Raised("flood-ba-tha", "change", 1, 0.5, START), Letter.C, "an"));
        desk.tick();
        assertThat(desk.list()).isEmpty();
        world.alarms.all.add(alarm(new Raised("rain-intense", "value", 1, 62, START), Letter.C, "an"));
        desk.tick();
        assertThat(desk.list())
                .singleElement()
                .satisfies(made -> assertThat(made.draft().text().vi())
                        .contains("tại xã xa mưa rất to, cường độ 62,00 mi-li-mét một giờ"));
    }

    @Test
    void flood_isProposedToAllAlongTheRiver() {
        ingest.registry()
                .createArea(new Area(
                        "vung-bai-day",
                        "V1",
                        "Vùng bãi Đáy",
                        "zone",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        world.commune("xa", 1);
        world.commune("ven-song", 2, Optional.of("vung-bai-day"));
        world.alarms.all.add(alarm(Letter.C, "an"));
        desk.tick();
        Emergency made = desk.list().getFirst();
        assertThat(made.draft().areas()).containsExactly("vung-bai-day");
        assertThat(desk.targets(made)).containsExactly("ven-song-1", "ven-song-2");
    }

    @Test
    void preauthorisedFlood_soundsOnlyInTheWordsOfAConfirmedAlarm() {
        clusters(1);
        Template flood = desk.templates().find("flood-2").orElseThrow();
        desk.preauthorise(flood, true, "admin");
        assertThat(state(flood, alarm(Letter.C, "an"), Map.of(), 1)).isEqualTo(EmergencyState.SENT);
        assertThat(state(flood, alarm(Letter.C, "an"), Map.of(), 1)).isEqualTo(EmergencyState.DRAFT);
        clock.advance(Duration.ofMinutes(61));
        assertThat(state(flood, alarm(Letter.C, "an"), Map.of("level", "6,58"), 1))
                .isEqualTo(EmergencyState.SENT);
        assertThat(state(flood, alarm(Letter.C, "an"), Map.of("level", "chín"), 1))
                .isEqualTo(EmergencyState.DRAFT);
        assertThat(state(flood, alarm(Letter.B, ""), Map.of(), 1)).isEqualTo(EmergencyState.DRAFT);
        assertThat(state(flood, alarm(Letter.C, "an"), Map.of(), 4)).isEqualTo(EmergencyState.DRAFT);
        Template worse = desk.templates().find("flood-3").orElseThrow();
        desk.preauthorise(worse, true, "admin");
        assertThat(state(worse, alarm(Letter.C, "an"), Map.of(), 1)).isEqualTo(EmergencyState.DRAFT);
    }

    private EmergencyState state(Template template, AlarmView alarm, Map<String, String> typed, int repeats) {
        Wanted wanted =
                new Wanted(Optional.of(alarm), false, typed, Optional.empty(), List.of("xa"), List.of(), repeats);
        return desk.add(desk.draft(template, wanted), "an", Optional.empty()).state();
    }

    @Test
    void preauthorisedTemplate_needsNoSecondPerson_unlessItsTextIsAnother() {
        clusters(1);
        Template template = desk.templates().find("exercise").orElseThrow();
        desk.preauthorise(template, true, "admin");
        assertThat(desk.add(exercise(1), "an", Optional.empty()).state()).isEqualTo(EmergencyState.SENT);
        assertThat(desk.add(desk.draft(template, OTHER_WORDS), "an", Optional.empty())
                        .state())
                .isEqualTo(EmergencyState.DRAFT);
        desk.preauthorise(template, false, "admin");
        assertThat(desk.add(exercise(1), "an", Optional.empty()).state()).isEqualTo(EmergencyState.DRAFT);
    }

    @Test
    void worseWords_forOneVillage_leaveTheOthersTheirs() {
        clusters(2);
        Emergency milder = sent(flood("flood-1", 1, List.of("xa"), List.of()));
        Emergency worse = sent(flood("flood-2", 2, List.of(), List.of("xa-2")));
        at(START.plusSeconds(900));
        desk.tick();
        assertThat(find(milder).rounds().get(1).targets()).containsExactly("xa-1");
        assertThat(find(worse).rounds().get(1).targets()).containsExactly("xa-2");
    }

    private Emergency.Draft flood(String template, int level, List<String> areas, List<String> clusters) {
        AlarmView alarm = alarm(new Raised("flood-ba-tha", "value", level, 6.58, START), Letter.C, "an");
        return desk.draft(
                desk.templates().find(template).orElseThrow(),
                new Wanted(Optional.of(alarm), false, Map.of(), Optional.empty(), areas, clusters, 1));
    }

    @Test
    void valueBackOnTheGoodSide_proposesNothing() {
        clusters(1);
        world.alarms.all.add(alarm(new Raised("flood-ba-tha", "value", 2, 6.49, START), Letter.C, "an"));
        desk.tick();
        assertThat(desk.list()).isEmpty();
    }

    @Test
    void calledOffWhileTheSlowestStillRead_isNobodysMiss() {
        clusters(1);
        Emergency sent = sent(exercise(1));
        int seconds = sent.seconds();
        at(START.plusSeconds(seconds + 40));
        desk.cancel(sent.id(), "chi", "Báo nhầm");
        at(START.plusSeconds(3000));
        world.desk.proof().tick();
        assertThat(world.verdict(DAY, "e1-1", "xa-1").orElseThrow().said().cause())
                .contains(Cause.CANCELLED);
    }

    @Test
    void keyOfAnotherDraft_doesNotLetItGo() {
        clusters(1);
        Template exercise = desk.templates().find("exercise").orElseThrow();
        Emergency own = desk.add(desk.draft(exercise, OTHER_WORDS), "an", Optional.of("k1"));
        desk.preauthorise(exercise, true, "admin");
        assertThat(desk.add(exercise(1), "an", Optional.of("k1")).id()).isEqualTo(own.id());
        assertThat(find(own).state()).isEqualTo(EmergencyState.DRAFT);
    }

    @Test
    void approvedLongAgo_isNotSentAnyMore() {
        clusters(1);
        Emergency draft = desk.add(exercise(1), "an", Optional.empty());
        new SqlEmergencies(database)
                .approve(draft.id(), 1, new Emergency.Deed("binh", clock.instant()), START.minusSeconds(1));
        clock.advance(Duration.ofMinutes(11));
        desk.tick();
        assertThat(find(draft).state()).isEqualTo(EmergencyState.CANCELLED);
        assertThat(waiting("xa-1")).isEmpty();
    }

    @Test
    void approvedButNotSent_asAfterACrash_isSentByTheNextRound() {
        clusters(1);
        Emergency draft = desk.add(exercise(1), "an", Optional.empty());
        new SqlEmergencies(database)
                .approve(draft.id(), 1, new Emergency.Deed("binh", clock.instant()), START.minusSeconds(1));
        desk.tick();
        assertThat(find(draft).state()).isEqualTo(EmergencyState.SENT);
        assertThat(waiting("xa-1")).hasSize(1);
    }

    @Test
    void confirmedFlood_proposesTheTemplateOfItsLevel_once_inTheNameOfWhoConfirmedIt() {
        clusters(1);
        world.alarms.all.add(alarm(Letter.B, "an"));
        desk.tick();
        assertThat(desk.list()).isEmpty();
        world.alarms.all.clear();
        world.alarms.all.add(alarm(Letter.C, "an"));
        desk.tick();
        desk.tick();
        assertThat(desk.list()).singleElement().satisfies(made -> {
            assertThat(made.draft().template()).isEqualTo("flood-2");
            assertThat(made.draft().text().vi()).contains("tại trạm thủy văn Ba Thá là 6,58 mét", "Lúc 16 giờ 00");
            assertThat(made.draft().text().en()).contains("At 16:00", "stood at 6.58 metres");
            assertThat(Template.isWhole(made.draft().text().vi())).isTrue();
            assertThat(made.draft().areas()).containsExactly("xa");
            assertThat(made.created().by()).isEqualTo("an");
        });
        assertThat(desk.approve(1, Optional.empty(), "an")).isEqualTo(Approval.SAME_PERSON);
        assertThat(desk.approve(1, Optional.empty(), "binh")).isEqualTo(Approval.DONE);
    }

    @Test
    void templates_areInBothLanguages_andShortEnoughToBeUnderstood() {
        assertThat(desk.templates().all())
                .extracting(Template::id)
                .contains("flood-3", "dyke", "evacuation", "exercise");
        assertThat(desk.templates().all()).allSatisfy(template -> {
            assertThat(template.text().vi()).matches("(?s).*[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ].*");
            assertThat(Speech.seconds(template.text().vi())).isBetween(10, 45);
        });
    }

    private static AlarmView alarm(Letter letter, String by) {
        return alarm(new Raised("flood-ba-tha", "value", 2, 6.58, START), letter, by);
    }

    private static AlarmView alarm(Raised raised, Letter letter, String by) {
        return new AlarmView(
                5,
                raised.rule(),
                1,
                new Bilingual("Lũ", "Flood"),
                "LŨ",
                "flood",
                "device:tv",
                "tv",
                "tv-ba-tha",
                "Trạm thủy văn Ba Thá",
                "xa",
                "Xã xa",
                "level",
                "m",
                raised.measure(),
                letter,
                AlarmView.stateOf(letter),
                true,
                letter == Letter.C,
                1,
                raised.level(),
                3,
                UUID.nameUUIDFromBytes(new byte[] {1}),
                START,
                raised.value(),
                4.5 + raised.level(),
                by,
                START,
                null,
                null,
                null,
                false,
                false,
                null,
                false,
                null,
                false,
                false,
                false,
                0,
                null,
                0,
                List.of(),
                20.7,
                105.8,
                raised.updated(),
                1);
    }

    /** What of an alarm makes a difference; it came on at the start. */
    private record Raised(String rule, String measure, int level, double value, Instant updated) {}

    private void clusters(int count) {
        world.commune("xa", count);
        for (int i = 1; i <= count; i++) {
            world.born("xa-" + i, "speaker.play", "speaker.stop");
        }
    }

    private Emergency.Draft exercise(int repeats) {
        Template template = desk.templates().find("exercise").orElseThrow();
        return desk.draft(
                template,
                new Wanted(Optional.empty(), false, Map.of(), Optional.empty(), List.of("xa"), List.of(), repeats));
    }

    private Emergency sent(Emergency.Draft draft) {
        Emergency made = desk.add(draft, "an", Optional.empty());
        assertThat(desk.approve(made.id(), Optional.empty(), "binh")).isEqualTo(Approval.DONE);
        return find(made);
    }

    private Emergency find(Emergency emergency) {
        return desk.find(emergency.id()).orElseThrow();
    }

    private Slot slot(Emergency emergency) {
        return world.desk.programme().slot(emergency.rounds().getLast().slot()).orElseThrow();
    }

    /** As a cluster tells of it, without a hash: the words are read out there. */
    private void play(String device, Slot slot) {
        play(device, slot, 9);
    }

    private void play(String device, Slot slot, double rise) {
        Instant start = slot.starts().plusSeconds(3);
        Instant end = start.plusSeconds(slot.seconds());
        if (clock.instant().isBefore(end)) {
            at(end);
        }
        world.tell(device, "play", end, """
                {"kind":"end","play":"p-%s","slot":"%s","start":"%s","end":"%s","played":%d,"result":"done","rise":%s}""".formatted(slot.id(), slot.id(), start, end, slot.seconds(), rise));
        world.desk.proof().tick();
    }

    private List<Command> waiting(String device) {
        return commands.waiting(DeviceId.of(device), clock.instant());
    }

    private void at(Instant moment) {
        clock.advance(Duration.between(clock.instant(), moment));
    }
}
