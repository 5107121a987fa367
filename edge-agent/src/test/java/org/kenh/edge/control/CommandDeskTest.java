package org.kenh.edge.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.CommandAnswer.State;
import org.kenh.telemetry.wire.CommandCodec;

class CommandDeskTest {
    private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");

    private final List<Command> carriedOut = new ArrayList<>();
    private final List<CommandAnswer> answers = new ArrayList<>();
    private Outcome outcome = new Outcome.Done("running");
    private final CommandDesk desk = new CommandDesk(
            List.of(new Pump(), new AgentCommands("test agent")), answers::add, InstantSource.fixed(NOW));

    @Test
    void receive_knownCommand_isAcceptedAndDone() {
        receive("c1", "pump.start", NOW.plusSeconds(60));

        assertThat(carriedOut).hasSize(1);
        assertThat(answers)
                .containsExactly(
                        new CommandAnswer("c1", State.ACCEPTED, ""), new CommandAnswer("c1", State.DONE, "running"));
    }

    @Test
    void receive_expired_isRefusedAndNotCarriedOut() {
        receive("c1", "pump.start", NOW);

        assertThat(carriedOut).isEmpty();
        assertThat(answers).containsExactly(new CommandAnswer("c1", State.REFUSED, "expired at 2026-07-01T00:00:00Z"));
    }

    @Test
    void receive_repeated_isCarriedOutOnceAndGetsTheSameAnswer() {
        receive("c1", "pump.start", NOW.plusSeconds(60));
        answers.clear();
        outcome = new Outcome.Failed("another outcome");
        receive("c1", "pump.start", NOW.plusSeconds(60));

        assertThat(carriedOut).hasSize(1);
        assertThat(answers).containsExactly(new CommandAnswer("c1", State.DONE, "running"));
    }

    @Test
    void receive_repeatedAfterManyOthers_isForgottenOnlyAfterTheBound() {
        receive("first", "pump.start", NOW.plusSeconds(60));
        for (int i = 1; i < CommandDesk.REMEMBERED; i++) {
            receive("c" + i, "agent.ping", NOW.plusSeconds(60));
        }
        receive("first", "pump.start", NOW.plusSeconds(60));

        assertThat(carriedOut).hasSize(1);
    }

    @Test
    void receive_interlock_isRefusedAtOnce() {
        outcome = new Outcome.Refused("interlock: dry");
        receive("c1", "pump.start", NOW.plusSeconds(60));

        assertThat(answers).containsExactly(new CommandAnswer("c1", State.REFUSED, "interlock: dry"));
    }

    @Test
    void receive_handlerThrows_isFailedAndTheDeskGoesOn() {
        CommandDesk broken = new CommandDesk(List.of(new Broken()), answers::add, InstantSource.fixed(NOW));
        broken.receive(payload("c1", "agent.ping", NOW.plusSeconds(60)));

        assertThat(answers.get(1).state()).isEqualTo(State.FAILED);
        assertThat(answers.get(1).detail()).contains("broken");
    }

    @Test
    void receive_unknown_isRefusedByName() {
        receive("c1", "coffee.brew", NOW.plusSeconds(60));

        assertThat(answers).containsExactly(new CommandAnswer("c1", State.REFUSED, "unknown command \"coffee.brew\""));
    }

    @Test
    void receive_identify_tellsWhoItIs() {
        receive("c1", "agent.identify", NOW.plusSeconds(60));

        assertThat(answers).contains(new CommandAnswer("c1", State.DONE, "test agent"));
        assertThat(desk.names()).containsExactly("pump.start", "agent.ping", "agent.identify");
    }

    @Test
    void receive_unreadable_isIgnored() {
        desk.receive(new byte[] {1, 2, 3});

        assertThat(answers).isEmpty();
    }

    private void receive(String id, String name, Instant expiresAt) {
        desk.receive(payload(id, name, expiresAt));
    }

    private static byte[] payload(String id, String name, Instant expiresAt) {
        return CommandCodec.encode(new Command(id, name, "{}", NOW.minusSeconds(5), expiresAt));
    }

    private static final class Broken implements CommandHandler {
        @Override
        public List<String> names() {
            return List.of("agent.ping");
        }

        @Override
        public Outcome obey(Command command) {
            throw new IllegalStateException("broken");
        }
    }

    private final class Pump implements CommandHandler {
        @Override
        public List<String> names() {
            return List.of("pump.start");
        }

        @Override
        public Outcome obey(Command command) {
            carriedOut.add(command);
            return outcome;
        }
    }
}
