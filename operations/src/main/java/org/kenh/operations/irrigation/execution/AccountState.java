package org.kenh.operations.irrigation.execution;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a turn has come, as far as is known.
 *
 * <pre>
 *   PLANNED ──▶ RUNNING ──▶ DONE | CUT_SHORT | WITHDRAWN
 *      │  │        │
 *      │  │        └──▶ UNKNOWN (its end is not known) ──▶ any, when the device tells
 *      │  ├──▶ MISSED ──▶ RUNNING …, when the device tells that it ran after all
 *      │  └──▶ UNKNOWN (nobody could hear the device) ──▶ any, when the device tells
 *      └──▶ WITHDRAWN
 * </pre>
 */
public enum AccountState {
    PLANNED,
    RUNNING,
    DONE,
    /** Not begun, though the device could have been heard. */
    MISSED,
    /** It got less than 95 % of what was planned. */
    CUT_SHORT,
    /** It was no longer wanted; it may have run for some time. */
    WITHDRAWN,
    /** Nobody has told. */
    UNKNOWN;

    /** The word in the API and in the store. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<AccountState> fromWord(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }

    /** Whether the water that was planned did not come. */
    public boolean isFailure() {
        return this == MISSED || this == CUT_SHORT;
    }
}
