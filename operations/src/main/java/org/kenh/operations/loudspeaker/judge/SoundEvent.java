package org.kenh.operations.loudspeaker.judge;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Audio that was heard although the cluster plays nothing.
 *
 * @param at when it was told, by the cluster's own clock
 * @param sound unique on the device
 * @param end empty while it goes on
 * @param level dB(A)
 * @param rise above the floor, dB
 * @param current rise of the amplifier's current, A
 */
public record SoundEvent(
        Instant at,
        String sound,
        Instant start,
        Optional<Instant> end,
        OptionalDouble level,
        OptionalDouble rise,
        OptionalDouble current)
        implements Comparable<SoundEvent> {

    /** What says of an end comes last; else any order will do, as long as it is always the same. */
    @Override
    public int compareTo(SoundEvent other) {
        int ended = end.orElse(Instant.MIN).compareTo(other.end.orElse(Instant.MIN));
        return ended != 0 ? ended : toString().compareTo(other.toString());
    }
}
