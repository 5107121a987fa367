package org.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.fixture.FakeIntake;

class ReliefTest {
    private final FakeIntake intake = new FakeIntake();
    private final Relief relief = new Relief(intake);
    private final List<String> relieved = new ArrayList<>();

    @Test
    void await_many_oneCallOfTheIntakeRunsAllThatWait() {
        intake.saturate();
        Runnable gone = () -> relieved.add("gone");
        relief.await(gone);
        relief.await(() -> relieved.add("there"));
        relief.forget(gone);
        assertThat(intake.reliefs()).isEqualTo(1);
        intake.relieve();
        assertThat(relieved).containsExactly("there");
    }

    @Test
    void await_againWhileBeingRelieved_calledByTheNextRelief() {
        intake.saturate();
        relief.await(() -> {
            intake.saturate();
            relief.await(() -> relieved.add("second"));
        });
        intake.relieve();
        intake.relieve();
        assertThat(relieved).containsExactly("second");
    }

    @Test
    void await_roomAlready_runsAtOnce() {
        relief.await(() -> relieved.add("at once"));
        assertThat(relieved).containsExactly("at once");
    }
}
