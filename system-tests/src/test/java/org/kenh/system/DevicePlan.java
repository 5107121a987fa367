package org.kenh.system;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a simulated device measures, and how it packs it, as a function of the number of the pack: time and values need
 * not be kept to be checked, and an alteration of either shows.
 *
 * @param index tells the values of one device from those of the others
 * @param start of pack 0, to the millisecond
 * @param step from one pack to the next
 * @param split whether the values of one time travel in two packs, an even and an odd one
 */
record DevicePlan(int index, Instant start, Duration step, boolean split) {
    static final List<String> SERIES = List.of("level", "flow", "power", "voltage", "speed");
    private static final int IN_FIRST_HALF = 3;
    private static final int PACKS_PER_EPOCH = 1_000;

    /** How many packs should have been made by then. */
    int due(Instant now) {
        return (int) (Duration.between(start, now).toMillis() / step.toMillis());
    }

    Instant timeOf(int pack) {
        return start.plus(step.multipliedBy(split ? pack - pack % 2 : pack));
    }

    double valueOf(int pack, int series) {
        return (index * 100_003L + pack * 31L + series * 7L) % 1_000_000 / 8.0;
    }

    /** The places in {@link #SERIES} of what is in the pack. */
    IntStream seriesOf(int pack) {
        if (!split) {
            return IntStream.range(0, SERIES.size());
        }
        return pack % 2 == 0 ? IntStream.range(0, IN_FIRST_HALF) : IntStream.range(IN_FIRST_HALF, SERIES.size());
    }

    /** The pack that brings this series of this time; empty when none does. */
    OptionalInt packOf(int series, Instant time) {
        long nanos = Duration.between(start, time).toNanos();
        long slot = nanos / step.toNanos();
        if (nanos < 0 || nanos % step.toNanos() != 0 || slot > Integer.MAX_VALUE - 1) {
            return OptionalInt.empty();
        }
        if (!split) {
            return OptionalInt.of((int) slot);
        }
        return slot % 2 == 0 ? OptionalInt.of((int) slot + (series < IN_FIRST_HALF ? 0 : 1)) : OptionalInt.empty();
    }

    /** The device begins to number anew from time to time, as one that lost its memory does. */
    long epochOf(int pack) {
        return pack / PACKS_PER_EPOCH + 1L;
    }

    long sequenceOf(int pack) {
        return pack % PACKS_PER_EPOCH;
    }

    /** The pack of that number; empty when there can be none. */
    OptionalInt packAt(long epoch, long sequence) {
        boolean possible = epoch >= 1 && epoch < Integer.MAX_VALUE / PACKS_PER_EPOCH && sequence < PACKS_PER_EPOCH;
        return possible ? OptionalInt.of((int) ((epoch - 1) * PACKS_PER_EPOCH + sequence)) : OptionalInt.empty();
    }

    /** The pack as SenML, JSON. */
    String senml(int pack) {
        String head = String.format(
                Locale.ROOT,
                "[{\"bt\":%s,\"epoch\":%d,\"seq\":%d,",
                Sample.seconds(timeOf(pack)),
                epochOf(pack),
                sequenceOf(pack));
        return seriesOf(pack)
                .mapToObj(series -> "\"n\":\"" + SERIES.get(series) + "\",\"v\":" + valueOf(pack, series) + "}")
                .collect(Collectors.joining(",{", head, "]"));
    }
}
