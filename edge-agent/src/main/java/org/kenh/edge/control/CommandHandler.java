package org.kenh.edge.control;

import java.util.List;
import org.kenh.telemetry.Command;

/** Carries out commands. Thread-safe. */
public interface CommandHandler {
    /** Names of the commands that it obeys. */
    List<String> names();

    /**
     * Whether one of its commands is carried out even while nobody knows what time it is, and so whether it has expired:
     * for what does no harm when it comes late.
     */
    default boolean isHarmlessLate(String name) {
        return false;
    }

    /**
     * Carries out one of its commands; short, since others wait behind it. What takes longer than a moment is begun and
     * answered with {@link Outcome.Accepted}.
     */
    Outcome obey(Command command);
}
