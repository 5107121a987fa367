package org.kenh.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadRunTest {
    private static final List<Device> DEVICES =
            List.of(new Device("a", "x"), new Device("b", "y"), new Device("c", "z"));
    private static final LoadRun.Observer NOBODY = new LoadRun.Observer() {
        @Override
        public void begins() {}

        @Override
        public void ends() {}
    };

    @Test
    void measure_closedLoop_acknowledgesAllThatCame() throws IOException {
        try (AcceptingDoor door = new AcceptingDoor(0);
                LoadRun run = LoadRun.connect(plan(door, 0), DEVICES)) {
            FlowResult result = run.measure(NOBODY);

            assertThat(result.failures()).isEmpty();
            assertThat(result.measured()).isPositive();
            assertThat(result.acknowledged()).isEqualTo(result.sent()).isEqualTo(door.published());
        }
    }

    @Test
    void measure_fixedRate_sendsAsManyAsPlanned() throws IOException {
        try (AcceptingDoor door = new AcceptingDoor(0);
                LoadRun run = LoadRun.connect(plan(door, 300), DEVICES)) {
            FlowResult result = run.measure(NOBODY);

            // 0.1 s of warm-up and 0.3 s measured
            assertThat(result.sent()).isBetween(119L, 121L);
            assertThat(result.acknowledged()).isEqualTo(result.sent());
        }
    }

    @Test
    void connect_refusedByTheOtherSide_saysWhy() throws IOException {
        try (AcceptingDoor door = new AcceptingDoor(5)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> LoadRun.connect(plan(door, 0), DEVICES, Duration.ofSeconds(1)))
                    .withMessageContaining("only 0 of 3")
                    .withMessageContaining("refused: CONNACK 5");
        }
    }

    private static LoadPlan plan(AcceptingDoor door, double rate) {
        return new LoadPlan(
                door.target(), 5, new Payload(1, 5), rate, Duration.ofMillis(100), Duration.ofMillis(300), 1, 1000);
    }
}
