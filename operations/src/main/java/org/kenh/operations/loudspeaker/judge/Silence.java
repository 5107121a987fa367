package org.kenh.operations.loudspeaker.judge;

import java.time.Instant;
import java.util.Optional;

/**
 * A time in which no word came from a cluster; it may tell of it later.
 *
 * @param to empty: still
 */
public record Silence(Instant from, Optional<Instant> to) {}
