package org.kenh.system;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of a rehearsed district for all that works with it; stands at the start until the district is there. */
final class DistrictClock extends Clock {
    private volatile InstantSource source;

    DistrictClock(Instant start) {
        this.source = () -> start;
    }

    void follow(InstantSource district) {
        source = district;
    }

    @Override
    public Instant instant() {
        return source.instant();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
