package org.kenh.operations.alarmdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Transport;
import org.kenh.ingest.alarm.Condition;
import org.kenh.ingest.alarm.InputName;
import org.kenh.operations.Eventually;
import org.kenh.operations.alarmdesk.DeviceFlags.Flag;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/** What another desk says of devices is alarmed like what those measure. */
class DeviceFlagsTest {
    private final DeskHarness harness = new DeskHarness();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void flag_raisesAndEndsTheAlarm_ofADeviceThatTakesSchedulesAlone_alsoAfterARestart() {
        DeviceId pump = harness.device("bom-1", "tram-1");
        DeviceId gauge = harness.device("do-1", "tram-1");
        takesSchedules(pump);
        harness.rules.put(TestRules.of("lo-luot", new Condition.Equal(InputName.of("kenh/irrigation.missed"), 1))
                .live());
        harness.watches(1);
        say(pump, true);
        say(gauge, true);
        Eventually.isTrue("the alarm is raised", () -> isActive(pump));

        // A device cannot say it of itself.
        harness.at(5);
        harness.send(pump, Reading.good("kenh/irrigation.missed", "", DeskHarness.instant(5), 0));
        harness.desk.settle();
        assertThat(isActive(pump)).isTrue();

        harness.desk.close();
        harness.restartDesk();
        harness.watches(1);
        assertThat(isActive(pump)).isTrue();
        say(pump, true);
        harness.desk.settle();
        assertThat(isActive(pump)).isTrue();
        say(pump, false);
        Eventually.isTrue("the alarm is over", () -> !isActive(pump));
    }

    private void say(DeviceId device, boolean on) {
        harness.desk.flags().set(device, Flag.IRRIGATION_MISSED, on);
    }

    private boolean isActive(DeviceId device) {
        return harness.alarm("lo-luot", "device:" + device).active();
    }

    private void takesSchedules(DeviceId device) {
        Birth birth = new Birth(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of("pump.stop", "schedule.put"));
        harness.ingest
                .intake()
                .accept(new DeviceMessage.BirthReport(
                        new Origin(device, Transport.MQTT, "birth", harness.clock.instant(), new byte[0]), birth))
                .toCompletableFuture()
                .join();
    }
}
