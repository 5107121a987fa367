package org.kenh.operations.loudspeaker.programme;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.TestClock;
import org.kenh.operations.command.Commands;
import org.kenh.operations.loudspeaker.SpeakerWorld;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.proof.KeptVerdict;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.operations.timescale.SqlSpeakerOrder;
import org.kenh.telemetry.DeviceId;

/** What communes decide, with a real database: bulletin 1 is the district's, 2 that of commune xa, both at 17:00. */
class CommuneOrderTest {
    /** 16:00 in Viet Nam. */
    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final String DISTRICT = "b1-20261121T1700";
    private static final String DISTRICT_IN_XA = "b1-20261121T1700-1";
    private static final String COMMUNE = "b2-20261121T1700";
    private static final Instant FIVE = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant LATER = FIVE.plusSeconds(305);

    private final TestClock clock = new TestClock(START);
    private final DatabaseSettings settings = Databases.PLAIN.fresh();
    private final Ingest ingest =
            Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
    private final OperationsDatabase database = OperationsDatabase.open(settings, 4);
    private final Commands commands = new Commands(new SqlCommandStore(database), clock, Runnable::run);
    private final SpeakerWorld world = new SpeakerWorld(ingest, database, commands, clock);
    private final Programme programme = world.desk.programme();

    @BeforeEach
    void lay() {
        world.commune("huyen", 0);
        world.commune("xa", 2, Optional.of("huyen"));
        world.commune("xb", 1, Optional.of("huyen"));
        world.bulletin("Tin huyện", BulletinClass.NORMAL, "huyen", 0, "17:00");
        world.bulletin("Tin xã", BulletinClass.NORMAL, "xa", 0, "17:00");
        world.tick();
    }

    @AfterEach
    void close() {
        database.close();
        ingest.close();
    }

    @Test
    void decision_movesTheDistrictsBulletinInThatCommuneAlone_andPlansSayIt() {
        world.born("xa-1", "speaker.plan");
        assertThat(conflicts()).containsOnlyKeys(DISTRICT, COMMUNE);
        programme.decide("xa", List.of(2L, 1L), "bà Lan");
        world.tick();
        assertThat(targets())
                .isEqualTo(Map.of(
                        DISTRICT, List.of("xb-1"),
                        COMMUNE, List.of("xa-1", "xa-2"),
                        DISTRICT_IN_XA, List.of("xa-1", "xa-2")));
        assertThat(slot(DISTRICT_IN_XA).starts()).isEqualTo(LATER);
        assertThat(conflicts()).isEmpty();
        assertThat(commands.ofDevice(DeviceId.of("xa-1")).getFirst().command().args())
                .contains("\"slot\":\"" + DISTRICT_IN_XA + "\"", "\"start\":\"" + LATER + "\"")
                .doesNotContain("\"" + DISTRICT + "\"");
        clock.advance(Duration.ofMinutes(80));
        world.played("xa-1", COMMUNE, FIVE, 300);
        world.played("xa-1", DISTRICT_IN_XA, LATER, 300);
        world.played("xb-1", DISTRICT, FIVE, 300);
        world.tick();
        assertThat(world.verdict(DAY, DISTRICT_IN_XA, "xa-1").map(KeptVerdict::said))
                .hasValueSatisfying(said -> assertThat(said.verdict()).isEqualTo(Verdict.VERIFIED));
        assertThat(world.desk.proof().store().ofSlot(DAY, DISTRICT))
                .extracting(KeptVerdict::device)
                .containsExactly("xb-1");
        assertThat(world.flags).as("xa-2 said nothing").containsExactly("xa-2 SPEAKER_MISSED");
    }

    @Test
    void decision_thatIsTakenBack_joinsTheSlotsAgain_andLeavesNobodyOutOrTwice() {
        programme.decide("xa", List.of(2L, 1L), "bà Lan");
        world.tick();
        assertThat(programme.undecide("xa", 1)).isTrue();
        assertThat(programme.order("xa").turns())
                .as("one alone decides nothing")
                .isEmpty();
        assertThat(programme.undecide("xa", 1)).isFalse();
        world.tick();
        assertThat(slot(DISTRICT).targets()).containsExactly("xa-1", "xa-2", "xb-1");
        assertThat(slot(DISTRICT_IN_XA).isCancelled()).isTrue();
        assertThat(slot(DISTRICT_IN_XA).targets())
                .as("nothing is excused there")
                .isEmpty();
        programme.decide("xa", List.of(2L, 1L), "bà Lan");
        world.tick();
        assertThat(slot(DISTRICT_IN_XA).isCancelled()).isFalse();
        assertThat(targets().get(DISTRICT)).containsExactly("xb-1");
    }

