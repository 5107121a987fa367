package org.kenh.edge.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.telemetry.CommandAnswer.State;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.schedule.Turn;

class ScheduleRunTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String INTERLOCKS = "    interlocks: [{type: dry-run, below: 0.8}]\n";

    @TempDir
    private Path directory;

    private final Centre centre = new Centre();

    /** The link is away from the beginning of the turn on: the rig has none. Steps of the clock come in the middle. */
    @ParameterizedTest
    @ValueSource(longs = {0, -2, 24, 3})
    void turn_withoutTheCentreAndWithClockSteps_endsOnTimeWithTheValveClosed(long stepHours) {
        Rig rig = rig();
        put(rig, 1, Centre.turn("t1", "valve-1", MINUTE, HOUR.multipliedBy(6)));
        rig.run(Duration.ofSeconds(55));
        assertThat(rig.valveIsOpen()).isFalse();
        rig.run(Duration.ofSeconds(10));
        assertThat(rig.valveIsOpen()).isTrue();

        rig.run(HOUR.multipliedBy(3));
        rig.wall = rig.wall.plus(Duration.ofHours(stepHours));
        rig.run(HOUR.multipliedBy(3).minus(Duration.ofSeconds(10)));
        assertThat(rig.valveIsOpen()).as("5 s before the end").isTrue();
        rig.run(Duration.ofSeconds(6));
        assertThat(rig.valveIsOpen()).as("1 s after the end").isFalse();

        rig.run(HOUR.multipliedBy(7));
        assertThat(rig.valveIsOpen()).as("a turn runs once").isFalse();
        assertThat(rig.events("schedule/turn").toString())
                .contains("\"state\":\"planned\"", "\"state\":\"started\"", "\"state\":\"confirmed\"")
                .contains("\"state\":\"ended\",\"reason\":\"time\",\"volume\":2159.95", "\"atRest\":true");
        assertThat(rig.events("schedule/turn")).hasSize(4);
    }

    @Test
    void turn_pump_startsConfirmedAndStops() {
        Rig rig = rig();
        put(rig, 1, Centre.turn("t1", "pump-1", MINUTE, HOUR));
        rig.run(Duration.ofMinutes(2));
        assertThat(rig.pumpIsOn()).isTrue();
        rig.run(HOUR);

        assertThat(rig.pumpIsOn()).isFalse();
        assertThat(rig.events("schedule/turn").toString()).contains("confirmed", "\"state\":\"ended\"");
    }

    @Test
    void turn_volume_endsWhenItHasFlowedAndTellsTheDeviation() {
        Rig rig = rig();
        put(rig, 1, Centre.ofVolume(Centre.turn("t1", "valve-1", MINUTE, HOUR), 120));
        rig.run(MINUTE.plusSeconds(1190));
        assertThat(rig.valveIsOpen()).isTrue();
        rig.run(Duration.ofSeconds(20));

        assertThat(rig.valveIsOpen()).isFalse();
        assertThat(rig.events("schedule/turn").toString())
                .contains("\"reason\":\"volume\",\"volume\":120.05,\"deviation\":4.0E-4");
    }

    @Test
    void turn_condition_restsWhileItDoesNotHoldOrIsNotKnown() {
        Rig rig = rig();
        Turn.Condition condition = new Turn.Condition(SeriesName.of("level.discharge"), false, 3.2);
        put(rig, 1, Centre.when(Centre.turn("t1", "valve-1", MINUTE, HOUR), condition));
        rig.run(MINUTE.multipliedBy(2));
        assertThat(rig.valveIsOpen()).isTrue();

        rig.overrides.put("level.discharge", 3.3);
        rig.runSeconds(2);
        assertThat(rig.valveIsOpen()).as("too high").isFalse();
        rig.overrides.clear();
        rig.runSeconds(2);
        assertThat(rig.valveIsOpen()).as("well again").isTrue();
        rig.silent.add("level.discharge");
        rig.runSeconds(32);
        assertThat(rig.valveIsOpen()).as("not known").isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void turn_powerCutInTheMiddle_runsTheRestOrIsSkippedByItsRule(boolean rest) {
        Rig rig = rig();
        Turn turn = Centre.turn("t1", "valve-1", MINUTE, HOUR.multipliedBy(2));
        put(rig, 1, rest ? turn : Centre.skipping(turn));
        rig.run(HOUR);
        rig.powerCut(Duration.ofMinutes(30), true);
        assertThat(rig.valveIsOpen()).as("safe at boot").isFalse();
        rig.runSeconds(2);
        assertThat(rig.valveIsOpen()).isEqualTo(rest);

        rig.run(Duration.ofMinutes(30).plusSeconds(50));
        assertThat(rig.valveIsOpen()).as("before its planned end").isEqualTo(rest);
        rig.run(Duration.ofSeconds(20));
        assertThat(rig.valveIsOpen()).as("after its planned end").isFalse();
    }

    @Test
    void turn_bootWithoutAClock_waitsForTheTimeAndRunsOnlyTheRest() {
        Rig rig = rig();
        put(rig, 1, Centre.turn("t1", "valve-1", MINUTE, HOUR.multipliedBy(2)));
        rig.run(HOUR);
        rig.powerCut(Duration.ofMinutes(30), false);
        rig.run(Duration.ofMinutes(10));
        assertThat(rig.valveIsOpen()).as("nobody knows the time").isFalse();

        rig.trusted = true;
        rig.run(Duration.ofMinutes(20));
        assertThat(rig.valveIsOpen()).isTrue();
        rig.run(MINUTE.multipliedBy(2));
        assertThat(rig.valveIsOpen()).isFalse();
    }

    /** As when the link was away while its time began. */
    @Test
    void put_afterATurnShouldHaveBegun_runsOnlyTheRest_andNothingOfATurnThatIsOver() {
        Rig rig = rig();
        rig.run(HOUR.multipliedBy(3));
        put(
                rig,
                1,
                Centre.turn("over", "valve-1", MINUTE, HOUR),
                Centre.turn("late", "valve-1", HOUR.multipliedBy(2), HOUR.multipliedBy(2)));
        rig.runSeconds(3);
        assertThat(rig.valveIsOpen()).isTrue();
        rig.run(HOUR.minusSeconds(10));
        assertThat(rig.valveIsOpen()).as("before its planned end").isTrue();
        rig.run(Duration.ofSeconds(20));
        assertThat(rig.valveIsOpen()).as("after its planned end").isFalse();
        assertThat(rig.events("schedule/turn").toString())
                .contains("\"turn\":\"over\",\"target\":\"valve-1\",\"state\":\"missed\"")
                .contains("\"turn\":\"late\",\"target\":\"valve-1\",\"state\":\"started\"");
    }

    @Test
    void turn_agentRestarts_goesOnAndEndsOnTime() {
        Rig rig = rig();
        put(rig, 1, Centre.turn("t1", "valve-1", MINUTE, HOUR));
        rig.run(Duration.ofMinutes(30));
        rig.wall = rig.wall.minus(HOUR.multipliedBy(2));
        rig.boot();
        rig.run(Duration.ofMinutes(30).plusSeconds(50));
        assertThat(rig.valveIsOpen()).isTrue();
        rig.run(Duration.ofSeconds(20));
        assertThat(rig.valveIsOpen()).isFalse();

        rig.boot();
        rig.run(HOUR.multipliedBy(3));
        assertThat(rig.valveIsOpen()).as("a turn that ended is not run again").isFalse();
    }

    @Test
    void turn_aPersonCloses_isNotFought() {
        Rig rig = rig();
        put(rig, 1, Centre.turn("t1", "valve-1", MINUTE, HOUR));
        rig.run(MINUTE.multipliedBy(2));
        rig.command("valve.close", "{}");
        rig.run(HOUR);

        assertThat(rig.last().state()).isEqualTo(State.DONE);
        assertThat(rig.valveIsOpen()).isFalse();
        assertThat(rig.events("schedule/turn").toString()).contains("\"reason\":\"stopped-by-command\"");
    }

    @Test
    void turn_pumpDoesNotStart_endsAndDoesNotTryAllNight() {
        Rig rig = rig();
        rig.motorWorks = false;
        put(rig, 1, Centre.turn("t1", "pump-1", MINUTE, HOUR.multipliedBy(4)));
        rig.run(HOUR.multipliedBy(4));

        assertThat(rig.events("pump-1/control").stream().filter("starting"::equals))
                .hasSize(1);
        assertThat(rig.pumpIsOn()).isFalse();
    }

    @Test
    void put_oldForgedForeignOrUnknown_isRefusedAndTheOldOneGoesOn() {
        Rig rig = rig();
        Turn turn = Centre.turn("t1", "valve-1", MINUTE, HOUR);
        put(rig, 5, turn);

        assertThat(rig.command("schedule.put", centre.signed(5, turn)).detail()).startsWith("old-schedule: ");
        assertThat(rig.command("schedule.put", centre.signed(4, turn)).detail()).startsWith("old-schedule: ");
        assertThat(rig.command("schedule.put", new Centre().signed(6, turn)).detail())
                .startsWith("bad-signature: ");
        assertThat(rig.command("schedule.put", centre.signed("tram-2", 6, turn)).detail())
                .startsWith("bad-schedule: ");
        assertThat(rig.command("schedule.put", centre.signed(6, Centre.turn("t1", "valve-9", MINUTE, HOUR)))
                        .detail())
                .startsWith("unknown-target: ");
        assertThat(rig.command("schedule.put", "{\"document\":7}").state()).isEqualTo(State.REFUSED);
        rig.run(MINUTE.multipliedBy(2));
        assertThat(rig.valveIsOpen()).isTrue();
    }

    @Test
    void put_newerOneWithoutTheRunningTurn_endsIt() {
        Rig rig = rig();
        Turn turn = Centre.turn("t1", "valve-1", MINUTE, HOUR);
        put(rig, 1, turn);
        rig.run(MINUTE.multipliedBy(2));
        put(rig, 2, turn, Centre.turn("t2", "pump-1", HOUR, HOUR));
        rig.runSeconds(2);
        assertThat(rig.valveIsOpen()).as("the same turn goes on").isTrue();
        put(rig, 3);
        rig.runSeconds(2);

        assertThat(rig.valveIsOpen()).isFalse();
        assertThat(rig.events("schedule/turn").toString()).contains("\"reason\":\"withdrawn\"");
    }

    @Test
    void boot_scheduleFileDamaged_isReportedAndNothingRuns() throws IOException {
        Rig rig = rig();
        put(rig, 1, Centre.turn("t1", "valve-1", MINUTE, HOUR));
        byte[] file = Files.readAllBytes(directory.resolve("schedule"));
        file[file.length / 2] ^= 1;
        Files.write(directory.resolve("schedule"), file);
        rig.boot();
        rig.run(MINUTE.multipliedBy(3));

        assertThat(rig.valveIsOpen()).isFalse();
        assertThat(rig.events("control/fault").toString()).contains("bad-schedule");
    }

    private Rig rig() {
        return new Rig(directory, centre.key() + "pumps:\n" + Rig.PUMP + INTERLOCKS + Rig.VALVE);
    }

    private void put(Rig rig, long version, Turn... turns) {
        assertThat(rig.command("schedule.put", centre.signed(version, turns)).state())
                .isEqualTo(State.DONE);
    }
}
