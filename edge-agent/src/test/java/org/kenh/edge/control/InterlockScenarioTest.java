package org.kenh.edge.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.edge.sensor.simulated.District;
import org.kenh.edge.sensor.simulated.Switchboard;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.CommandAnswer.State;

/** Every interlock at a pump of the simulated district: those that the storm itself trips, and faults put into it. */
class InterlockScenarioTest {
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final String BY = "\"by\":\"Nguyễn Văn An\"";

    @TempDir
    private Path directory;

    /**
     * The voltage sags, so that motors draw more than 1.05 times 102.9 A; the river rises over báo động III; a worn pump
     * can no longer lift so high and idles below half its current; a bad bearing warms.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            overload         | tb-luu-hoang | 2 | 10.80 | {type: overload, share: 1.05, delay: PT60S}                | pump-2/current > 108.05          | 60 | true
            high-level       | tb-luu-hoang | 1 | 23.00 | {type: high-level, series: bay/level.discharge, above: 7.5} | bay/level.discharge > 7.5       | 5  | false
            underload        | tb-luu-hoang | 3 | 27.05 | {type: underload}                                          | pump-3/current < 51.45           | 30 | true
            over-temperature | tb-dong-tan  | 2 | 20.40 | {type: over-temperature, series: pump-2/temperature.bearing, above: 75} | pump-2/temperature.bearing > 75 | 2 | true
            """)
    void storm_plantLeavesABound_pumpStopsAfterTheDelay(
            String name,
            String station,
            int pump,
            double hour,
            String interlock,
            String condition,
            int delay,
            boolean latches) {
        FieldSite site = site(station, hour, "", interlock);
        start(site, pump);

        Instant trip = firstTrip(site, condition, Duration.ofSeconds(delay));
        assertThat(site.times(pump, "tripped " + name)).containsExactly(trip);
        assertThat(site.times(pump, "stopped " + name)).containsExactly(trip);
        assertThat(site.board.runs(pump)).isFalse();
        assertRefused(site.command("pump.start", pump, ""), latches ? "latched" : name);

        site.run(Duration.ofMinutes(11));
        assertThat(site.board.runs(pump)).isFalse();
        assertRefused(site.command("pump.start", pump, ""), latches ? "latched" : name);
    }

    /** Idle current alone is not dry; with hardly any flow it is, and that is told apart sooner than an underload. */
    @Test
    void storm_wornPumpNoLongerLifts_dryRunByCurrentAndFlow() {
        FieldSite site = site("tb-luu-hoang", 27.05, "", "{type: underload}", "{type: dry-run, below: 0.3}");
        start(site, 3);

        site.run(Duration.ofMinutes(30));

        assertThat(site.times(3, "stopped dry-run")).hasSize(1);
        assertThat(site.times(3, "tripped underload")).isEmpty();
        assertThat(site.value("bay/level.suction")).isGreaterThan(0.3);
        assertRefused(site.command("pump.start", 3, ""), "latched");
    }

    /** What is measured every 5 s is seen up to 5 s late; then the delay of the interlock begins. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "BLOWN_FUSE, phase-loss, 7, false",
        "BURNT_CONTACT, unbalance, 15, true",
        "FOULED_PROBE, over-temperature, 15, false"
    })
    void storm_faultAtThePump_stopsItInTime(Fault fault, String code, int seconds, boolean latches) {
        FieldSite site = site(
                "tb-dong-tan",
                5,
                "",
                "{type: phase-loss, currents: [\"{pump}/current.l1\", \"{pump}/current.l2\", \"{pump}/current.l3\"]}",
                "{type: unbalance, series: [\"{pump}/current.l1\", \"{pump}/current.l2\", \"{pump}/current.l3\"]}",
                "{type: over-temperature, series: \"{pump}/temperature.winding\", above: 155}");
        start(site, 1);
        start(site, 2);

        fault.strike(site.board, true);
        site.run(Duration.ofSeconds(seconds - 1));
        assertThat(site.board.runs(1)).as("before the delay is over").isTrue();
        site.run(FieldSite.CYCLE);
        assertThat(site.board.runs(1)).as("after it").isFalse();
        assertThat(site.times(1, "stopped " + code)).containsExactly(site.wall);
        assertThat(site.board.runs(2)).as("the other pump").isTrue();
        assertThat(site.command("pump.start", 1, "").state()).isEqualTo(State.REFUSED);

        fault.strike(site.board, false);
        site.run(Duration.ofMinutes(11));
        assertThat(site.board.runs(1)).as("nobody wants it any more").isFalse();
        if (latches) {
            assertRefused(site.command("pump.start", 1, ""), "latched");
            assertThat(site.command("pump.reset", 1, BY).state()).isEqualTo(State.DONE);
        }
        start(site, 1);
    }

    @Test
    void storm_personSwitchesThePumpOff_controlGivesItsCommandUp() {
        FieldSite site = site("tb-dong-tan", 5, "");
        start(site, 1);

        site.board.select(1, "off");
        assertThat(site.board.runs(1)).isFalse();
        site.run(Duration.ofSeconds(5));
        assertThat(site.times(1, "stopped switched-off")).containsExactly(site.wall);
        assertThat(site.board.isOn("pump-1/contactor")).isFalse();
        assertRefused(site.command("pump.start", 1, ""), "switched-off");

        site.board.select(1, "auto");
        site.run(Duration.ofMinutes(11));
        assertThat(site.board.runs(1)).as("not by itself").isFalse();
        start(site, 1);
    }

    /** By hand it runs on without the control, which only looks, and counts the start. */
    @Test
    void storm_personTakesThePump_controlLetsGo() {
        FieldSite site = site("tb-dong-tan", 5, "startsPerHour: 2");
        start(site, 1);

        site.board.select(1, "hand");
        site.run(Duration.ofSeconds(5));
        assertThat(site.times(1, "stopped hand")).containsExactly(site.wall);
        assertThat(site.board.isOn("pump-1/contactor")).isFalse();
        assertThat(site.board.runs(1)).as("by hand").isTrue();
        assertRefused(site.command("pump.start", 1, ""), "hand");
        site.run(Duration.ofMinutes(1));
        assertThat(site.times(1, "seen uncommanded")).hasSize(1);

        site.board.select(1, "auto");
        site.run(Duration.ofMinutes(11));
        assertThat(site.board.runs(1)).isFalse();
        assertRefused(site.command("pump.start", 1, ""), "starts-per-hour");
    }

