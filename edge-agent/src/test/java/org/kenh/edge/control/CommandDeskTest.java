package org.kenh.edge.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.state()).isEqualTo(State.REFUSED);
            assertThat(answer.detail()).startsWith("expired: ").contains("2026-07-01T00:00:00Z");
        });
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
        for (int i = 1; i < CommandMemory.REMEMBERED; i++) {
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

        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.state()).isEqualTo(State.REFUSED);
            assertThat(answer.detail()).startsWith("unknown-command: ").contains("coffee.brew");
        });
    }

    @Test
    void receive_clockNotTrusted_isRefusedWithThatReason() {
        CommandDesk unsure =
                new CommandDesk(List.of(new Pump()), answers::add, Optional::empty, CommandMemory.ofProcess());
        unsure.receive(payload("c1", "pump.start", NOW.plusSeconds(60)));

        assertThat(carriedOut).isEmpty();
        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.state()).isEqualTo(State.REFUSED);
            assertThat(answer.detail()).startsWith("clock-untrusted: ");
        });
    }

    @Test
    void receive_clockNotTrusted_whatDoesNoHarmLate_isCarriedOut() {
        CommandDesk unsure = new CommandDesk(
                List.of(new AgentCommands("thiết bị thử")), answers::add, Optional::empty, CommandMemory.ofProcess());
        unsure.receive(payload("c1", "agent.ping", NOW.plusSeconds(60)));

        assertThat(answers).extracting(CommandAnswer::state).containsExactly(State.ACCEPTED, State.DONE);
    }

    @Test
    void receive_longCommand_isAcceptedAndOthersDoNotWaitForItsEnd() {
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        outcome = new Outcome.Accepted("", end);
        receive("c1", "pump.start", NOW.plusSeconds(60));
        receive("c2", "agent.ping", NOW.plusSeconds(60));
        end.complete(new Outcome.Failed("not-confirmed"));

        assertThat(answers)
                .containsExactly(
                        new CommandAnswer("c1", State.ACCEPTED, ""),
                        new CommandAnswer("c2", State.ACCEPTED, ""),
                        new CommandAnswer("c2", State.DONE, ""),
                        new CommandAnswer("c1", State.FAILED, "not-confirmed"));
    }

    @Test
    void receive_afterRestart_isNotCarriedOutAgain(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("commands");
        outcome = new Outcome.Accepted("", new CompletableFuture<>());
        durable(file).receive(payload("c1", "pump.start", NOW.plusSeconds(60)));
        answers.clear();

        CommandDesk restarted = durable(file);
        restarted.answerInterrupted();
        restarted.receive(payload("c1", "pump.start", NOW.plusSeconds(60)));

        assertThat(carriedOut).hasSize(1);
        assertThat(answers).hasSize(2).allSatisfy(answer -> {
            assertThat(answer.state()).isEqualTo(State.FAILED);
            assertThat(answer.detail()).startsWith("restarted: ");
        });
    }

    @Test
    void remembered_fileWithTornTail_keepsTheRestAndStaysBounded(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("commands");
        CommandDesk desk = durable(file);
        for (int i = 0; i < 30; i++) {
            desk.receive(payload("c" + i, "pump.start", NOW.plusSeconds(60)));
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 5));
        CommandMemory memory = CommandMemory.ofFile(file);

        assertThat(memory.answer("c28")).contains(new CommandAnswer("c28", State.DONE, "running"));
        assertThat(memory.answer("c29")).contains(new CommandAnswer("c29", State.ACCEPTED, ""));
        for (int i = 0; i < 3 * CommandMemory.REMEMBERED; i++) {
            memory.remember(new CommandAnswer("d" + i, State.DONE, ""));
        }
        assertThat(memory.answer("d0")).isEmpty();
        assertThat(Files.readAllLines(file)).hasSizeLessThan(2 * CommandMemory.REMEMBERED + 2);
    }

    @Test
    void receive_cannotBeRemembered_isRefusedAndNotCarriedOut(@TempDir Path directory) throws IOException {
        CommandDesk desk = durable(directory.resolve("commands"));
        Files.createDirectory(directory.resolve("commands"));
        desk.receive(payload("c1", "pump.start", NOW.plusSeconds(60)));

        assertThat(carriedOut).isEmpty();
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.detail()).startsWith("not-stored: "));
    }

    private CommandDesk durable(Path file) throws IOException {
        return new CommandDesk(List.of(new Pump()), answers::add, () -> Optional.of(NOW), CommandMemory.ofFile(file));
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
