package org.kenh.operations.loudspeaker.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A piece of time; empty when it does not end after its start. */
record Stretch(Instant from, Instant to) {
    Duration overlap(Stretch other) {
        Instant begin = from.isAfter(other.from) ? from : other.from;
        Instant end = to.isBefore(other.to) ? to : other.to;
        return end.isAfter(begin) ? Duration.between(begin, end) : Duration.ZERO;
    }

    /** What is left of it outside of all these. */
    Duration outside(Collection<Stretch> covers) {
        return length().minus(union(covers.stream()
                .map(cover -> new Stretch(later(cover.from), earlier(cover.to)))
                .toList()));
    }

    Duration length() {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }

    /** Of all of them together, what overlaps once. */
    static Duration union(Collection<Stretch> stretches) {
        List<Stretch> ordered = new ArrayList<>(stretches);
        ordered.removeIf(stretch -> stretch.length().isZero());
        ordered.sort(Comparator.comparing(Stretch::from).thenComparing(Stretch::to));
        Duration sum = Duration.ZERO;
        Instant reached = Instant.MIN;
        for (Stretch stretch : ordered) {
            Instant begin = stretch.from.isAfter(reached) ? stretch.from : reached;
            if (stretch.to.isAfter(begin)) {
                sum = sum.plus(Duration.between(begin, stretch.to));
                reached = stretch.to;
            }
        }
        return sum;
    }

    private Instant later(Instant other) {
        return from.isAfter(other) ? from : other;
    }

    private Instant earlier(Instant other) {
        return to.isBefore(other) ? to : other;
    }
}
