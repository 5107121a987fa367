package org.kenh.ingest.timescale;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.kenh.telemetry.PackNumber;

/** The numbers of the packs in a batch, by device, local day and epoch. */
final class PackNumbers {
    private final Map<Key, SortedSet<Long>> sequences = new LinkedHashMap<>();

    void add(PlannedDevice device, int day, PackNumber number) {
        sequences
                .computeIfAbsent(new Key(device.number(), day, number.epoch()), key -> new TreeSet<>())
                .add(number.sequence());
    }

    boolean isEmpty() {
        return sequences.isEmpty();
    }

    /** In the order of the key, so that two lanes never wait for each other. */
    List<Runs> runs() {
        List<Runs> runs = new ArrayList<>();
        sequences.forEach((key, numbers) -> runs.add(new Runs(key.device, key.day, key.epoch, multirange(numbers))));
        runs.sort((one, other) -> {
            int byDevice = Integer.compare(one.device, other.device);
            int byDay = byDevice != 0 ? byDevice : Integer.compare(one.day, other.day);
            return byDay != 0 ? byDay : Long.compare(one.epoch, other.epoch);
        });
        return runs;
    }

    /** As PostgreSQL writes it, for example {@code {[1,4),[7,8)}}. */
    private static String multirange(SortedSet<Long> numbers) {
        StringBuilder text = new StringBuilder("{");
        long first = numbers.first();
        long next = first;
        for (long number : numbers) {
            if (number != next) {
                append(text, first, next).append(',');
                first = number;
            }
            next = number + 1;
        }
        return append(text, first, next).append('}').toString();
    }

    private static StringBuilder append(StringBuilder text, long first, long end) {
        return text.append('[').append(first).append(',').append(end).append(')');
    }

    /** Numbers of one device, local day (since 1970-01-01) and epoch, as a multirange. */
    record Runs(int device, int day, long epoch, String multirange) {}

    private record Key(int device, int day, long epoch) {}
}
