package org.kenh.operations.loudspeaker.judge;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a cluster says that it played.
 *
 * @param volume 0 to 100; empty: not told
 * @param sha256 lower-case hexadecimal; empty: not told
 * @param asPlanned whether nothing else was played than what the slot wants; empty: nothing to compare
 */
public record Audio(OptionalDouble volume, Optional<String> sha256, Optional<Boolean> asPlanned) {
    public static final Audio UNTOLD = new Audio(OptionalDouble.empty(), Optional.empty(), Optional.empty());

    /** Held against nothing. */
    static Audio of(Play play) {
        return of(Optional.empty(), List.of(play));
    }

    /**
     * Of pieces by their ends the last that told counts; but what was not wanted is told before what was, be it the shorter piece:
     * that is what somebody has to look into.
     */
    static Audio of(Optional<String> wanted, List<Play> pieces) {
        List<String> told =
                pieces.stream().flatMap(piece -> piece.sha256().stream()).toList();
        Optional<String> other = wanted.flatMap(
                hash -> told.stream().filter(played -> !played.equals(hash)).reduce((earlier, later) -> later));
        return new Audio(
                pieces.stream()
                        .flatMap(piece -> piece.volume().stream())
                        .reduce((earlier, later) -> later)
                        .map(OptionalDouble::of)
                        .orElse(OptionalDouble.empty()),
                other.or(() -> told.stream().reduce((earlier, later) -> later)),
                wanted.isEmpty() || told.isEmpty() ? Optional.empty() : Optional.of(other.isEmpty()));
    }
}
