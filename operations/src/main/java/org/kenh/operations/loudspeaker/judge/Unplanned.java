package org.kenh.operations.loudspeaker.judge;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Audio that nobody scheduled.
 *
 * @param evidence {@code play:} or {@code sound:} with the id that the cluster gave it
 * @param end empty while it goes on, or when its end was not told
 * @param level dB(A)
 * @param audio what it was, where a player told; it is held against no plan
 * @param slot in whose place it sounded
 */
public record Unplanned(
        String evidence,
        Instant start,
        Optional<Instant> end,
        OptionalDouble level,
        OptionalDouble rise,
        OptionalDouble current,
        Audio audio,
        Optional<String> slot,
        Why why) {

    Unplanned named(String name) {
        return new Unplanned(name, start, end, level, rise, current, audio, slot, why);
    }

    /** What is wrong with it. */
    public enum Why {
        /** The cluster played what no slot asks for. */
        NO_SLOT,
        /** It played something else than planned. */
        WRONG_AUDIO,
        /** It played far outside the time of its slot, or did not end. */
        OFF_TIME,
        /** What is planned, of its usual length, but long after its time: a bad link brings orders late. */
        LATE,
        /** What was planned and then cancelled, or put after something else, by a cluster that had not been told. */
        CANCELLED,
        /** It sounded although it played nothing. */
        SOUND;

        /** Whether it may be somebody else's. */
        public boolean isForeign() {
            return this != LATE && this != CANCELLED;
        }

        /** The word in the API and in the store. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Why> fromWord(String word) {
            for (Why why : values()) {
                if (why.word().equals(word)) {
                    return Optional.of(why);
                }
            }
            return Optional.empty();
        }
    }
}
