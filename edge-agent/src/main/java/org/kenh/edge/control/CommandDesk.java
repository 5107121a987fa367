package org.kenh.edge.control;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.CommandAnswer.State;
import org.kenh.telemetry.wire.CommandCodec;
import org.kenh.telemetry.wire.Decoding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives commands, each of which is a lease: an expired one is refused, and so is, while nobody knows what time it is,
 * every one that would do harm late; a repeated one is not carried out again but gets the answer it got last. That a command was taken is
 * remembered before it is carried out. Thread-safe.
 */
public final class CommandDesk {
    private static final Logger LOG = LoggerFactory.getLogger(CommandDesk.class);

    private final List<CommandHandler> handlers;
    private final Consumer<CommandAnswer> answers;
    private final WallClock clock;
    private final CommandMemory memory;

    /** A desk that trusts its clock and forgets with the process. */
    public CommandDesk(List<CommandHandler> handlers, Consumer<CommandAnswer> answers, InstantSource clock) {
        this(handlers, answers, () -> Optional.of(clock.instant()), CommandMemory.ofProcess());
    }

    /**
     * Answers go to {@code answers} in order, on the thread that brought the command or, when it takes its time, on the
     * one that ends it.
     */
    public CommandDesk(
            List<CommandHandler> handlers, Consumer<CommandAnswer> answers, WallClock clock, CommandMemory memory) {
        this.handlers = List.copyOf(handlers);
        this.answers = answers;
        this.clock = clock;
        this.memory = memory;
    }

    /** Names of all commands that are obeyed. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        handlers.forEach(handler -> names.addAll(handler.names()));
        return names;
    }

    /** Says of commands that a restart has cut short that they failed; to be called once, before any is received. */
    public void answerInterrupted() {
        answerInterrupted(id -> false);
    }

    /**
     * Says of commands that a restart has cut short that they failed, but for those that go on over a restart by their
     * ids; to be called once, before any is received.
     */
    public synchronized void answerInterrupted(Predicate<String> goesOn) {
        for (CommandAnswer open : memory.unfinished()) {
            if (!goesOn.test(open.id())) {
                end(open.id(), new Outcome.Failed(Reasons.RESTARTED.text()));
            }
        }
    }

    /** Gives the last answer to a command that went on over a restart. */
    public synchronized void answerLate(CommandAnswer answer) {
        // The answer is true whether or not it can be remembered.
        boolean unused = remember(answer);
        answers.accept(answer);
    }

    /** Takes a command as it came over the wire. What cannot be read has no id, so that it cannot be answered. */
    public synchronized void receive(byte[] payload) {
        Decoding<Command> decoding = CommandCodec.decode(payload);
        if (decoding instanceof Decoding.Decoded<Command> decoded) {
            receive(decoded.value());
        } else if (decoding instanceof Decoding.Rejected<Command> rejected) {
            LOG.warn("Ignored a command that cannot be read: {} {}", rejected.reason(), rejected.where());
        }
    }

    private void receive(Command command) {
        Optional<CommandAnswer> earlier = memory.answer(command.id());
        if (earlier.isPresent()) {
            answers.accept(earlier.get());
            return;
        }
        Optional<Reason> refused = whyNot(command);
        if (refused.isPresent()) {
            end(command.id(), new Outcome.Refused(refused.get().text()));
            return;
        }
        if (!remember(new CommandAnswer(command.id(), State.ACCEPTED, ""))) {
            answers.accept(new CommandAnswer(command.id(), State.REFUSED, Reasons.NOT_STORED.text()));
            return;
        }
        carryOut(command);
    }

    private Optional<Reason> whyNot(Command command) {
        Optional<Instant> now = clock.now();
        if (now.isPresent() && command.isExpired(now.get())) {
            return Optional.of(Reasons.COMMAND_EXPIRED.with(command.expiresAt().toString()));
        }
        if (!names().contains(command.name())) {
            return Optional.of(Reasons.UNKNOWN_COMMAND.with(command.name()));
        }
        return now.isPresent() || handler(command.name()).isHarmlessLate(command.name())
                ? Optional.empty()
                : Optional.of(Reasons.UNTRUSTED_CLOCK);
    }

    private void carryOut(Command command) {
        Outcome outcome = obey(command);
        String id = command.id();
        if (outcome instanceof Outcome.Accepted accepted) {
            answers.accept(new CommandAnswer(id, State.ACCEPTED, accepted.detail()));
            CompletionStage<Outcome> unused = accepted.end().whenComplete((end, problem) -> endLater(id, end, problem));
        } else {
            if (!(outcome instanceof Outcome.Refused)) {
                answers.accept(new CommandAnswer(id, State.ACCEPTED, ""));
            }
            end(id, outcome);
        }
    }

    private Outcome obey(Command command) {
        try {
            return handler(command.name()).obey(command);
        } catch (RuntimeException e) {
            // A broken handler must not take the connection with it, and the centre must hear of it.
            LOG.error("Command {} failed", command.name(), e);
            return new Outcome.Failed(e.toString());
        }
    }

    private CommandHandler handler(String name) {
        for (CommandHandler handler : handlers) {
            if (handler.names().contains(name)) {
                return handler;
            }
        }
        throw new IllegalStateException("no handler for " + name);
    }

    private synchronized void endLater(String id, @Nullable Outcome outcome, @Nullable Throwable problem) {
        end(id, outcome == null ? new Outcome.Failed(String.valueOf(problem)) : outcome);
    }

    private void end(String id, Outcome outcome) {
        CommandAnswer answer = answer(id, outcome);
        // The answer is true whether or not it can be remembered.
        boolean unused = remember(answer);
        answers.accept(answer);
    }

    private boolean remember(CommandAnswer answer) {
        try {
            memory.remember(answer);
            return true;
        } catch (IOException e) {
            LOG.error("Command {} cannot be remembered", answer.id(), e);
            return false;
        }
    }

    private static CommandAnswer answer(String id, Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return new CommandAnswer(id, State.DONE, done.detail());
        }
        if (outcome instanceof Outcome.Refused refused) {
            return new CommandAnswer(id, State.REFUSED, refused.detail());
        }
        return new CommandAnswer(
                id, State.FAILED, outcome instanceof Outcome.Failed failed ? failed.detail() : outcome.toString());
    }
}
