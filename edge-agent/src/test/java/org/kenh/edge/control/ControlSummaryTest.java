package org.kenh.edge.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.control.ControlSummary.GuardState;
import org.kenh.edge.control.ControlSummary.Machine;
import org.kenh.edge.control.ControlSummary.State;

class ControlSummaryTest {
    private static final String DRY_RUN = "{type: dry-run, below: 0.8}";
    private static final String HOT =
            "{type: over-temperature, name: winding, series: winding, above: 155, delay: PT2S, latch: false}";

    @TempDir
    private Path directory;

    @Test
    void pump_fromStartToTripToReset() {
        Rig rig = Rig.pump(directory, DRY_RUN, HOT);
        assertThat(pump(rig).state()).isEqualTo(State.STOPPED);
        assertThat(pump(rig).selector()).isEqualTo("auto");
        rig.startPump();
        assertThat(pump(rig).state()).isEqualTo(State.RUNNING);
        assertThat(pump(rig).startsInHour()).isEqualTo(1);
        assertThat(Duration.ofNanos(pump(rig).leaseLeft().orElseThrow()))
                .isBetween(Duration.ofHours(9), Duration.ofHours(10));

        rig.overrides.put("level.suction", 0.5);
        rig.runSeconds(1);
        assertThat(guards(rig)).containsExactly(GuardState.PENDING, GuardState.QUIET);
        rig.runSeconds(6);
        assertThat(guards(rig)).containsExactly(GuardState.LATCHED, GuardState.QUIET);
        assertThat(pump(rig).state()).isEqualTo(State.STOPPED);
        assertThat(pump(rig).leaseLeft()).isEmpty();

        rig.overrides.remove("level.suction");
        rig.runSeconds(1);
        rig.command("pump.reset", "{\"by\":\"Lan\"}");
        assertThat(guards(rig)).containsExactly(GuardState.QUIET, GuardState.QUIET);
    }

    @Test
    void guards_trippedWithoutLatchAndUnknown() {
        Rig rig = Rig.pump(directory, DRY_RUN, HOT);
        rig.overrides.put("winding", 160.0);
        rig.silent.add("level.suction");
        rig.run(Duration.ofMinutes(1));

        assertThat(guards(rig)).containsExactly(GuardState.UNKNOWN, GuardState.TRIPPED);
    }

    @Test
    void guards_lostState_isALatchToo() throws IOException {
        Rig rig = Rig.pump(directory, DRY_RUN);
        rig.startPump();
        rig.control.close();
        Files.writeString(directory.resolve("state"), "half a");
        Files.writeString(directory.resolve("state.old"), "half a");
        rig.boot();

        assertThat(pump(rig).guards()).extracting(ControlSummary.Guard::name).contains("state-lost");
    }

    @Test
    void outputAndTurns() {
        Centre centre = new Centre();
        Rig rig = new Rig(directory, centre.key() + Rig.VALVE);
        rig.command(
                "schedule.put",
                centre.signed(
                        3,
                        Centre.turn("t1", "valve-1", Duration.ofSeconds(10), Duration.ofMinutes(5)),
                        Centre.turn("t2", "valve-1", Duration.ofHours(3), Duration.ofMinutes(5))));
        rig.runSeconds(30);

        ControlSummary summary = rig.control.summary();
        assertThat(summary.schedule()).isEqualTo(3);
        assertThat(summary.turns()).extracting(ControlSummary.TurnLine::status).containsExactly("running", "planned");
        assertThat(summary.turns().get(0).left()).isPresent();
        assertThat(summary.machines().get(0).state()).isEqualTo(State.SET);
        assertThat(summary.machines().get(0).target()).isEqualTo(1);
    }

    private static Machine pump(Rig rig) {
        return rig.control.summary().machines().get(0);
    }

    private static List<GuardState> guards(Rig rig) {
        return pump(rig).guards().stream().map(ControlSummary.Guard::state).toList();
    }
}
