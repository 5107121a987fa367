package org.kenh.edge.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one boot's time.
 *
 * @param afterMicros the last wall-clock time known of the boots before, in microseconds since 1970;
 *     {@link Anchor#NO_FLOOR} if none is
 * @param lastNanos the last monotonic time at which the boot is known to have run
 * @param anchors oldest first; none as long as no clock could be asked
 */
public record BootTime(BootId id, long afterMicros, long lastNanos, List<Anchor> anchors) {
    public BootTime {
        anchors = List.copyOf(anchors);
    }

    public boolean isKnown() {
        return !anchors.isEmpty();
    }

    /** The wall-clock time of a monotonic time of this boot; empty as long as there is no anchor. */
    public Optional<Stamp> stamp(long nanos) {
        for (int i = anchors.size() - 1; i >= 0; i--) {
            if (i == 0 || anchors.get(i).fromNanos() <= nanos) {
                return Optional.of(anchors.get(i).stamp(nanos));
            }
        }
        return Optional.empty();
    }

    /**
     * The wall-clock time of a monotonic time by the newest anchor that can be trusted, in microseconds: nearest to the truth,
     * but not the same for ever. Without such an anchor it is the stamp's.
     */
    Optional<Long> truest(long nanos) {
        for (int i = anchors.size() - 1; i >= 0; i--) {
            if (anchors.get(i).trusted()) {
                return Optional.of(nanos / 1_000 + anchors.get(i).offsetMicros());
            }
        }
        return stamp(nanos).map(Stamp::micros);
    }

    /** The last wall-clock time that may have been given to something of this boot or of those before it. */
    long endMicros() {
        return stamp(lastNanos)
                .map(stamp -> Math.max(stamp.micros(), afterMicros))
                .orElse(afterMicros);
    }

    BootTime with(Anchor anchor) {
        List<Anchor> more = new ArrayList<>(anchors);
        more.add(anchor);
        return new BootTime(id, afterMicros, lastNanos, more);
    }
}
