package org.kenh.operations.loudspeaker.judge;

import java.time.Instant;

/** What a cluster said it was doing. */
public record StateReading(Instant at, State state) {
    /** The word of series {@code state}. */
    public enum State {
        IDLE,
        PLAYING,
        MUTED,
        FAULT
    }
}
