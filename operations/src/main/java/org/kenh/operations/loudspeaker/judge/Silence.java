package org.kenh.operations.loudspeaker.judge;

import java.time.Instant;
import java.util.Optional;

/**
 * A time in which no word came from a cluster; it may tell of it later.
 *
 * @param to empty: still
 */
public record Silence(Instant from, Optional<Instant> to) {
    /** Both as one; the other one did not begin before. */
    Silence with(Silence later) {
        Optional<Instant> end = to.flatMap(mine -> later.to.map(other -> mine.isAfter(other) ? mine : other));
        return new Silence(from, end);
    }
}
