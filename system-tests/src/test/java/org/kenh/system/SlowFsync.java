package org.kenh.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A disk on which {@code fdatasync} takes long, played by strace in the processes of a database. */
final class SlowFsync {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private SlowFsync() {}

    /** Why it cannot be played here. */
    static Optional<String> lacks() {
        return Tool.isThere("strace") ? Optional.empty() : Optional.of("there is no strace (Debian: strace)");
    }

    static void slowDown(EmbeddedDatabase database, Duration each, Duration time) {
        List<String> command =
                new ArrayList<>(List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync"));
        command.addAll(List.of("-e", "inject=fdatasync:delay_enter=" + each.toNanos() / 1_000));
        database.processes().forEach(process -> command.addAll(List.of("-p", Long.toString(process))));
        try (Tool.Running strace = Tool.of(command).start()) {
            Arena.last(time);
            strace.process().destroy();
            strace.end(PATIENCE);
        }
    }
}
