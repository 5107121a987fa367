package org.kenh.telemetry;

import java.util.Optional;

/**
 * What a device says of a command.
 *
 * @param id the command's id
 * @param detail why, in words; empty when the device gave none
 */
public record CommandAnswer(String id, State state, String detail) {

    /** {@code ACCEPTED → DONE | FAILED}, or {@code REFUSED} at once. */
    public enum State {
        ACCEPTED("accepted"),
        DONE("done"),
        FAILED("failed"),
        REFUSED("refused");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** The word on the wire. */
        public String word() {
            return word;
        }

        public static Optional<State> fromWord(String word) {
            for (State state : values()) {
                if (state.word.equals(word)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }
}
