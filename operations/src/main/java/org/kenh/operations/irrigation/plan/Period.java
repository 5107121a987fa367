package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;

/** From a moment until before another, which is later. */
public record Period(Instant from, Instant to) {
    public Period {
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("a period must end after it begins: from " + from + " to " + to);
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    public boolean overlaps(Period other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }

    public boolean contains(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }
}
