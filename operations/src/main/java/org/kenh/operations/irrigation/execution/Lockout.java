package org.kenh.operations.irrigation.execution;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kenh.operations.irrigation.desk.Step;
import org.kenh.operations.irrigation.desk.SubjectKind;

/**
 * A pump or canal that the centre keeps from irrigating, by what is measured.
 *
 * @param id 0 for one that is not kept yet
 * @param kind what is wrong
 * @param subject a pump, or the canal with all below it
 * @param evidence the readings that led to it, oldest first
 * @param goodSince since when all that is measured is good again
 * @param released by a person, or by the centre where none is needed
 * @param reason of the release
 */
public record Lockout(
        long id,
        Kind kind,
        SubjectKind subjectKind,
        String subject,
        Instant openedAt,
        List<Finding> evidence,
        Optional<Instant> goodSince,
        State state,
        Optional<Step> released,
        String reason) {
    public Lockout {
        evidence = List.copyOf(evidence);
    }

    public boolean isOpen() {
        return state != State.RELEASED;
    }

    /** Others end by themselves. */
    public boolean needsPerson() {
        return kind == Kind.WATER_QUALITY;
    }

    /** When it has been good for long enough, if it stays so. */
    public Optional<Instant> ripeAt() {
        return goodSince.map(since -> since.plus(needsPerson() ? WaterQuality.GOOD_FOR : LevelWatch.CALM));
    }

    /** What is wrong. */
    public enum Kind {
        /** Bad water at the intake of a pump: needs a person's release. */
        WATER_QUALITY,
        /** Flood level I, or a canal that is too high: ends by itself. */
        DRAINAGE,
        /** Too little water before a pump: ends by itself. */
        SUCTION;

        /** The word in the API and in the store. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Kind fromWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** {@code LOCKED ⇄ RELEASABLE → RELEASED}: releasable after good readings for long enough. */
    public enum State {
        LOCKED,
        RELEASABLE,
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
     * A reading that is beyond its limit.
     *
     * @param limit what it should keep to
     */
    public record Finding(String device, String series, Instant at, double value, double limit) {}
}
