package org.kenh.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which faults happened, when, and how long after each one every device had acknowledgements again. */
final class FaultLog {
    private final Map<Fault, List<Double>> seconds = new EnumMap<>(Fault.class);
    private Fault current = Fault.SERVER_KILLED;
    private long start;
    private long begun;
    private long over;

    /** The time runs from now. */
    void start() {
        start = System.nanoTime();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    void begin(Fault fault) {
        current = fault;
        begun = System.nanoTime();
        System.out.printf("%7.1f s  %s%n", elapsed().toMillis() / 1_000.0, fault);
    }

    void happened() {
        over = System.nanoTime();
    }

    void recovered(long acknowledged) {
        double wholly = (System.nanoTime() - over) / 1e9;
        seconds.computeIfAbsent(current, fault -> new ArrayList<>()).add(wholly);
        System.out.printf(
                "           over after %.1f s, every device acknowledged %.1f s later, %d packs so far%n",
                (over - begun) / 1e9, wholly, acknowledged);
    }

    int serverKills() {
        return seconds.entrySet().stream()
                .mapToInt(
                        entry -> entry.getKey().serverKills() * entry.getValue().size())
                .sum();
    }

    int databaseKills() {
        return seconds.entrySet().stream()
                .mapToInt(entry ->
                        entry.getKey().databaseKills() * entry.getValue().size())
                .sum();
    }

    int kills() {
        return serverKills() + databaseKills();
    }

    void print() {
        System.out.printf(
                "%-32s %6s  %s%n", "fault", "times", "until every device is acknowledged again, s: median, longest");
        seconds.forEach((fault, each) -> {
            List<Double> sorted = new ArrayList<>(each);
            Collections.sort(sorted);
            System.out.printf(
                    "%-32s %6d  %.1f  %.1f%n", fault, sorted.size(), sorted.get(sorted.size() / 2), sorted.getLast());
        });
    }
}
