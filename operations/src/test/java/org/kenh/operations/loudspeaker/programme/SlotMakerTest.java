package org.kenh.operations.loudspeaker.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.judge.BulletinClass;

/** Two communes, a with clusters a1 and a2 and b with b1; bulletin 1 is the district's. */
class SlotMakerTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(LocalDay.ZONE);
    private static final Map<String, Set<String>> CLUSTERS =
            Map.of("a", Set.of("a1", "a2"), "b", Set.of("b1"), "huyen", Set.of("a1", "a2", "b1"));

    private final List<Bulletin> bulletins = new ArrayList<>();
    private final List<AreaOrder> orders = new ArrayList<>();

    /**
     * Bulletins as {@code number area order time}, orders as {@code commune number number …}, slots as {@code number[-commune] time
     * clusters}.
     */
    @ParameterizedTest(name = "{0}: {1} | {2}")
    @CsvSource(delimiter = '|', textBlock = """
            nobody has decided             | 1 huyen 0 17:00, 2 a 0 17:00                 |              | 1 17:00:00 a1 a2 b1, 2 17:00:00 a1 a2
            the commune's own goes first   | 1 huyen 0 17:00, 2 a 0 17:00                 | a 2 1        | 1 17:00:00 b1, 2 17:00:00 a1 a2, 1-1 17:05:05 a1 a2
            the district's goes first      | 1 huyen 0 17:00, 2 a 0 17:00                 | a 1 2        | 1 17:00:00 a1 a2 b1, 2 17:05:05 a1 a2
            first, though it begins later  | 1 huyen 0 17:00, 2 a 0 17:03                 | a 2 1        | 1 17:00:00 b1, 2 17:03:00 a1 a2, 1-1 17:08:05 a1 a2
            over the owners' order         | 1 huyen 1 17:00, 2 a 2 17:00                 | a 2 1        | 1 17:00:00 b1, 2 17:00:00 a1 a2, 1-1 17:05:05 a1 a2
            as the owners' order           | 1 huyen 2 17:00, 2 a 1 17:00                 | a 2 1        | 2 17:00:00 a1 a2, 1 17:05:05 a1 a2 b1
            back to its own time           | 1 huyen 2 17:00, 2 a 1 17:00                 | a 1 2        | 1-1 17:00:00 a1 a2, 1 17:05:05 b1, 2 17:05:05 a1 a2
            another commune's order        | 1 huyen 2 17:00, 2 b 1 17:00, 3 a 0 18:00    | a 3 1        | 2 17:00:00 b1, 1 17:05:05 a1 a2 b1, 3 18:00:00 a1 a2
            they do not collide            | 1 huyen 0 17:00, 2 a 0 18:00                 | a 2 1        | 1 17:00:00 a1 a2 b1, 2 18:00:00 a1 a2
            only one of them is ranked     | 1 huyen 0 17:00, 2 a 0 17:00                 | a 2          | 1 17:00:00 a1 a2 b1, 2 17:00:00 a1 a2
            three                          | 1 huyen 0 17:00, 2 a 0 17:00, 3 a 0 17:04    | a 3 2 1      | 1 17:00:00 b1, 3 17:04:00 a1 a2, 2 17:09:05 a1 a2, 1-1 17:14:10 a1 a2
            three, one that nobody ordered | 1 huyen 0 17:00, 2 a 0 17:00, 3 a 0 17:04    | a 2 1        | 1 17:00:00 b1, 2 17:00:00 a1 a2, 3 17:04:00 a1 a2, 1-1 17:05:05 a1 a2
            what comes after gives way     | 1 huyen 1 17:00, 2 a 0 17:00, 3 huyen 2 17:06 | a 2 1       | 1 17:00:00 b1, 2 17:00:00 a1 a2, 1-1 17:05:05 a1 a2, 3 17:06:00 b1, 3-1 17:10:10 a1 a2
            both communes, differently     | 1 huyen 0 17:00, 2 huyen 0 17:00             | a 2 1, b 1 2 | 1 17:00:00 b1, 2 17:00:00 a1 a2, 1-1 17:05:05 a1 a2, 2-2 17:05:05 b1
            both communes, the same        | 1 huyen 0 17:00, 2 huyen 0 17:00             | a 2 1, b 2 1 | 2 17:00:00 a1 a2 b1, 1-1 17:05:05 a1 a2, 1-2 17:05:05 b1
            over midnight                  | 1 huyen 0 23:56, 2 a 0 23:56                 | a 2 1        | 1 23:56:00 b1, 2 23:56:00 a1 a2, 1-1 00:01:05 a1 a2
            """)
    void order_ofACommune_movesSlotsThereAlone(String why, String bulletins, String orders, String slots) {
        each(bulletins, ", ").forEach(this::bulletin);
        each(orders == null ? "" : orders, ", ").forEach(this::order);
        assertThat(shown(made(Map.of()))).as(why).containsExactlyElementsOf(each(slots, ", "));
    }

    @Test
    void bulletins_thatFollowEachOther_areMovedHalfAnHourAtMost() {
        for (int number = 1; number <= 9; number++) {
            bulletin(number + " a 0 17:00");
        }
        order("a 1 2 3 4 5 6 7 8 9");
        List<Slot> made = made(Map.of());
        assertThat(shown(made)).contains("6 17:25:25 a1 a2", "7 17:00:00 a1 a2");
        assertThat(Conflicts.of(made)).as("people hear that it did not work").containsKey("b7-20261121T1700");
    }

    @Test
    void emergency_isNeverOrdered() {
        bulletin("1 huyen 0 17:00");
        bulletins.add(new Bulletin(2, content("2 a 0 17:00", BulletinClass.EMERGENCY), Instant.EPOCH, "an", none(), 1));
        order("a 1 2");
        assertThat(shown(made(Map.of()))).containsExactly("1 17:00:00 a1 a2 b1", "2 17:00:00 a1 a2");
    }

    @Test
    void id_ofAMovedSlot_isStable_unique_andShortEnough() {
        assertThat(new Slot(
                                "b" + Long.MAX_VALUE + "-20261121T1700",
                                Long.MAX_VALUE,
                                "Tin",
                                BulletinClass.NORMAL,
                                Instant.EPOCH,
                                Instant.EPOCH,
                                60,
                                none(),
                                0,
                                List.of("a1"),
                                none())
                        .partOf(99_999)
                        .id())
                .hasSize(40)
                .startsWith(Slot.SCHEDULED);
        bulletin("1 huyen 0 17:00");
        bulletin("2 a 0 17:00");
        order("a 2 1");
        List<Slot> made = made(Map.of());
        assertThat(made).extracting(Slot::id).doesNotHaveDuplicates();
        assertThat(made).isEqualTo(made(Map.of()));
        assertThat(made).extracting(SlotMaker::group).containsOnly("b1-20261121T1700", "b2-20261121T1700");
    }

    /** Whatever was decided meanwhile: what is fixed keeps all of its parts, and nothing is added to them. */
    @Test
    void fixedSlots_keepTheirArrangement() {
        bulletin("1 huyen 0 17:00");
        bulletin("2 a 0 17:00");
        List<Slot> whole = made(Map.of());
        order("a 2 1");
        List<Slot> split = made(Map.of());
        assertThat(made(fixed(whole))).as("decided too late").isEqualTo(whole);
        orders.clear();
        assertThat(made(fixed(split))).as("taken back too late").isEqualTo(split);
        order("a 1 2");
        assertThat(made(fixed(split))).as("changed too late").isEqualTo(split);
    }

    @Test
    void slot_thatIsFixed_isWaitedForByOthers() {
        bulletin("1 huyen 0 17:00");
        bulletin("2 a 0 17:00");
        order("a 2 1");
        Map<String, List<Slot>> fixed = fixed(made(Map.of()));
        bulletin("3 a 0 17:06");
        orders.clear();
        order("a 2 1 3");
        assertThat(shown(made(fixed))).endsWith("1-1 17:05:05 a1 a2", "3 17:10:10 a1 a2");
    }

    @Test
    void list_takesWhatIsDecided_whereItsHighestStood() {
        order("a 1 2 3 4");
        AreaOrder order = orders.getFirst();
        assertThat(order.with(List.of(4L, 2L))).containsExactly(1L, 4L, 2L, 3L);
        assertThat(order.with(List.of(9L, 3L))).containsExactly(1L, 2L, 9L, 3L, 4L);
        assertThat(order.with(List.of(8L, 9L))).containsExactly(1L, 2L, 3L, 4L, 8L, 9L);
        assertThat(order.with(List.of(4L, 3L, 2L, 1L))).containsExactly(4L, 3L, 2L, 1L);
    }

    private List<Slot> made(Map<String, List<Slot>> fixed) {
        Function<Schedule, Set<String>> targets = schedule -> schedule.areas().stream()
                .flatMap(area -> CLUSTERS.getOrDefault(area, Set.of()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return SlotMaker.make(
                new SlotMaker.Wishes(
                        bulletins, targets, orders, area -> CLUSTERS.getOrDefault(area, Collections.emptySet())),
                DAY,
                fixed);
    }

    private static Map<String, List<Slot>> fixed(List<Slot> slots) {
        return slots.stream().collect(Collectors.groupingBy(SlotMaker::group));
    }

    private static List<String> shown(List<Slot> slots) {
        return slots.stream()
                .map(slot -> slot.id().substring(1).replace("-20261121T", " ").replaceFirst(" \\d{4}", "")
                        + " "
                        + CLOCK.format(slot.starts())
                        + " "
                        + String.join(" ", slot.targets()))
                .toList();
    }

    private void bulletin(String text) {
        String number = each(text, " ").getFirst();
        bulletins.add(new Bulletin(
                Long.parseLong(number), content(text, BulletinClass.NORMAL), Instant.EPOCH, "an", none(), 1));
    }

    private static Content content(String text, BulletinClass kind) {
        List<String> parts = each(text, " ");
        Schedule schedule = new Schedule(
                DAY,
                none(),
                EnumSet.allOf(DayOfWeek.class),
                List.of(LocalTime.parse(parts.get(3))),
                List.of(parts.get(1)),
                List.of(),
                Integer.parseInt(parts.get(2)));
        return new Content(none(), "Tin " + parts.get(0), kind, 300, none(), none(), "huyen", List.of(schedule));
    }

    private void order(String text) {
        List<String> parts = each(text, " ");
        orders.add(new AreaOrder(
                parts.getFirst(),
                parts.getFirst().equals("a") ? 1 : 2,
                parts.stream()
                        .skip(1)
                        .map(Long::parseLong)
                        .map(number -> new AreaOrder.Turn(number, "Tin", BulletinClass.NORMAL, "an", Instant.EPOCH))
                        .toList()));
    }

    private static List<String> each(String text, String between) {
        return Arrays.stream(text.split(between, -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }
}
