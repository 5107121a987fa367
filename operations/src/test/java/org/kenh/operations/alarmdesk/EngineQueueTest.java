package org.kenh.operations.alarmdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.live.CommittedBatch;
import org.kenh.ingest.live.CommittedBatch.Pack;
import org.kenh.operations.alarmdesk.EngineQueue.Taken;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/** What waits for the engine. */
class EngineQueueTest {
    private static final DeviceId ONE = DeviceId.of("mot");
    private static final DeviceId TWO = DeviceId.of("hai");

    private final EngineQueue queue = new EngineQueue(2);

    @Test
    void gap_whileOthersGoOn_isTakenWithWhatCameBeforeIt() {
        offer(ONE, 1);
        offer(TWO, 1);
        offer(ONE, 2);
        Taken taken = queue.takeNow();
        assertThat(taken.packs()).extracting(Pack::device).containsExactly(ONE, TWO);
        assertThat(taken.gaps()).containsExactly(ONE);
        offer(ONE, 3);
        assertThat(queue.takeNow()).isEqualTo(new Taken(List.of(pack(ONE, 3)), Set.of()));
    }

    @Test
    void gap_thatCouldNotBeClosed_takesWithItWhatCameSince() {
        offer(ONE, 2);
        offer(TWO, 2);
        queue.gap(Set.of(ONE));
        offer(ONE, 3);
        offer(TWO, 3);
        assertThat(queue.takeNow()).isEqualTo(new Taken(List.of(pack(TWO, 2), pack(TWO, 3)), Set.of(ONE)));
    }

    private void offer(DeviceId device, double second) {
        queue.offer(new CommittedBatch(List.of(pack(device, second)), Set.of()));
    }

    private static Pack pack(DeviceId device, double second) {
        return new Pack(
                device,
                DeskHarness.instant(second),
                List.of(Reading.good("level", "m", DeskHarness.instant(second), 1)));
    }
}
