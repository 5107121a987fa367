package org.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.fixture.FakeIntake;

class ReliefTest {
    private final FakeIntake intake = new FakeIntake();
    private final Relief relief = new Relief(intake);
    private final List<String> relieved = new CopyOnWriteArrayList<>();

    @Test
    void await_many_oneCallOfTheIntakeRunsAllThatWait() {
        intake.saturate();
        Relief.Waiter gone = waiter(() -> relieved.add("gone"));
        relief.await(gone);
        relief.await(waiter(() -> relieved.add("there")));
        relief.forget(gone);
        assertThat(intake.reliefs()).isEqualTo(1);
        intake.relieve();
        assertThat(relieved).containsExactly("there");
    }

    @Test
    void await_againWhileBeingRelieved_calledByTheNextRelief() {
        intake.saturate();
        relief.await(waiter(() -> {
            intake.saturate();
            relief.await(waiter(() -> relieved.add("second")));
        }));
        intake.relieve();
        intake.relieve();
        assertThat(relieved).containsExactly("second");
    }

    @Test
    void await_roomAlready_runsAtOnce() {
        relief.await(waiter(() -> relieved.add("at once")));
        assertThat(relieved).containsExactly("at once");
    }

    @Test
    void await_hundred_areRelievedAFewAtATime_inTheirOrder() throws InterruptedException {
        intake.saturate();
        CountDownLatch all = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            String name = "waiter " + i;
            relief.await(waiter(() -> {
                relieved.add(name);
                if (relieved.size() == 32) {
                    intake.saturate();
                }
                all.countDown();
            }));
        }
        intake.relieve();
        assertThat(relieved).hasSize(32);

        intake.relieve();
        assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(relieved)
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "waiter " + i).toList());
    }

    private static Relief.Waiter waiter(Runnable action) {
        return new Relief.Waiter(Runnable::run, action);
    }
}
