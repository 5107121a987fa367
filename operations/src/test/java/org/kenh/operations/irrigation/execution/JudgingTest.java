package org.kenh.operations.irrigation.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.plan.BandEnergy;
import org.kenh.operations.irrigation.plan.ExampleTariff;

class JudgingTest {
    /** A Monday, 05:00 in Vietnam: one hour of off-peak before the normal band. */
    private static final Instant START = Instant.parse("2026-06-14T22:00:00Z");

    private static final Instant END = START.plus(Duration.ofHours(2));
    private static final Judging.Case FIELD = Cases.turn("t", SubjectKind.FIELD, START, Duration.ofHours(2), 3_600);
    private static final Judging.Case PUMP = Cases.turn("t", SubjectKind.PUMP, START, Duration.ofHours(2), 3_600);

    @Property(tries = 300)
    void events_shuffledAndRepeated_giveTheSameAccount(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 8) int length) {
        Random random = new Random(seed);
        List<TurnEvent.Kind> kinds = List.of(TurnEvent.Kind.values());
        List<TurnEvent> events = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            TurnEvent.Kind kind = kinds.get(random.nextInt(kinds.size()));
            String more = kind == TurnEvent.Kind.ENDED
                    ? ",\"reason\":\"" + (random.nextBoolean() ? "time" : "withdrawn") + "\",\"volume\":"
                            + random.nextInt(4_000)
                    : "";
            events.add(event(random.nextInt(4) * 1_800L, kind.name().toLowerCase(java.util.Locale.ROOT), more));
        }
        List<TurnEvent> others = new ArrayList<>(events);
        events.stream().filter(event -> random.nextBoolean()).forEach(others::add);
        Collections.shuffle(others, random);
        Judging judging = at(END.plusSeconds(random.nextInt(7_200)));

        assertThat(judging.account(FIELD, others)).isEqualTo(judging.account(FIELD, events));
    }

    @Property(tries = 300)
    void whatComesLate_givesTheAccountThatItWouldHaveGivenInTime(@ForAll long seed) {
        Random random = new Random(seed);
        List<TurnEvent> all = List.of(
                event(0, "started", ""),
                event(20, "confirmed", ""),
                event(7_200, "ended", ",\"reason\":\"time\",\"volume\":3590"));
        List<TurnEvent> arrived = new ArrayList<>();
        List<TurnEvent> coming = new ArrayList<>(all);
        Collections.shuffle(coming, random);
        TurnAccount account = FIELD.account();
        for (TurnEvent event : coming) {
            arrived.add(event);
            // What was made of the events before is what the next judgement begins with.
            account = at(END.plusSeconds(60))
                    .account(
                            new Judging.Case(
                                    account,
                                    FIELD.flow(),
                                    FIELD.power(),
                                    FIELD.withdrawn(),
                                    FIELD.linkedSince(),
                                    FIELD.byHand()),
                            arrived);
        }

        assertThat(account).isEqualTo(at(END.plusSeconds(60)).account(FIELD, all));
        assertThat(account.state()).isEqualTo(AccountState.DONE);
    }

    @Test
    void silence_isJudgedByWhetherTheDeviceCouldBeHeard() {
        assertThat(state(FIELD, START.plusSeconds(119))).isEqualTo(AccountState.PLANNED);
        assertThat(state(FIELD, START.plusSeconds(120))).isEqualTo(AccountState.MISSED);
        Judging.Case away = Cases.linked(FIELD, Optional.empty());
        assertThat(state(away, START.plusSeconds(120))).isEqualTo(AccountState.UNKNOWN);
        Judging.Case back = Cases.linked(FIELD, Optional.of(END));
        assertThat(state(back, END.plus(Duration.ofMinutes(59)))).isEqualTo(AccountState.UNKNOWN);
        assertThat(state(back, END.plus(Duration.ofMinutes(60)))).isEqualTo(AccountState.MISSED);
        assertThat(state(Cases.withdrawn(FIELD, "drainage"), END)).isEqualTo(AccountState.WITHDRAWN);
    }

    @Test
    void pump_thatRanForAnOlderPlansTurnBefore_isNotCutShort() {
        List<TurnEvent> late = List.of(event(4_800, "started", ""), event(7_200, "ended", ",\"reason\":\"time\""));
        Instant now = END.plusSeconds(60);
        Judging seen = new Judging(Cases.running(), ExampleTariff.calendar(), now);

        assertThat(at(now).account(PUMP, late).state()).isEqualTo(AccountState.CUT_SHORT);
        assertThat(seen.account(PUMP, late).state()).isEqualTo(AccountState.DONE);
    }

    @Test
    void field_isJudgedByItsWater_andPumpByItsTime() {
        assertThat(ended(FIELD, 7_200, ",\"volume\":3420")).isEqualTo(AccountState.DONE);
        assertThat(ended(FIELD, 7_200, ",\"volume\":3419")).isEqualTo(AccountState.CUT_SHORT);
        assertThat(ended(FIELD, 6_840, "")).isEqualTo(AccountState.DONE);
        assertThat(ended(FIELD, 6_839, "")).isEqualTo(AccountState.CUT_SHORT);
        assertThat(ended(PUMP, 7_200, ",\"volume\":2000")).isEqualTo(AccountState.DONE);
        assertThat(ended(PUMP, 6_000, ",\"volume\":3600")).isEqualTo(AccountState.CUT_SHORT);
    }

    @Test
    void pump_thatRunsItsTimeWithTooLittleWater_isDoneButShort() {
        assertThat(pump(7_200, ",\"volume\":3420").isShort()).isFalse();
        assertThat(pump(7_200, ",\"volume\":3419").isShort()).isTrue();
        assertThat(pump(7_200, ",\"volume\":3419").state()).isEqualTo(AccountState.DONE);
        assertThat(pump(7_200, "").isShort()).as("nobody has measured").isFalse();
        assertThat(pump(3_000, ",\"volume\":100").isShort())
                .as("it is cut short")
                .isFalse();
        List<TurnEvent> late =
                List.of(event(3_600, "started", ""), event(7_200, "ended", ",\"reason\":\"time\",\"volume\":1750"));
        Judging seen = new Judging(Cases.running(), ExampleTariff.calendar(), END.plusSeconds(60));
        assertThat(seen.account(PUMP, late).isShort())
                .as("it went on from a turn of an older plan")
                .isFalse();
    }

    private static TurnAccount pump(long seconds, String more) {
        return at(END.plusSeconds(60))
                .account(
                        PUMP, List.of(event(0, "started", ""), event(seconds, "ended", ",\"reason\":\"time\"" + more)));
    }

    @Test
    void pump_withoutMeters_takesWhatItsNameplateSays_byBand() {
        TurnAccount account = at(END.plusSeconds(60))
                .account(PUMP, List.of(event(0, "started", ""), event(7_200, "ended", ",\"reason\":\"time\"")));

        assertThat(account.volume().orElseThrow().how()).isEqualTo(VolumeHow.NAMEPLATE);
        assertThat(account.volume().orElseThrow().cubicMetres()).isEqualTo(3_600);
        assertThat(account.energy().orElseThrow().how()).isEqualTo(EnergyHow.NAMEPLATE);
        assertThat(account.energy().orElseThrow().bands())
                .extracting(BandEnergy::kilowattHours)
                .containsExactly(22.0, 22.0);
        assertThat(account.energy().orElseThrow().bands())
                .extracting(BandEnergy::band)
                .doesNotHaveDuplicates();
    }

    @Test
    void turn_givenUpAfterAPowerCut_endedByItsTimeAtTheLatest() {
        TurnAccount account = at(END.plus(Duration.ofHours(9)))
                .account(
                        FIELD, List.of(event(0, "started", ""), event(30_000, "skipped", ",\"reason\":\"too-short\"")));

        assertThat(account.course().ended()).contains(END);
        assertThat(account.course().reason()).isEqualTo("too-short");
    }

    @Test
    void runningBeyondItsTime_withoutAnEnd_isUnknown() {
        List<TurnEvent> started = List.of(event(60, "started", ""));
        assertThat(at(END.plusSeconds(299)).account(FIELD, started).state()).isEqualTo(AccountState.RUNNING);
        TurnAccount over = at(END.plusSeconds(300)).account(FIELD, started);
        assertThat(over.state()).isEqualTo(AccountState.UNKNOWN);
        assertThat(over.course().reason()).isEqualTo("no-end");
    }

    @Test
    void turnThatBeganLate_runsUntilItsPlannedEnd_andItsAccountSaysWhyItIsShort() {
        TurnEvent started = event(1_800, "started", "");
        TurnAccount running = at(START.plusSeconds(3_600)).account(FIELD, List.of(started));
        assertThat(running.state()).isEqualTo(AccountState.RUNNING);
        assertThat(running.course().reason()).isEqualTo("late-start");

        TurnEvent ended = event(7_200, "ended", ",\"reason\":\"time\",\"volume\":2700");
        TurnAccount over = at(END.plusSeconds(60)).account(FIELD, List.of(started, ended));
        assertThat(over.state()).isEqualTo(AccountState.CUT_SHORT);
        assertThat(over.course().reason()).isEqualTo("late-start");

        assertThat(at(END.plusSeconds(300)).account(FIELD, List.of(started)).state())
                .isEqualTo(AccountState.UNKNOWN);
        TurnEvent stopped = event(4_000, "ended", ",\"reason\":\"stopped-by-command\"");
        assertThat(at(END).account(FIELD, List.of(started, stopped)).course().reason())
                .isEqualTo("stopped-by-command");
    }

    @Test
    void running_givesWhatTheMeterCountedToTheFullMinute_andNothingWithoutAMeter() {
        List<TurnEvent> started = List.of(event(60, "started", ""));
        Instant now = START.plusSeconds(60 + 600 + 25);
        TurnAccount metered = new Judging(Cases.flowing(0.4), ExampleTariff.calendar(), now).account(FIELD, started);

        assertThat(metered.state()).isEqualTo(AccountState.RUNNING);
        assertThat(metered.volume()).contains(new TurnAccount.Volume(0.4 * 600, VolumeHow.FLOW_SERIES));
        assertThat(metered.deviation()).isEmpty();
        assertThat(at(now).account(FIELD, started).volume()).isEmpty();
    }

    @Test
    void whatCannotBeRead_saysNothing() {
        assertThat(TurnEvent.parse(START, "không phải JSON")).isEmpty();
        assertThat(TurnEvent.parse(START, "{\"state\":\"planned\",\"turns\":4,\"version\":1}"))
                .isEmpty();
        assertThat(TurnEvent.parse(START, "{\"turn\":\"t\",\"state\":\"nổ\"}")).isEmpty();
        assertThat(TurnEvent.parse(START, "[]")).isEmpty();
        assertThat(TurnEvent.parse(START, "{\"turn\":\"t\",\"state\":\"ended\",\"volume\":-3}")
                        .orElseThrow()
                        .volume())
                .isEmpty();
    }

    @Test
    void samples_holdForTenMinutes_andTooFewSayNothing() {
        Samples samples = new Samples(List.of(
                new Samples.Sample(START, 0.5),
                new Samples.Sample(START.plusSeconds(600), 0.3),
                new Samples.Sample(START.plusSeconds(1_200), 0.3)));
        assertThat(samples.integral(new org.kenh.operations.irrigation.plan.Period(START, START.plusSeconds(1_200)))
                        .orElseThrow())
                .isCloseTo(300 + 180, within(1e-9));
        assertThat(samples.integral(new org.kenh.operations.irrigation.plan.Period(START, START.plusSeconds(2_251))))
                .isEmpty();
        assertThat(samples.growth(new org.kenh.operations.irrigation.plan.Period(START, START.plusSeconds(60))))
                .as("a counter that was set back")
                .isEmpty();
    }

    private static AccountState ended(Judging.Case turn, long seconds, String volume) {
        return at(END.plusSeconds(60))
                .account(
                        turn,
                        List.of(event(0, "started", ""), event(seconds, "ended", ",\"reason\":\"time\"" + volume)))
                .state();
    }

    private static AccountState state(Judging.Case turn, Instant now) {
        return at(now).account(turn, List.of()).state();
    }

    private static Judging at(Instant now) {
        return new Judging(Cases.NOTHING, ExampleTariff.calendar(), now);
    }

    private static TurnEvent event(long second, String state, String more) {
        return TurnEvent.parse(START.plusSeconds(second), "{\"turn\":\"t\",\"state\":\"" + state + "\"" + more + "}")
                .orElseThrow();
    }
}
