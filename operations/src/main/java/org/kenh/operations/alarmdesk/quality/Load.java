package org.kenh.operations.alarmdesk.quality;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.kenh.operations.alarmdesk.quality.QualityReport.Flood;
import org.kenh.operations.alarmdesk.quality.QualityReport.Peak;

/**
 * How many times an operator was told in each ten minutes. It begins a day before the range, because a flood that has
 * begun there may go on in the range.
 */
final class Load {
    static final Duration BIN = Duration.ofMinutes(10);
    static final Duration LOOK_BACK = Duration.ofDays(1);

    /** A flood begins above this many in ten minutes, and ends below {@link #CALM}. */
    static final int FLOOD = 10;

    static final int CALM = 5;
    private static final long BIN_SECONDS = BIN.toSeconds();

    private final Instant from;
    private final Instant to;
    private final long first;
    private final int[] bins;

    Load(Instant from, Instant to) {
        this.from = from;
        this.to = to;
        this.first = bin(from.minus(LOOK_BACK));
        this.bins = new int[Math.toIntExact(bin(to.minusNanos(1)) - first + 1)];
    }

    /** A time before the range counts for floods only. */
    void add(Instant at) {
        long place = bin(at) - first;
        if (place >= 0 && place < bins.length) {
            bins[(int) place]++;
        }
    }

    /** Those that touch the range, oldest first. */
    List<Flood> floods() {
        List<Flood> floods = new ArrayList<>();
        int place = 0;
        while (place < bins.length) {
            if (bins[place] <= FLOOD) {
                place++;
                continue;
            }
            int begin = place;
            while (place < bins.length && bins[place] >= CALM) {
                place++;
            }
            if (start(place).isAfter(from)) {
                floods.add(flood(begin, place));
            }
        }
        return floods;
    }

    /** The share of the range that lies in floods. */
    double timeInFlood() {
        long millis = floods().stream()
                .mapToLong(flood -> Duration.between(later(flood.from(), from), earlier(flood.to(), to))
                        .toMillis())
                .sum();
        return (double) millis / Duration.between(from, to).toMillis();
    }

    /** The busiest ten minutes of the range; the first of several. */
    Peak peak() {
        int busiest = (int) (bin(from) - first);
        for (int place = busiest + 1; place < bins.length; place++) {
            if (bins[place] > bins[busiest]) {
                busiest = place;
            }
        }
        return new Peak(start(busiest), bins[busiest]);
    }

    private Flood flood(int begin, int end) {
        int told = 0;
        int peak = 0;
        for (int place = begin; place < end; place++) {
            told += bins[place];
            peak = Math.max(peak, bins[place]);
        }
        boolean over = end < bins.length;
        return new Flood(start(begin), over ? start(end) : to, over, told, peak);
    }

    private Instant start(int place) {
        return Instant.ofEpochSecond((first + place) * BIN_SECONDS);
    }

    private static long bin(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), BIN_SECONDS);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
