package org.kenh.operations.alarmdesk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.alarm.Letter;
import org.kenh.telemetry.DeviceId;

/** The alarm desk as a whole, on a real database. */
class AlarmDeskTest {
    private final DeskHarness harness = new DeskHarness();
    private final DeviceId gauge = harness.device("do-1", "tram-1");

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void detectionVector_throughTheWholeHost_isFollowed() {
        harness.birth(gauge, 0, "level");
        harness.rules.put(TestRules.high("cao", "level", 80, 2).delays(10, 30).live());
        harness.watches(1);
        double[][] vector = {
            {0, 79}, {5, 81}, {12, 79.5}, {20, 81}, {30, 81.2}, {40, 79}, {50, 77.9}, {60, 78.5}, {70, 77}, {100, 76}
        };
        for (double[] reading : vector) {
            harness.reads(gauge, "level", reading[0], reading[1]);
        }

        AlarmView alarm = harness.alarm("cao", "device:do-1");
        assertThat(harness.told(alarm)).containsExactly("activate@30", "return@100");
        assertThat(alarm.letter()).isEqualTo(Letter.D);
    }
}
