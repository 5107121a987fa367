package org.kenh.edge.control;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.kenh.telemetry.CommandAnswer;

/** Remembers which commands were taken and how they were answered last. Used by one thread at a time. */
public interface CommandMemory {
    /** Commands remembered at least; older ones may be forgotten. */
    int REMEMBERED = 1_000;

    /** A memory that lasts as long as the process. */
    static CommandMemory ofProcess() {
        return new ProcessMemory();
    }

    /** A memory that survives power cuts; fails when the file cannot be read or written. */
    static CommandMemory ofFile(Path file) throws IOException {
        return new CommandFile(file);
    }

    /** The last answer to a command; empty if it was never seen. */
    Optional<CommandAnswer> answer(String id);

    /** Remembers an answer; fails when it would not survive what the memory is to survive. */
    void remember(CommandAnswer answer) throws IOException;

    /** Commands that were accepted and never ended. */
    List<CommandAnswer> unfinished();
}
