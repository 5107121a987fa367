package org.kenh.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Signals to processes that this test started, by their id. */
enum Signal {
    INT,
    QUIT,
    TERM,
    KILL,
    STOP,
    CONT;

    /** Sends to all of them at once; one that has gone meanwhile is no error. */
    void send(List<Long> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name()));
        processes.forEach(process -> command.add(Long.toString(process)));
        Tool.of(command).run(Duration.ofSeconds(10));
    }
}