    /** A module that does not answer keeps its contactor closed; it is told to open it until it does. */
    @Test
    void storm_outputDoesNotAnswer_pumpIsGivenUpAndSwitchedOffWithTheFirstAnswer() {
        FieldSite site = site("tb-dong-tan", 5, "");
        start(site, 1);

        site.board.stick("pump-1/contactor", true);
        site.run(Duration.ofSeconds(31));
        assertThat(site.times(1, "stopped output-failed")).hasSize(1);
        assertThat(site.board.runs(1)).as("nobody can open the contactor").isTrue();
        assertRefused(site.command("pump.start", 1, ""), "output-failed");

        site.board.stick("pump-1/contactor", false);
        site.run(Duration.ofSeconds(1));
        assertThat(site.board.runs(1)).isFalse();
    }

    @Test
    void storm_stoppedAndStartedByCommand_runsAndRestsAsLongAsItMust() {
        FieldSite site = site("tb-dong-tan", 5, "minimumOff: PT12M");
        start(site, 1);
        Instant began = site.times(1, "starting").get(0);

        assertThat(site.command("pump.stop", 1, "").state()).isEqualTo(State.ACCEPTED);
        site.runUntil(began.plus(Duration.ofMinutes(2)).minusSeconds(1));
        assertThat(site.board.runs(1)).as("shortest run").isTrue();
        site.run(FieldSite.CYCLE);
        assertThat(site.board.runs(1)).isFalse();
        Instant stopped = site.wall;
        site.runUntil(stopped.plus(Duration.ofMinutes(10)).minusSeconds(1));
        assertRefused(site.command("pump.start", 1, ""), "anti-restart");
        site.run(FieldSite.CYCLE);
        assertRefused(site.command("pump.start", 1, ""), "minimum-off");
        site.runUntil(stopped.plus(Duration.ofMinutes(12)));
        start(site, 1);
    }

    /** Something stuck in the impeller: current, but no flow and no change of the level. */
    @Test
    void storm_impellerIsJammed_startIsNotConfirmed() {
        FieldSite site = site("tb-trung-tu", 0.5, "");

        site.command("pump.start", 2, "");
        site.run(Duration.ofSeconds(31));

        assertThat(site.answer().state()).isEqualTo(State.FAILED);
        assertThat(site.answer().detail()).startsWith("not-confirmed");
        assertThat(site.board.runs(2)).isFalse();
    }

    private FieldSite site(String station, double hour, String keys, String... interlocks) {
        District district = new District("storm", Rig.START);
        Instant start = district.at(hour);
        String control = SiteFile.of(station).control(keys, interlocks);
        FieldSite site = new FieldSite(directory, district, start, new FieldSite.Site(station, List.of(), control));
        site.run(Duration.ofSeconds(30));
        return site;
    }

    /** Starts it and waits until it was confirmed and everything was just measured. */
    private static void start(FieldSite site, int pump) {
        site.command("pump.start", pump, "\"for\":\"PT10H\"");
        site.run(Duration.ofSeconds(30));
        assertThat(site.answer().state()).as(site.answer().detail()).isEqualTo(State.DONE);
        assertThat(site.board.runs(pump)).isTrue();
    }

    /** Runs until what is measured has been so for as long as the interlock waits, and gives that time. */
    private static Instant firstTrip(FieldSite site, String condition, Duration delay) {
        String[] parts = condition.split(" ", -1);
        double sign = parts[1].equals(">") ? 1 : -1;
        double limit = Double.parseDouble(parts[2]);
        Instant deadline = site.wall.plus(LONGEST);
        Instant since = deadline;
        while (site.wall.isBefore(since.plus(delay)) && site.wall.isBefore(deadline)) {
            site.run(FieldSite.CYCLE);
            boolean holds = sign * (site.value(parts[0]) - limit) > 0;
            since = !holds ? deadline : since.equals(deadline) ? site.wall : since;
        }
        return site.wall;
    }

    private static void assertRefused(CommandAnswer answer, String code) {
        assertThat(answer.state()).as(answer.detail()).isEqualTo(State.REFUSED);
        assertThat(answer.detail()).startsWith(code);
    }

    /** What is done to pump 1. */
    enum Fault {
        BLOWN_FUSE {
            @Override
            void strike(Switchboard board, boolean begins) {
                board.firstPhase(1, begins ? 0 : 1);
            }
        },
        BURNT_CONTACT {
            @Override
            void strike(Switchboard board, boolean begins) {
                board.firstPhase(1, begins ? 0.6 : 1);
            }
        },
        FOULED_PROBE {
            @Override
            void strike(Switchboard board, boolean begins) {
                board.foul("pump-1/temperature.winding", begins);
            }
        };

        abstract void strike(Switchboard board, boolean begins);
    }
}
