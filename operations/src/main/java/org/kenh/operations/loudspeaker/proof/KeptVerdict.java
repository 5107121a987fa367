package org.kenh.operations.loudspeaker.proof;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.kenh.operations.loudspeaker.judge.SlotVerdict;
import org.kenh.operations.loudspeaker.judge.Verdict;

/**
 * A verdict as it is kept.
 *
 * @param day of the slot
 * @param correction empty: what was said first still holds
 * @param changedAt when it was last said anew
 */
public record KeptVerdict(
        LocalDate day, String device, SlotVerdict said, Optional<Correction> correction, Instant changedAt) {

    /**
     * That something else was said before.
     *
     * @param was what people had been told
     * @param at when it was corrected
     */
    public record Correction(Verdict was, Instant at, Why why) {}

    /** Why people are told something else now. */
    public enum Why {
        /** The cluster told late, after it could not be heard. */
        AFTER_LINK_LOSS,
        /** Something came later than is waited for. */
        LATE_EVIDENCE,
        /** What was planned has changed. */
        PLAN_CHANGED;

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
