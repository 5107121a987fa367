package org.kenh.edge.control;

import java.util.List;
import org.kenh.telemetry.Command;

/** Carries out commands. Thread-safe. */
public interface CommandHandler {
    /** Names of the commands that it obeys. */
    List<String> names();

    /** Carries out one of its commands and waits for the end; short, since others wait behind it. */
    Outcome obey(Command command);
}
