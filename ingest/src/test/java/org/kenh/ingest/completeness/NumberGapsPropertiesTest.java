package org.kenh.ingest.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Packs are made every ten minutes from a Monday on; those whose index is drawn come, in any order and any often. */
class NumberGapsPropertiesTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 16);
    static final int PACKS = 6 * 24 * 5;
    static final int PACKS_OF_A_DAY = 6 * 24;

    @Property
    void receivedAndLost_areAllNumbersBetweenTheFirstAndTheLast(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = PACKS - 1) Integer> came) {
        NumberGaps gaps = gaps(came, false);
        long received = days().stream().mapToLong(gaps::received).sum();
        long lost = days().stream().mapToLong(gaps::lost).sum();
        assertThat(received).isEqualTo(new TreeSet<>(came).size());
        assertThat(received + lost).isEqualTo(Collections.max(came) - Collections.min(came) + 1);
    }

    @Property
    void losses_areChargedToTheirDay(@ForAll @Size(min = 1, max = 60) List<@IntRange(max = PACKS - 1) Integer> came) {
        NumberGaps gaps = gaps(came, false);
        for (LocalDate day : days()) {
            int start = (int) (day.toEpochDay() - FIRST.toEpochDay()) * PACKS_OF_A_DAY;
            long missing = 0;
            for (int index = Math.max(start, Collections.min(came));
                    index < Math.min(start + PACKS_OF_A_DAY, Collections.max(came));
                    index++) {
                missing += came.contains(index) ? 0 : 1;
            }
            assertThat(gaps.lost(day)).as("lost on %s", day).isEqualTo(missing);
        }
    }

    @Property
    void arrival_shuffledAndRepeated_givesTheSame(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = PACKS - 1) Integer> came, @ForAll long seed) {
        List<Integer> again = new ArrayList<>(came);
        again.addAll(came.subList(0, came.size() / 2));
        Collections.shuffle(again, new Random(seed));
        NumberGaps once = gaps(came, false);
        NumberGaps shuffled = gaps(again, true);
        for (LocalDate day : days()) {
            assertThat(shuffled.received(day)).isEqualTo(once.received(day));
            assertThat(shuffled.lost(day)).isEqualTo(once.lost(day));
        }
    }

    private static List<LocalDate> days() {
        return FIRST.datesUntil(FIRST.plusDays(PACKS / PACKS_OF_A_DAY)).toList();
    }

    /** Runs of one number each when {@code single}, joined ones otherwise, as the database keeps them. */
    private static NumberGaps gaps(List<Integer> came, boolean single) {
        Map<LocalDate, SortedSet<Integer>> byDay = new LinkedHashMap<>();
        came.forEach(index -> byDay.computeIfAbsent(LocalDays.of(at(index)), day -> new TreeSet<>())
                .add(index));
        List<LedgerDay> days = new ArrayList<>();
        List<NumberRun> runs = new ArrayList<>();
        byDay.forEach((day, numbers) -> {
            days.add(new LedgerDay(
                    day, numbers.size(), 0, numbers.size(), 0, 0, at(numbers.first()), at(numbers.last())));
            for (int number : numbers) {
                NumberRun last = runs.isEmpty() ? new NumberRun(day, 0, -9, -9) : runs.getLast();
                if (!single && last.day().equals(day) && last.last() == number - 1) {
                    runs.set(runs.size() - 1, new NumberRun(day, 7, last.first(), number));
                } else {
                    runs.add(new NumberRun(day, 7, number, number));
                }
            }
        });
        return new NumberGaps(days, runs);
    }

    private static Instant at(int index) {
        return LocalDays.start(FIRST).plusSeconds(600L * index + 300);
    }
}