    @Test
    void decision_afterItIsTooLate_changesNothingToday_andSaysSo() {
        clock.advance(Duration.ofMinutes(46));
        assertThat(programme.tooLate("xa", List.of(2L, 1L)))
                .extracting(Slot::id)
                .containsExactly(DISTRICT, COMMUNE);
        assertThat(programme.tooLate("xb", List.of(2L, 1L)))
                .as("no collision there")
                .isEmpty();
        programme.decide("xa", List.of(2L, 1L), "bà Lan");
        world.tick();
        assertThat(targets())
                .isEqualTo(Map.of(DISTRICT, List.of("xa-1", "xa-2", "xb-1"), COMMUNE, List.of("xa-1", "xa-2")));
        assertThat(slot("b1-20261122T1700-1").targets()).as("from tomorrow on").containsExactly("xa-1", "xa-2");
    }

    /** At 16:46 the slot of 17:00 is frozen; that of 17:05:05, of the same bulletin, must not vanish either. */
    @Test
    void decision_takenBackTooLate_losesNoCluster_andAfterARestartToo() {
        programme.decide("xa", List.of(2L, 1L), "bà Lan");
        world.tick();
        Map<String, List<String>> before = targets();
        clock.advance(Duration.ofMinutes(46));
        programme.undecide("xa", 2);
        world.tick();
        assertThat(targets()).isEqualTo(before);
        clock.advance(Duration.ofMinutes(15));
        programme.undecide("xa", 1);
        SpeakerWorld restarted = new SpeakerWorld(ingest, database, commands, clock);
        restarted.desk.clusters().refresh();
        restarted.tick();
        assertThat(targets()).as("one has begun").isEqualTo(before);
        assertThat(slot(DISTRICT_IN_XA).starts()).isEqualTo(LATER);
        assertThat(targets(DAY.plusDays(1)).get("b1-20261122T1700"))
                .as("tomorrow nobody has decided")
                .containsExactly("xa-1", "xa-2", "xb-1");
    }

    @Test
    void bulletin_thatIsCancelled_isCancelledInEveryCommune_andDropsOutOfTheOrder() {
        world.bulletin("Tin thứ ba", BulletinClass.PRIORITY, "xa", 0, "17:02");
        programme.decide("xa", List.of(2L, 1L, 3L), "bà Lan");
        world.tick();
        programme.cancel(1, "an", "hoãn");
        world.tick();
        assertThat(slot(DISTRICT).isCancelled()).isTrue();
        assertThat(slot(DISTRICT_IN_XA).isCancelled()).isTrue();
        assertThat(slot(DISTRICT_IN_XA).targets()).as("it is excused there").containsExactly("xa-1", "xa-2");
        assertThat(slot("b3-20261121T1702").starts()).as("moves up").isEqualTo(LATER);
        assertThat(ranked()).containsExactly(2L, 3L);
        programme.decide("xa", List.of(3L, 2L), "ông Ba");
        assertThat(programme.order("xa").turns()).extracting(AreaOrder.Turn::by).containsOnly("ông Ba");
    }

    @Test
    void order_isKeptWhole_whoeverDecidesAtTheSameTime() {
        world.bulletin("Tin thứ ba", BulletinClass.PRIORITY, "xa", 0, "17:02");
        List<List<Long>> wanted =
                List.of(List.of(1L, 2L), List.of(3L, 1L), List.of(2L, 3L), List.of(2L, 1L), List.of(3L, 2L));
        wanted.parallelStream().forEach(two -> programme.decide("xa", two, "bà Lan"));
        assertThat(ranked()).containsExactlyInAnyOrder(1L, 2L, 3L);
        programme.decide("xb", List.of(1L, 2L), "bà Lan");
        assertThat(new SqlSpeakerOrder(database).all(DAY))
                .extracting(AreaOrder::area)
                .containsExactly("xa", "xb");
        assertThat(new SqlSpeakerOrder(database).all(DAY))
                .extracting(AreaOrder::number)
                .doesNotHaveDuplicates();
        assertThat(programme.order("huyen").turns()).isEmpty();
    }

    private List<Long> ranked() {
        return programme.order("xa").turns().stream()
                .map(AreaOrder.Turn::bulletin)
                .toList();
    }

    private Map<String, List<String>> conflicts() {
        return Conflicts.of(programme.slots(DAY));
    }

    private Map<String, List<String>> targets() {
        return targets(DAY);
    }

    private Map<String, List<String>> targets(LocalDate day) {
        return programme.slots(day).stream()
                .filter(slot -> !slot.isCancelled())
                .collect(Collectors.toMap(Slot::id, Slot::targets));
    }

    private Slot slot(String id) {
        return programme.slot(id).orElseThrow();
    }
}
