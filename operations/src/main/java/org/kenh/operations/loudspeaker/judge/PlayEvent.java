package org.kenh.operations.loudspeaker.judge;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a cluster tells of something that it plays.
 *
 * @param at when it told, by its own clock
 * @param play unique on the device
 * @param start when it began to play, where it is told
 * @param end only with {@link Kind#END}
 * @param played seconds of audio
 * @param sha256 of the audio that was played, lower-case hexadecimal
 * @param volume that it was played at, 0 to 100
 * @param measured what was measured meanwhile
 * @param heard what the cluster itself made of it; only with {@link Kind#END}
 * @param reason why it ended before its time; empty if there is none
 * @param whole the cluster says that it played to its end; only with {@link Kind#END}
 */
public record PlayEvent(
        Kind kind,
        Instant at,
        String play,
        Optional<String> slot,
        Optional<String> bulletin,
        Optional<Instant> start,
        Optional<Instant> end,
        OptionalDouble played,
        Optional<String> sha256,
        OptionalDouble volume,
        Measured measured,
        Optional<Hearing> heard,
        String reason,
        boolean whole)
        implements Comparable<PlayEvent> {

    /** Any order will do, as long as it is always the same: which of two tellings counts must not depend on what came first. */
    @Override
    public int compareTo(PlayEvent other) {
        int later = at.compareTo(other.at);
        return later != 0 ? later : toString().compareTo(other.toString());
    }

    /** The same of another time; what told no end tells none. */
    PlayEvent during(Instant from, Instant to) {
        return new PlayEvent(
                kind,
                at,
                play,
                slot,
                bulletin,
                start.map(told -> from),
                end.map(told -> to),
                played,
                sha256,
                volume,
                measured,
                heard,
                reason,
                whole);
    }

    /** What happened. */
    public enum Kind {
        START,
        /** The first evidence, some seconds after the start. */
        HEARD,
        /** It is over; says everything once more. */
        END
    }
}
