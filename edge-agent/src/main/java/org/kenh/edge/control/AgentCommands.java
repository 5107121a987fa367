package org.kenh.edge.control;

import java.util.List;
import org.kenh.telemetry.Command;

/** The commands that every agent obeys: {@code agent.ping} and {@code agent.identify}. */
public final class AgentCommands implements CommandHandler {
    private static final String PING = "agent.ping";
    private static final String IDENTIFY = "agent.identify";

    private final String identity;

    /** The identity is a line for people: model, firmware, platform. */
    public AgentCommands(String identity) {
        this.identity = identity;
    }

    @Override
    public List<String> names() {
        return List.of(PING, IDENTIFY);
    }

    @Override
    public boolean isHarmlessLate(String name) {
        return true;
    }

    @Override
    public Outcome obey(Command command) {
        return new Outcome.Done(command.name().equals(IDENTIFY) ? identity : "");
    }
}
