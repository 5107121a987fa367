package org.kenh.edge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.edge.control.CommandHandler;
import org.kenh.edge.control.Outcome;
import org.kenh.edge.life.StatusReport.CommandLine;
import org.kenh.telemetry.Command;

/** Remembers the last commands and their outcomes, for the status page. Thread-safe. */
final class CommandTrail {
    private static final int MOST = 20;
    private static final double NANOS = 1e9;

    private final MonotonicClock clock = MonotonicClock.system();
    private final Deque<Entry> entries = new ArrayDeque<>();

    /** A handler whose commands are remembered. */
    CommandHandler of(CommandHandler handler) {
        return new CommandHandler() {
            @Override
            public List<String> names() {
                return handler.names();
            }

            @Override
            public boolean isHarmlessLate(String name) {
                return handler.isHarmlessLate(name);
            }

            @Override
            public Outcome obey(Command command) {
                Outcome outcome = handler.obey(command);
                note(command, outcome);
                if (outcome instanceof Outcome.Accepted accepted) {
                    CompletionStage<Void> unused = accepted.end().thenAccept(end -> note(command, end));
                }
                return outcome;
            }
        };
    }

    /** Newest first. */
    synchronized List<CommandLine> lines() {
        List<CommandLine> lines = new ArrayList<>();
        entries.forEach(entry -> lines.add(new CommandLine(
                entry.id,
                entry.name,
                word(entry.outcome),
                detail(entry.outcome),
                (clock.nanos() - entry.nanos) / NANOS)));
        return lines;
    }

    private synchronized void note(Command command, Outcome outcome) {
        entries.removeIf(entry -> entry.id.equals(command.id()));
        entries.addFirst(new Entry(command.id(), command.name(), outcome, clock.nanos()));
        if (entries.size() > MOST) {
            entries.removeLast();
        }
    }

    private static String word(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return "accepted";
        }
        if (outcome instanceof Outcome.Done) {
            return "done";
        }
        return outcome instanceof Outcome.Failed ? "failed" : "refused";
    }

    private static String detail(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted accepted) {
            return accepted.detail();
        }
        if (outcome instanceof Outcome.Done done) {
            return done.detail();
        }
        return outcome instanceof Outcome.Failed failed ? failed.detail() : ((Outcome.Refused) outcome).detail();
    }

    private record Entry(String id, String name, Outcome outcome, long nanos) {}
}
