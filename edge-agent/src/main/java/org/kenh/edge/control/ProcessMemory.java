package org.kenh.edge.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.telemetry.CommandAnswer;

/** Remembers commands until the process ends. */
final class ProcessMemory implements CommandMemory {
    private final Map<String, CommandAnswer> answers = new LinkedHashMap<>();

    @Override
    public Optional<CommandAnswer> answer(String id) {
        return Optional.ofNullable(answers.get(id));
    }

    @Override
    public void remember(CommandAnswer answer) {
        answers.put(answer.id(), answer);
        if (answers.size() > REMEMBERED) {
            answers.remove(answers.keySet().iterator().next());
        }
    }

    @Override
    public List<CommandAnswer> unfinished() {
        return answers.values().stream()
                .filter(answer -> answer.state() == CommandAnswer.State.ACCEPTED)
                .toList();
    }

    /** All of them, the oldest first. */
    List<CommandAnswer> all() {
        return List.copyOf(answers.values());
    }
}
