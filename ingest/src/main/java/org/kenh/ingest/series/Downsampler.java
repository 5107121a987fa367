package org.kenh.ingest.series;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.series.SeriesReader.StoredReading;
import org.kenh.telemetry.Value;

/**
 * Draws a long series with few points: the range is cut into equal slices, and of each slice the lowest and the highest
 * reading stay; from four points on also the very first and the very last. One pass, in memory for the points asked for.
 * What has no more readings than points comes out whole. Readings go in by time, oldest first.
 */
public final class Downsampler {
    private static final int FEWEST_WITH_ENDS = 4;

    private final Instant from;
    private final double rangeMicros;
    private final int points;
    private final int slices;
    private final Consumer<StoredReading> target;

    private final List<StoredReading> held = new ArrayList<>();
    private boolean overflowed;
    private long slice = -1;
    private @Nullable StoredReading lowest;
    private @Nullable StoredReading highest;
    private @Nullable StoredReading newest;
    private Instant givenUpTo = Instant.MIN;

    /** @param points at least 1 */
    public Downsampler(Instant from, Instant to, int points, Consumer<StoredReading> target) {
        if (points < 1) {
            throw new IllegalArgumentException("points must be at least 1, but is " + points);
        }
        this.from = from;
        this.rangeMicros = Math.max(1, ChronoUnit.MICROS.between(from, to));
        this.points = points;
        this.slices = Math.max(1, (keepsEnds() ? points - 2 : points) / 2);
        this.target = target;
    }

    public void add(StoredReading reading) {
        if (overflowed) {
            choose(reading);
            return;
        }
        held.add(reading);
        if (held.size() > points) {
            overflowed = true;
            if (keepsEnds()) {
                give(held.getFirst());
            }
            held.forEach(this::choose);
            held.clear();
        }
    }

    /** To be called once, after the last reading. */
    public void finish() {
        if (!overflowed) {
            held.forEach(target);
            return;
        }
        giveSlice();
        if (keepsEnds() && newest != null) {
            give(newest);
        }
    }

    private void choose(StoredReading reading) {
        long itsSlice = (long) (ChronoUnit.MICROS.between(from, reading.at()) / rangeMicros * slices);
        if (itsSlice != slice) {
            giveSlice();
            slice = itsSlice;
        }
        if (lowest == null || number(reading) < number(lowest)) {
            lowest = reading;
        }
        if (highest == null || number(reading) > number(highest)) {
            highest = reading;
        }
        newest = reading;
    }

    private void giveSlice() {
        StoredReading low = lowest;
        StoredReading high = highest;
        if (low == null || high == null) {
            return;
        }
        if (points == 1) {
            give(high);
        } else {
            give(low.at().isBefore(high.at()) ? low : high);
            give(low.at().isBefore(high.at()) ? high : low);
        }
        lowest = null;
        highest = null;
    }

    /** An end of the range may be an extreme as well; it is given once. */
    private void give(StoredReading reading) {
        if (reading.at().isAfter(givenUpTo)) {
            givenUpTo = reading.at();
            target.accept(reading);
        }
    }

    private boolean keepsEnds() {
        return points >= FEWEST_WITH_ENDS;
    }

    private static double number(StoredReading reading) {
        return switch (reading.value()) {
            case Value.Numeric(double number) -> number;
            case Value.Flag(boolean on) -> on ? 1 : 0;
            case Value.Text text -> throw new IllegalArgumentException("a text has no place in a curve");
            case Value.Data data -> throw new IllegalArgumentException("data have no place in a curve");
        };
    }
}
