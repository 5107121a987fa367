package org.kenh.edge.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.sensor.simulated.District;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.CommandAnswer.State;
import org.kenh.telemetry.schedule.Turn;

/** The control at stations of the simulated district while a storm or a drought goes over it. */
class ControlScenarioTest {
    private static final Duration ANTI_RESTART = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path directory;

    private final Centre centre = new Centre();

    /**
     * Two short failures before the long one of the storm: after the first the pause before a restart lasts longer than
     * the failure, after the second the failure lasted longer. The long one outlasts the battery of the agent.
     */
    @Test
    void storm_mainsFail_allStopAtOnceAndStartOneByOneAfterIt() {
        District district = new District("storm", Rig.START, """
                - {effect: mains, on: [tb-dong-tan], from: 7.5, to: 7.6, value: 1}
                - {effect: mains, on: [tb-dong-tan], from: 7.75, to: 7.95, value: 1}
                """);
        FieldSite site = site(
                district, hours(7), SiteFile.DONG_TAN, SiteFile.DONG_TAN.control("", "{type: dry-run, below: 0.3}"));
        planPumps(site, 4, minutes(425), minutes(805));

        runUntil(site, hours(7.5).minusSeconds(1));
        assertThat(running(site)).containsExactly(1, 2, 3, 4);
        site.run(FieldSite.CYCLE);
        assertThat(running(site)).isEmpty();
        assertThat(switchedOn(site)).isEmpty();
        runUntil(site, hours(8));
        assertThat(switchedOn(site)).isEmpty();
        runUntil(site, hours(13));
        assertThat(site.isAlive()).isFalse();
        runUntil(site, hours(20).plusSeconds(59));
        assertThat(site.boots).isEqualTo(2);
        assertThat(switchedOn(site)).as("before the clock can be trusted").isEmpty();
        runUntil(site, minutes(1_230).minusSeconds(1));
        assertThat(running(site)).containsExactly(1, 2, 3, 4);
        site.run(FieldSite.CYCLE);
        assertThat(running(site)).isEmpty();

        assertThat(site.story(1, minutes(425)))
                .containsExactly(
                        "7:05:00 starting",
                        "7:05:05 running",
                        "7:30:00 tripped mains",
                        "7:30:00 stopped mains",
                        "7:36:00 cleared mains",
                        "7:40:00 starting",
                        "7:40:05 running",
                        "7:45:00 tripped mains",
                        "7:45:00 stopped mains",
                        "7:57:00 cleared mains",
                        "7:57:14 starting",
                        "7:57:15 running",
                        "8:00:00 tripped mains",
                        "8:00:00 stopped mains",
                        "20:01:00 starting",
                        "20:01:05 running",
                        "20:30:00 stopped turn-rests");
        for (int pump = 2; pump <= 4; pump++) {
            Duration stagger = Duration.ofSeconds(15).multipliedBy(pump - 1);
            assertThat(site.times(pump, "stopped")).isEqualTo(site.times(1, "stopped"));
            assertThat(site.times(pump, "starting"))
                    .isEqualTo(site.times(1, "starting").stream()
                            .map(start -> start.plus(stagger))
                            .toList());
        }
    }

    /** With a clogged rack the third pump draws the bay down too far, again and again, until the starts are used up. */
    @Test
    void storm_rackClogs_pumpsStopAndTheirStartsAreBounded() {
        FieldSite site = site(
                new District("storm", Rig.START),
                hours(9.8),
                SiteFile.LUU_HOANG,
                SiteFile.LUU_HOANG.control(
                        "startsPerHour: 4",
                        "{type: custom, name: rack, when: {series: bay/rack.difference, above: 0.3}, delay: PT1M}"));
        planPumps(site, 3, minutes(590), hours(4));
        Instant trip = firstTrip(site, Duration.ofMinutes(1), () -> site.value("bay/rack.difference") > 0.3);
        assertThat(site.times(1, "tripped rack")).containsExactly(trip);
        assertThat(running(site)).isEmpty();

        site.runUntil(trip.plus(HOUR));
        CommandAnswer answer = site.command("pump.start", 1, "");
        assertThat(answer.state()).isEqualTo(State.REFUSED);
        assertThat(answer.detail()).startsWith("starts-per-hour");
        site.run(Duration.ofMinutes(20));

        List<Instant> starts = site.times(1, "starting");
        List<Instant> stops = site.times(1, "stopped rack");
        assertThat(starts).hasSizeGreaterThanOrEqualTo(6);
        assertThat(site.times(2, "stopped rack")).isEqualTo(stops);
        assertThat(site.times(3, "stopped rack")).isEqualTo(stops);
        int bounded = 0;
        for (int i = 1; i < starts.size(); i++) {
            Instant rested = stops.get(i - 1).plus(ANTI_RESTART);
            Instant allowed = i < 4 ? rested : starts.get(i - 4).plus(HOUR);
            assertThat(starts.get(i)).isEqualTo(allowed.isAfter(rested) ? allowed : rested);
            bounded += allowed.isAfter(rested) ? 1 : 0;
        }
        assertThat(bounded).isPositive();
    }

