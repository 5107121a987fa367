package org.kenh.edge.control;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.wire.CommandCodec;
import org.kenh.telemetry.wire.Decoding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives commands, each of which is a lease: an expired one is refused, a repeated one is not carried out again but
 * gets the answer it got before. Remembers the last {@value #REMEMBERED} commands. Thread-safe.
 */
public final class CommandDesk {
    static final int REMEMBERED = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(CommandDesk.class);

    private final List<CommandHandler> handlers;
    private final Consumer<CommandAnswer> answers;
    private final InstantSource clock;
    private final Map<String, CommandAnswer> answered = new LinkedHashMap<>();

    /** Answers go to {@code answers} in order, on the thread that brought the command. */
    public CommandDesk(List<CommandHandler> handlers, Consumer<CommandAnswer> answers, InstantSource clock) {
        this.handlers = List.copyOf(handlers);
        this.answers = answers;
        this.clock = clock;
    }

    /** Names of all commands that are obeyed. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        handlers.forEach(handler -> names.addAll(handler.names()));
        return names;
    }

    /** Takes a command as it came over the wire. What cannot be read has no id, so that it cannot be answered. */
    public synchronized void receive(byte[] payload) {
        receive(CommandCodec.decode(payload));
    }

    private void receive(Decoding<Command> decoding) {
        if (decoding instanceof Decoding.Decoded<Command> decoded) {
            receive(decoded.value());
        } else if (decoding instanceof Decoding.Rejected<Command> rejected) {
            LOG.warn("Ignored a command that cannot be read: {} {}", rejected.reason(), rejected.where());
        }
    }

    private void receive(Command command) {
        CommandAnswer earlier = answered.get(command.id());
        if (earlier != null) {
            answers.accept(earlier);
            return;
        }
        Outcome outcome = command.isExpired(clock.instant())
                ? new Outcome.Refused("expired at " + command.expiresAt())
                : carryOut(command);
        if (!(outcome instanceof Outcome.Refused)) {
            answers.accept(new CommandAnswer(command.id(), CommandAnswer.State.ACCEPTED, ""));
        }
        CommandAnswer answer = answer(command.id(), outcome);
        remember(answer);
        answers.accept(answer);
    }

    private Outcome carryOut(Command command) {
        for (CommandHandler handler : handlers) {
            if (handler.names().contains(command.name())) {
                return obey(handler, command);
            }
        }
        return new Outcome.Refused("unknown command \"" + command.name() + "\"");
    }

    private static Outcome obey(CommandHandler handler, Command command) {
        try {
            return handler.obey(command);
        } catch (RuntimeException e) {
            // A broken handler must not take the connection with it, and the centre must hear of it.
            LOG.error("Command {} failed", command.name(), e);
            return new Outcome.Failed(e.toString());
        }
    }

    private static CommandAnswer answer(String id, Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return new CommandAnswer(id, CommandAnswer.State.DONE, done.detail());
        }
        if (outcome instanceof Outcome.Failed failed) {
            return new CommandAnswer(id, CommandAnswer.State.FAILED, failed.detail());
        }
        return new CommandAnswer(id, CommandAnswer.State.REFUSED, ((Outcome.Refused) outcome).detail());
    }

    private void remember(CommandAnswer answer) {
        answered.put(answer.id(), answer);
        if (answered.size() > REMEMBERED) {
            answered.remove(answered.keySet().iterator().next());
        }
    }
}
