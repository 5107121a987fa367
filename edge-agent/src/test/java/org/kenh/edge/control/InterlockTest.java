package org.kenh.edge.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.telemetry.CommandAnswer.State;

/** Every interlock, by the figures of the engineering defaults for pumping stations. */
class InterlockTest {
    @TempDir
    private Path directory;

    /** What becomes of a running pump when values change: it runs until just before the delay, and not after it. */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            dry-run          | {type: dry-run, below: 0.8}                              | level.suction=0.79                    | 5  | true
            dry-run          | {type: dry-run, below: 0.8}                              | pump-1/current=29, pump-1/flow=0.027  | 5  | true
            dry-run          | {type: dry-run, below: 0.8}                              | pump-1/current=0, pump-1/flow=0       | 5  | true
            phase-loss       | {type: phase-loss, nominal: 400, voltages: [l1, l2, l3]} | l2=120                                | 2  | false
            phase-loss       | {type: phase-loss, currents: [i1, i2, i3]}               | i1=100, i2=100, i3=0                  | 2  | false
            over-temperature | {type: over-temperature, series: winding, above: 155}    | winding=155.5                         | 2  | true
            overload         | {type: overload, share: 1.15, delay: PT10S}              | pump-1/current=69.5                   | 10 | true
            overload         | {type: overload, share: 1.05, delay: PT60S}              | pump-1/current=63.5                   | 60 | true
            underload        | {type: underload}                                        | pump-1/current=29                     | 30 | true
            unbalance        | {type: unbalance, series: [l1, l2, l3], above: 0.05}     | l3=340                                | 10 | true
            high-level       | {type: high-level, series: level.discharge, above: 3.2}  | level.discharge=3.21                  | 5  | false
            door             | {type: custom, name: door, when: {series: mains, below: 0.5}, delay: PT3S} | mains=0             | 3  | false
            both             | {type: custom, name: both, when: {all: [{series: l1, below: 300}, {series: l2, below: 300}]}, delay: PT1S} | l1=1, l2=1 | 1 | false
            """)
    void running_conditionHoldsForTheDelay_stopsAndLatches(
            String name, String interlock, String values, int delay, boolean latches) {
        Rig rig = Rig.pump(directory, interlock);
        rig.startPump();

        change(rig, values);
        rig.runSeconds(delay - 0.5);
        assertThat(rig.pumpIsOn()).as("before the delay").isTrue();
        rig.runSeconds(1.5);
        assertThat(rig.pumpIsOn()).as("after the delay").isFalse();
        assertThat(rig.events("pump-1/control").toString()).contains("tripped " + name);
        assertThat(rig.command("pump.start", "{}").state()).isEqualTo(State.REFUSED);

        rig.overrides.clear();
        rig.run(Duration.ofMinutes(11));
        assertThat(rig.command("pump.start", "{}").detail().contains("latched")).isEqualTo(latches);
        if (latches) {
            assertThat(rig.command("pump.reset", "{}").detail()).contains("no-person");
            assertThat(rig.command("pump.reset", "{\"by\":\"Nguyễn Văn An\"}").state())
                    .isEqualTo(State.DONE);
            assertThat(rig.command("pump.start", "{}").state()).isEqualTo(State.ACCEPTED);
        }
        rig.runSeconds(20);
        assertThat(rig.pumpIsOn()).isTrue();
    }

    /** What is still allowed must not stop the pump. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {type: dry-run, below: 0.8}                           | level.suction=0.81
            {type: dry-run, below: 0.8}                           | pump-1/current=31, pump-1/flow=0.0
            {type: dry-run, below: 0.8}                           | pump-1/current=20, pump-1/flow=0.03
            {type: over-temperature, series: winding, above: 155} | winding=154.9
            {type: overload, share: 1.15, delay: PT10S}           | pump-1/current=68.9
            {type: underload}                                     | pump-1/current=30.5
            {type: unbalance, series: [l1, l2, l3], above: 0.05}  | l1=398, l2=402, l3=385
            {type: phase-loss, nominal: 400, voltages: [l1, l2, l3]} | l2=360
            """)
    void running_withinTheBounds_goesOn(String interlock, String values) {
        Rig rig = Rig.pump(directory, interlock);
        rig.startPump();

        change(rig, values);
        rig.run(Duration.ofMinutes(2));

        assertThat(rig.pumpIsOn()).isTrue();
    }

    @Test
    void unbalance_examplesOfTheDomain_agree() {
        assertThat(Condition.Unbalance.share(52, 47, 45)).isCloseTo(0.0833, Offset.offset(0.00005));
        assertThat(Condition.Unbalance.share(398, 402, 385)).isCloseTo(0.0253, Offset.offset(0.00005));
        assertThat(Condition.Unbalance.share(0, 0, 0)).isZero();
    }

    @Test
    void running_conditionComesAndGoes_theDelayBeginsAnew() {
        Rig rig = Rig.pump(directory, "{type: dry-run, below: 0.8}");
        rig.startPump();
        for (int i = 0; i < 10; i++) {
            rig.overrides.put("level.suction", 0.5);
            rig.runSeconds(4);
            rig.overrides.clear();
            rig.runSeconds(1);
        }

        assertThat(rig.pumpIsOn()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "stop, false, false, false", "block, false, true, false", "ignore, false, true, true",
        "stop, true, false, false", "block, true, true, false", "ignore, true, true, true"
    })
    void sensorSaysNothing_policyDecides(String policy, boolean bad, boolean keepsRunning, boolean mayStart) {
        Rig rig =
                Rig.pump(directory, "{type: over-temperature, series: winding, above: 155, onUnknown: " + policy + "}");
        rig.startPump();
        (bad ? rig.bad : rig.silent).add("winding");

        rig.run(Duration.ofSeconds(bad ? 9 : 39));
        assertThat(rig.pumpIsOn()).as("within the grace").isTrue();
        rig.run(Duration.ofSeconds(3));
        assertThat(rig.pumpIsOn()).as("after the grace").isEqualTo(keepsRunning);

        rig.command("pump.stop", "{\"now\":true}");
        rig.run(Duration.ofMinutes(11));
        assertThat(rig.command("pump.start", "{}").state()).isEqualTo(mayStart ? State.ACCEPTED : State.REFUSED);
        rig.bad.clear();
        rig.silent.clear();
        rig.runSeconds(1);
        assertThat(mayStart ? State.ACCEPTED : rig.command("pump.start", "{}").state())
                .isEqualTo(State.ACCEPTED);
    }

    @Test
    void stopped_conditionHolds_isNotStartedEvenBeforeTheDelay() {
        Rig rig = Rig.pump(directory, "{type: dry-run, below: 0.8}");
        rig.runSeconds(20);
        rig.overrides.put("level.suction", 0.5);
        rig.runSeconds(1);

        assertThat(rig.command("pump.start", "{}").detail()).startsWith("dry-run: chạy khô / dry run");
    }

    @Test
    void reset_causeStillThere_isRefused() {
        Rig rig = Rig.pump(directory, "{type: dry-run, below: 0.8}");
        rig.startPump();
        rig.overrides.put("level.suction", 0.5);
        rig.runSeconds(10);

        assertThat(rig.command("pump.reset", "{\"by\":\"An\"}").detail()).contains("cause-holds");
    }

    private static void change(Rig rig, String values) {
        for (String value : values.split(",", -1)) {
            String[] parts = value.strip().split("=", -1);
            rig.overrides.put(parts[0], Double.parseDouble(parts[1]));
        }
    }
}