    /** The drought lowers the river to the intake: at first only while pumps draw, later at rest too. */
    @Test
    void dry_riverFallsBelowTheLimit_dryRunLatchesUntilAPersonResetsIt() {
        FieldSite site = site(
                new District("dry", Rig.START),
                hours(77),
                SiteFile.BA_THA,
                SiteFile.BA_THA.control("", "{type: dry-run, below: 1.18}"));
        planPumps(site, 2, minutes(4_625), hours(3));
        Instant trip = firstTrip(site, Duration.ofSeconds(5), () -> site.value("bay/level.suction") < 1.18);
        assertThat(site.times(1, "stopped dry-run")).containsExactly(trip);
        assertThat(site.times(2, "stopped dry-run")).containsExactly(trip);
        assertThat(running(site)).isEmpty();

        site.run(Duration.ofMinutes(11));
        assertThat(site.value("bay/level.suction")).isGreaterThan(1.18);
        assertThat(running(site)).as("the turn goes on, but they are locked").isEmpty();
        assertThat(site.command("pump.start", 1, "").detail())
                .startsWith("latched")
                .contains("dry-run");
        assertThat(site.command("pump.reset", 1, "").detail()).startsWith("no-person");
        assertThat(site.command("pump.reset", 1, "\"by\":\"Nguyễn Văn An\"").state())
                .isEqualTo(State.DONE);
        assertThat(site.command("pump.start", 1, "").state()).isEqualTo(State.ACCEPTED);
        site.run(Duration.ofSeconds(5));
        assertThat(site.answer().state()).isEqualTo(State.DONE);
        assertThat(running(site)).as("only the one that was reset").containsExactly(1);

        site.run(HOUR.multipliedBy(2));
        assertThat(running(site)).isEmpty();
        assertThat(site.value("bay/level.suction")).isLessThan(1.18);
        assertThat(site.command("pump.reset", 1, "\"by\":\"Nguyễn Văn An\"").detail())
                .startsWith("cause-holds");
        assertThat(site.command("pump.start", 1, "").state()).isEqualTo(State.REFUSED);
    }

    @Test
    void dry_linkIsCutForSixHours_turnEndsOnTimeWithTheValveClosed() {
        String valve = "dong-vien-noi";
        District district =
                new District("dry", Rig.START, "[{effect: link, on: [tb-ba-tha], from: 1, to: 7, value: 1}]");
        String control = centre.key() + "outputs: [{name: dong-vien-noi, kind: valve, flow: dong-vien-noi/flow}]\n";
        FieldSite site = new FieldSite(
                directory, district, Rig.START, new FieldSite.Site(SiteFile.BA_THA.station(), List.of(valve), control));
        site.run(minutes(1));
        Turn turn = Centre.turn("t1", valve, minutes(30), minutes(342));
        put(site, turn);
        runUntil(site, hours(1).minusSeconds(1));
        assertThat(site.isLinked()).isTrue();
        assertThat(site.board.isOpen(valve)).isTrue();

        while (site.wall.isBefore(turn.end().minusSeconds(1))) {
            site.run(FieldSite.CYCLE);
            assertThat(site.isLinked()).isFalse();
            assertThat(site.board.isOn(valve)).isTrue();
        }
        assertThat(site.board.isOpen(valve)).isTrue();
        site.run(FieldSite.CYCLE);
        assertThat(site.wall).isEqualTo(turn.end());
        assertThat(site.board.isOn(valve)).as("at the end of the turn").isFalse();
        runUntil(site, hours(7).minusSeconds(1));
        assertThat(site.isLinked()).isFalse();
        assertThat(site.board.isOpen(valve)).isFalse();
        assertThat(site.value(valve + "/flow")).isZero();
        assertThat(site.arrived(TurnReport.SERIES)).hasSize(3);

        site.run(FieldSite.CYCLE);
        assertThat(site.isLinked()).isTrue();
        // 4 mm/h on 18 ha for 5.7 h
        assertThat(site.arrived(TurnReport.SERIES).get(3))
                .startsWith("6:12:0")
                .contains("\"state\":\"ended\",\"reason\":\"time\",\"volume\":410")
                .endsWith("\"atRest\":true}");
    }

    private FieldSite site(District district, Duration from, SiteFile file, String control) {
        Instant start = district.at(from.toSeconds() / 3600.0);
        String yaml = centre.key() + control;
        return new FieldSite(directory, district, start, new FieldSite.Site(file.station(), List.of(), yaml));
    }

    private void planPumps(FieldSite site, int pumps, Duration from, Duration length) {
        site.run(minutes(1));
        put(
                site,
                IntStream.rangeClosed(1, pumps)
                        .mapToObj(number -> Centre.turn("t" + number, "pump-" + number, from, length))
                        .toArray(Turn[]::new));
    }

    private void put(FieldSite site, Turn... turns) {
        CommandAnswer answer = site.command("schedule.put", centre.signed(1, turns));
        assertThat(answer.state()).as(answer.detail()).isEqualTo(State.DONE);
    }

    /** Runs until what is measured has been so for as long as an interlock waits, and gives that time. */
    private static Instant firstTrip(FieldSite site, Duration delay, BooleanSupplier condition) {
        Instant deadline = site.wall.plus(HOUR.multipliedBy(2));
        Instant since = deadline;
        while (site.wall.isBefore(since.plus(delay)) && site.wall.isBefore(deadline)) {
            site.run(FieldSite.CYCLE);
            since = !condition.getAsBoolean() ? deadline : since.equals(deadline) ? site.wall : since;
        }
        return site.wall;
    }

    private static void runUntil(FieldSite site, Duration sinceStart) {
        site.runUntil(Rig.START.plus(sinceStart));
    }

    private static List<Integer> running(FieldSite site) {
        return IntStream.rangeClosed(1, site.board.pumps())
                .filter(site.board::runs)
                .boxed()
                .toList();
    }

    private static List<Integer> switchedOn(FieldSite site) {
        return IntStream.rangeClosed(1, site.board.pumps())
                .filter(number -> site.board.isOn("pump-" + number + "/contactor"))
                .boxed()
                .toList();
    }

    private static Duration hours(double hours) {
        return Duration.ofSeconds(Math.round(hours * 3600));
    }

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }
}
