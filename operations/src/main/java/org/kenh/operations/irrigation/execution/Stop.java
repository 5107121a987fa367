package org.kenh.operations.irrigation.execution;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.irrigation.desk.Step;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.plan.Target;

/**
 * An emergency stop of a canal and all below it.
 *
 * @param area in which the canal lies
 * @param proposed the release, by the first of two people
 * @param released by the second
 */
public record Stop(
        long id,
        String canal,
        String area,
        Step stopped,
        String reason,
        State state,
        Optional<Step> proposed,
        String proposal,
        Optional<Step> released,
        String release,
        List<Device> devices) {
    public Stop {
        devices = List.copyOf(devices);
    }

    public boolean isOpen() {
        return state != State.RELEASED;
    }

    /** The same with its devices. */
    public Stop with(List<Device> others) {
        return new Stop(id, canal, area, stopped, reason, state, proposed, proposal, released, release, others);
    }

    /** {@code ACTIVE ⇄ PROPOSED → RELEASED}; a proposal that nobody confirms lapses. */
    public enum State {
        ACTIVE,
        PROPOSED,
        RELEASED;

        /** The word in the API and in the store. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<State> fromWord(String word) {
            return Arrays.stream(values())
                    .filter(state -> state.word().equals(word))
                    .findFirst();
        }
    }

    /**
     * A pump or valve that was told to come to rest.
     *
     * @param command the newest; empty: too much waits for the device, it is told later
     * @param answer how far that has come
     * @param detail what the device said; empty if nothing
     */
    public record Device(
            SubjectKind kind,
            String subject,
            Target target,
            Optional<String> command,
            Optional<Instant> askedAt,
            Optional<CommandState> answer,
            String detail) {
        /** Whether the device has said that it is done. */
        public boolean hasConfirmed() {
            return answer.filter(CommandState.DONE::equals).isPresent();
        }
    }
}
