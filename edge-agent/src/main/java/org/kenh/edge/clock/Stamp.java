package org.kenh.edge.clock;

/**
 * The wall-clock time of a monotonic time.
 *
 * @param micros microseconds since 1970-01-01T00:00:00Z
 * @param certain whether the clock could be trusted
 */
public record Stamp(long micros, boolean certain) {}
