package org.kenh.operations.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.intake.Receipt;
import org.kenh.operations.OperationsException;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.DeviceId;

class CommandsTest {
    private static final DeviceId PUMP = DeviceId.of("pump-1");
    private static final CommandAnswer DONE = new CommandAnswer("c1", CommandAnswer.State.DONE, "");

    @Test
    void waiting_storeAway_throws() {
        Commands commands = commands(Runnable::run);
        assertThatThrownBy(() -> commands.waiting(PUMP, Instant.EPOCH)).isInstanceOf(OperationsException.class);
    }

    @Test
    void delivered_storeAway_throws() {
        Commands commands = commands(Runnable::run);
        assertThatThrownBy(() -> commands.delivered(PUMP, "c1", Instant.EPOCH)).isInstanceOf(OperationsException.class);
    }

    @Test
    void answered_executorStopped_failedAndNoPlaceIsLost() {
        Commands commands = commands(task -> {
            throw new RejectedExecutionException("stopped");
        });
        for (int i = 0; i < 1_001; i++) {
            assertThat(commands.answered(PUMP, DONE, Instant.EPOCH).toCompletableFuture())
                    .isCompletedWithValueMatching(receipt -> receipt instanceof Receipt.Failed);
        }
    }

    private static Commands commands(Executor blocking) {
        return new Commands(new AbsentStore(), InstantSource.system(), blocking);
    }

    /** A store that cannot be reached. */
    private static final class AbsentStore implements CommandStore {
        @Override
        public boolean add(DeviceId device, Command command, String issuedBy, int mostWaiting) {
            throw away();
        }

        @Override
        public boolean propose(DeviceId device, Proposal proposal, int mostWaiting) {
            throw away();
        }

        @Override
        public Decided decide(String id, Decision decision) {
            throw away();
        }

        @Override
        public Optional<IssuedCommand> find(String id) {
            throw away();
        }

        @Override
        public List<IssuedCommand> ofDevice(DeviceId device, int limit) {
            throw away();
        }

        @Override
        public List<Command> waiting(DeviceId device, Instant now, int limit) {
            throw away();
        }

        @Override
        public Optional<CommandState.Verdict> record(DeviceId device, String id, IssuedCommand.Step step) {
            throw away();
        }

        @Override
        public int expire(Instant now) {
            throw away();
        }

        @Override
        public int removeBefore(Instant moment, int most) {
            throw away();
        }

        private static OperationsException away() {
            return new OperationsException("store away");
        }
    }
}
