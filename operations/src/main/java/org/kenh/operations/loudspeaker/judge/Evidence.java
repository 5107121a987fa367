package org.kenh.operations.loudspeaker.judge;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * All that a cluster has told of a time, in no order.
 *
 * @param states what it said it was doing; only asked for where a slot was missed
 * @param silences when it could not be heard
 */
public record Evidence(Set<PlayEvent> plays, Set<SoundEvent> sounds, Set<StateReading> states, Set<Silence> silences) {
    public static final Evidence NONE = new Evidence(Set.of(), Set.of(), Set.of(), Set.of());

    public Evidence {
        plays = Set.copyOf(plays);
        sounds = Set.copyOf(sounds);
        states = Set.copyOf(states);
        silences = Set.copyOf(silences);
    }

    /** When the plays began of which no end was told. */
    public List<Instant> open() {
        return Play.all(this).stream().filter(Play::open).map(Play::start).toList();
    }

    public Evidence withStates(Collection<StateReading> known) {
        return new Evidence(plays, sounds, Set.copyOf(known), silences);
    }
}
