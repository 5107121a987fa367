package org.kenh.edge.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.edge.config.ConfigException;
import org.kenh.telemetry.CommandAnswer.State;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Value;

/** Commands, bounds on starts, people at the panel, outputs, and what a restart leaves. */
class ControlTest {
    @TempDir
    private Path directory;

    @Test
    void start_currentAndFlowAgree_isDone() {
        Rig rig = Rig.pump(directory);
        rig.startPump();

        assertThat(rig.pumpIsOn()).isTrue();
        assertThat(rig.last().detail()).isEqualTo("running");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pump-1/current", "pump-1/flow"})
    void start_oneOfThemMissing_isFailedAndOff(String series) {
        Rig rig = Rig.pump(directory);
        rig.runSeconds(20);
        rig.overrides.put(series, 0.0);
        rig.command("pump.start", "{}");
        rig.runSeconds(29);
        assertThat(rig.pumpIsOn()).isTrue();
        assertThat(rig.last().state()).isEqualTo(State.ACCEPTED);
        rig.runSeconds(2);

        assertThat(rig.pumpIsOn()).isFalse();
        assertThat(rig.last().state()).isEqualTo(State.FAILED);
        assertThat(rig.last().detail()).startsWith("not-confirmed: ");
    }

    @Test
    void start_noFlowButTheLevelFalls_isDone() {
        Rig rig = Rig.pump(directory);
        rig.runSeconds(20);
        rig.overrides.put("pump-1/flow", 0.0);
        rig.command("pump.start", "{}");
        rig.runSeconds(5);
        rig.overrides.put("level.suction", 2.47);
        rig.runSeconds(2);

        assertThat(rig.last().state()).isEqualTo(State.DONE);
    }

    @Test
    void start_valuesFromBeforeTheStart_confirmNothing() {
        Rig rig = Rig.pump(directory);
        rig.runSeconds(20);
        rig.silent.add("pump-1/current");
        rig.put("pump-1/current", new Value.Numeric(0), Quality.GOOD, rig.nanos);
        rig.command("pump.start", "{}");
        rig.runSeconds(31);

        assertThat(rig.last().state()).isEqualTo(State.FAILED);
    }

    @Test
    void lease_ends_pumpStops() {
        Rig rig = Rig.pump(directory);
        rig.runSeconds(20);
        rig.command("pump.start", "{\"for\":\"PT5M\"}");
        rig.run(Duration.ofSeconds(298));
        assertThat(rig.pumpIsOn()).isTrue();
        rig.runSeconds(3);

        assertThat(rig.pumpIsOn()).isFalse();
    }

    @Test
    void lease_renewed_runsOnAndAClockStepDoesNotLengthenIt() {
        Rig rig = Rig.pump(directory);
        rig.runSeconds(20);
        rig.command("pump.start", "{\"until\":\"2026-07-01T00:10:20Z\"}");
        rig.run(Duration.ofMinutes(9));
        assertThat(rig.command("pump.start", "{\"for\":\"PT10M\"}").state()).isEqualTo(State.DONE);
        rig.wall = rig.wall.minus(Duration.ofHours(2));
        rig.run(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(rig.pumpIsOn()).isTrue();
        rig.runSeconds(2);

        assertThat(rig.pumpIsOn()).isFalse();
    }

    @Test
    void lease_tooShortOrTooLong_isRefused() {
        Rig rig = Rig.pump(directory);
        rig.runSeconds(20);

        assertThat(rig.command("pump.start", "{\"for\":\"PT30S\"}").detail()).startsWith("too-short: ");
        assertThat(rig.command("pump.start", "{\"for\":\"PT13H\"}").detail()).startsWith("too-long: ");
        assertThat(rig.command("pump.start", "{\"until\":\"9000-01-01T00:00:00Z\"}")
                        .detail())
                .startsWith("too-long: ");
        assertThat(rig.command("pump.start", "{\"for\":\"soon\"}").detail()).startsWith("bad-argument: ");
        assertThat(rig.command("pump.start", "{\"pump\":\"pump-9\"}").detail()).startsWith("unknown-target: ");
    }

    @Test
    void stop_withinTheMinimumRun_waitsUnlessNow() {
        Rig rig = Rig.pump(directory);
        rig.startPump();
        rig.command("pump.stop", "{}");
        rig.runSeconds(50);
        assertThat(rig.pumpIsOn()).as("a run lasts a minute").isTrue();
        rig.runSeconds(10);
        assertThat(rig.pumpIsOn()).isFalse();
        assertThat(rig.last().state()).isEqualTo(State.DONE);
    }

    @Test
    void stop_now_isAtOnceAndCurrentThatStaysIsAFailure() {
        Rig rig = Rig.pump(directory);
        rig.startPump();
        rig.byHand = true;
        rig.command("pump.stop", "{\"now\":true}");
        rig.runSeconds(1);
        assertThat(rig.pumpIsOn()).isFalse();
        rig.runSeconds(40);

        assertThat(rig.last().detail()).startsWith("still-running: ");
        assertThat(rig.events("pump-1/control").toString()).contains("uncommanded");
    }

    @Test
    void start_soonAfterAStop_isRefusedForTenMinutes() {
        Rig rig = Rig.pump(directory);
        rig.startPump();
        rig.command("pump.stop", "{\"now\":true}");
        rig.run(Duration.ofSeconds(590));
        assertThat(rig.command("pump.start", "{}").detail())
                .startsWith("anti-restart: ")
                .contains("còn 10s");
        rig.runSeconds(12);

        assertThat(rig.command("pump.start", "{}").state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void start_moreThanTheMotorBears_isRefused() {
        String yaml = "pumps:\n" + Rig.PUMP + "    antiRestart: PT0S\n    startsPerHour: 3\n";
        Rig rig = new Rig(directory, yaml);
        rig.runSeconds(16);
        for (int i = 0; i < 3; i++) {
            assertThat(rig.command("pump.start", "{\"for\":\"PT1M\"}").state()).isEqualTo(State.ACCEPTED);
            rig.run(Duration.ofMinutes(2));
        }
        assertThat(rig.command("pump.start", "{}").detail()).startsWith("starts-per-hour: ");
        rig.run(Duration.ofMinutes(55));

        assertThat(rig.command("pump.start", "{}").state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void startsPerHour_byThePowerOfTheMotor() {
        assertThat(PumpConfig.Limits.startsPerHour(14.9)).isEqualTo(15);
        assertThat(PumpConfig.Limits.startsPerHour(15)).isEqualTo(10);
        assertThat(PumpConfig.Limits.startsPerHour(75)).isEqualTo(10);
        assertThat(PumpConfig.Limits.startsPerHour(76)).isEqualTo(4);
    }

    @Test
    void powerReturns_pumpsStartOneAfterAnother() {
        String second = Rig.PUMP.replace("pump-1", "pump-2").replace("contactor-1", "contactor-2");
        Rig rig = new Rig(directory, "mains: mains\npumps:\n" + Rig.PUMP + second);
        rig.overrides.put("pump-2/current", 0.0);
        rig.overrides.put("mains", 0.0);
        rig.run(Duration.ofMinutes(1));
        assertThat(rig.command("pump.start", "{\"pump\":\"pump-1\"}").detail()).startsWith("mains: ");
        rig.overrides.remove("mains");
        rig.runSeconds(1);
        rig.command("pump.start", "{\"pump\":1}");
        rig.command("pump.start", "{\"pump\":2}");
        rig.runSeconds(13);
        assertThat(rig.pumpIsOn()).isFalse();
        rig.runSeconds(2);
        assertThat(rig.pumpIsOn()).isTrue();
        rig.runSeconds(13);
        assertThat(rig.written).containsEntry("contactor-2", 0.0);
        rig.runSeconds(2);

        assertThat(rig.written).containsEntry("contactor-2", 1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hand", "off"})
    void selector_notAuto_withdrawsTheCommandAndRefusesOthers(String position) {
        Rig rig = new Rig(
                directory,
                "pumps:\n" + Rig.PUMP + "    selector: pump-1/selector\n"
                        + "    interlocks: [{type: dry-run, below: 0.8}]\n");
        rig.runSeconds(1);
        assertThat(rig.command("pump.start", "{}").detail()).startsWith("selector-unknown: ");
        select(rig, "auto");
        rig.startPump();
        select(rig, position);
        rig.byHand = position.equals("hand");
        rig.runSeconds(1);

        assertThat(rig.pumpIsOn()).isFalse();
        rig.run(Duration.ofSeconds(20));
        select(rig, position);
        rig.runSeconds(1);
        assertThat(rig.command("pump.start", "{}").state()).isEqualTo(State.REFUSED);
        rig.overrides.put("level.suction", 0.5);
        rig.runSeconds(6);
        assertThat(rig.events("pump-1/control").toString()).contains("selector " + position, "tripped dry-run");
    }

    @Test
    void runsWithoutACommand_isSeenCountedAndNotFought() {
        Rig rig = Rig.pump(directory);
        rig.run(Duration.ofMinutes(1));
        rig.byHand = true;
        rig.runSeconds(2);
        assertThat(rig.events("pump-1/control").toString()).contains("seen uncommanded");
        assertThat(rig.command("pump.start", "{}").detail()).startsWith("uncommanded: ");
        rig.byHand = false;
        rig.runSeconds(2);

        assertThat(rig.command("pump.start", "{}").detail()).startsWith("anti-restart: ");
    }

    @Test
    void output_cannotBeWritten_isReportedAndTriedUntilItIsSafe() {
        Rig rig = Rig.pump(directory);
        rig.startPump();
        rig.failing.add("contactor-1");
        rig.run(Duration.ofMinutes(1));
        assertThat(rig.events("contactor-1/fault").toString()).contains("output-failed");
        assertThat(rig.pumpIsOn()).as("the contactor still holds").isTrue();
        rig.failing.clear();
        rig.runSeconds(2);

        assertThat(rig.pumpIsOn()).isFalse();
        assertThat(rig.events("contactor-1/fault")).contains("ok");
    }

    @Test
    void valve_opensForItsLeaseAndCloses() {
        Rig rig = Rig.pump(directory);
        rig.runSeconds(1);
        rig.command("valve.open", "{\"for\":\"PT10M\"}");
        rig.runSeconds(1);
        assertThat(rig.last().state()).isEqualTo(State.DONE);
        assertThat(rig.valveIsOpen()).isTrue();
        rig.run(Duration.ofMinutes(10));

        assertThat(rig.valveIsOpen()).isFalse();
        assertThat(rig.command("gate.set", "{\"gate\":\"valve-1\",\"position\":1}")
                        .detail())
                .startsWith("unknown-target: ");
    }

    @Test
    void valve_cannotBeWritten_isFailed() {
        Rig rig = Rig.pump(directory);
        rig.runSeconds(1);
        rig.failing.add("valve-1");
        rig.command("valve.open", "{}");
        rig.runSeconds(2);

        assertThat(rig.last().detail()).startsWith("output-failed: ");
    }

    @Test
    void command_notAllowedHere_isRefused() {
        Rig rig = new Rig(directory, "allow: [pump.stop]\npumps:\n" + Rig.PUMP);
        rig.runSeconds(20);

        assertThat(rig.command("pump.start", "{}").detail()).startsWith("unauthorised: ");
    }

    @Test
    void command_expiresWhileItWaits_isNotCarriedOut() {
        Rig rig = Rig.pump(directory);
        rig.runSeconds(1);
        rig.command("pump.start", "{}", Duration.ofSeconds(5));
        rig.run(Duration.ofMinutes(1));

        assertThat(rig.last().detail()).startsWith("expired: ");
        assertThat(rig.pumpIsOn()).isFalse();
    }

    @Test
    void cycle_overdue_outputsGoToTheirSafeState() {
        Rig rig = Rig.pump(directory);
        rig.startPump();
        rig.nanos += Duration.ofSeconds(6).toNanos();
        rig.control.check();
        assertThat(rig.pumpIsOn()).isFalse();
        rig.runSeconds(2);

        assertThat(rig.pumpIsOn()).as("nothing starts by itself afterwards").isFalse();
        assertThat(rig.events("pump-1/control").toString()).contains("control-overdue");
        assertThat(rig.events("control/fault").toString()).contains("control-overdue");
    }

    @Test
    void close_outputsGoToTheirSafeStateButThoseThatAreHeld() {
        Rig rig = new Rig(
                directory,
                "pumps:\n" + Rig.PUMP
                        + "outputs: [{name: valve-1, kind: valve, hold: true}, {name: v2, kind: valve}]\n");
        rig.startPump();
        rig.command("valve.open", "{\"valve\":\"valve-1\"}");
        rig.command("valve.open", "{\"valve\":\"v2\"}");
        rig.runSeconds(1);
        rig.control.close();

        assertThat(rig.written).containsEntry("contactor-1", 0.0).containsEntry("v2", 0.0);
        assertThat(rig.valveIsOpen()).isTrue();
    }

    @Test
    void restart_agentAlone_keepsStartsPausesAndLocks() {
        Rig rig = Rig.pump(directory, "{type: dry-run, below: 0.8}");
        rig.startPump();
        rig.boot();
        rig.runSeconds(20);
        assertThat(rig.pumpIsOn()).isFalse();
        assertThat(rig.command("pump.start", "{}").detail()).startsWith("anti-restart: ");
        rig.run(Duration.ofMinutes(10));
        rig.startPump();
        rig.overrides.put("level.suction", 0.1);
        rig.runSeconds(10);
        rig.overrides.clear();
        rig.boot();
        rig.run(Duration.ofMinutes(20));

        assertThat(rig.command("pump.start", "{}").detail()).startsWith("latched: ");
    }

    /** A board without a clock battery: the pause before a restart may become longer by the cut, but never shorter. */
    @Test
    void restart_bootIn1970_neitherClearsNorStretchesWhenTheTimeIsKnown() {
        Rig rig = Rig.pump(directory);
        rig.startPump();
        rig.command("pump.stop", "{\"now\":true}");
        rig.runSeconds(5);
        rig.powerCut(Duration.ofMinutes(8), false);
        rig.runSeconds(60);
        PumpControl pump = pump(rig);
        assertThat(pump.log().untilRested(Duration.ofMinutes(10).toNanos(), rig.nanos))
                .as("as if the cut had taken no time")
                .isBetween(
                        Duration.ofSeconds(530).toNanos(),
                        Duration.ofSeconds(540).toNanos());

        rig.trusted = true;
        rig.runSeconds(1);
        assertThat(pump.log().untilRested(Duration.ofMinutes(10).toNanos(), rig.nanos))
                .as("8 minutes less")
                .isBetween(
                        Duration.ofSeconds(50).toNanos(), Duration.ofSeconds(60).toNanos());
        assertThat(rig.command("pump.start", "{}").detail()).startsWith("anti-restart: ");
        rig.runSeconds(60);
        assertThat(rig.command("pump.start", "{}").state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void restart_wallClockWasSetBack_clearsNothing() {
        Rig rig = Rig.pump(directory);
        rig.startPump();
        rig.command("pump.stop", "{\"now\":true}");
        rig.runSeconds(5);
        rig.powerCut(Duration.ofHours(-5), true);
        rig.runSeconds(20);

        assertThat(rig.command("pump.start", "{}").detail()).startsWith("anti-restart: ");
    }

    @Test
    void restart_stateDamaged_needsAPerson() throws IOException {
        Rig rig = Rig.pump(directory);
        rig.startPump();
        Path state = directory.resolve("state");
        byte[] bytes = Files.readAllBytes(state);
        bytes[bytes.length - 3] ^= 4;
        Files.write(state, bytes);
        rig.boot();
        rig.run(Duration.ofMinutes(20));
        assertThat(rig.command("pump.start", "{}").detail()).startsWith("state-lost: ");
        assertThat(rig.command("pump.reset", "{\"by\":\"An\"}").state()).isEqualTo(State.DONE);

        assertThat(rig.command("pump.start", "{}").state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void config_documentedExample_isRead() throws IOException {
        String page = Files.readString(Path.of("../docs/agent.md"));
        int begin = page.indexOf("control:\n  directory:");
        String section = page.substring(begin + "control:\n".length(), page.indexOf("```", begin));

        ControlConfig config = Rig.config(section.replaceAll("(?m)^ {2}", ""));

        assertThat(config.pumps().get(0).interlocks()).hasSize(10);
        assertThat(config.keys()).containsKey("centre-2026");
        assertThat(config.outputs()).hasSize(2);
    }

    @Test
    void config_problems_areAllNamed() {
        String yaml = """
                cycle: PT5S
                allow: [pump.explode]
                centreKeys: [{id: a, key: AAAA}]
                pumps:
                  - {name: p1, output: o1, power: 33, current: c, nominalCurrent: 60}
                  - {name: p1, output: o1, power: 33, current: c, nominalCurrent: 60, suction: s,
                     interlocks: [{type: phase-loss}, {type: magic}, {type: overload, shre: 2}]}
                """;

        assertThatThrownBy(() -> Rig.config(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("cycle", "pump.explode", "Ed25519", "confirmed by flow", "there twice")
                .hasMessageContainingAll("phase-loss needs", "magic", "shre");
    }

    @Test
    void config_outputThatIsNotThere_isNamed() {
        assertThatThrownBy(() -> new Control(
                        Rig.config("pumps:\n" + Rig.PUMP),
                        new ControlPorts(
                                DeviceId.of("d"),
                                "b",
                                () -> 0,
                                Optional::empty,
                                series -> Optional.empty(),
                                List.of(),
                                (measured, urgent) -> {})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("contactor-1");
    }

    private static PumpControl pump(Rig rig) {
        return rig.control.engine().pump("pump-1").orElseThrow();
    }

    private static void select(Rig rig, String position) {
        rig.put("pump-1/selector", new Value.Text(position), Quality.GOOD, rig.nanos);
    }
}
