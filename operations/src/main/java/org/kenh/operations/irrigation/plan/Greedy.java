package org.kenh.operations.irrigation.plan;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The simple planner: the field with the earliest deadline first, each at its cheapest time, in one turn if that can be, else in the longest
 * turns that fit; what does not fit before the deadline comes after it, once all others have theirs.
 */
final class Greedy {
    private final Basin basin;
    private final Layout layout;

    private Greedy(Layout layout, boolean copied) {
        this.basin = layout.basin;
        this.layout = copied ? layout.copy() : layout;
    }

    /** Fields laid on top of what is pinned. */
    static Layout fill(Layout pinned) {
        Greedy greedy = new Greedy(pinned, true);
        greedy.order().forEach(field -> greedy.inTime(field, pinned.basin.slots));
        greedy.order().forEach(greedy::late);
        return greedy.layout;
    }

    /** The same, but turns of the plan that stands come first wherever they still fit. */
    static Layout fill(Layout pinned, List<FieldTurn> before) {
        Greedy greedy = new Greedy(pinned, true);
        before.stream().sorted(Comparator.comparing(FieldTurn::start)).forEach(greedy::keep);
        greedy.order().forEach(field -> greedy.inTime(field, pinned.basin.slots));
        greedy.order().forEach(greedy::late);
        return greedy.layout;
    }

    /** Places one more field in the layout itself before its deadline, in turns of at most so many slots. */
    static void place(Layout layout, int field, int longest) {
        new Greedy(layout, false).inTime(field, longest);
    }

    /** Places what a field still lacks after its deadline. */
    static void placeLate(Layout layout, int field) {
        new Greedy(layout, false).late(field);
    }

    private List<Integer> order() {
        Comparator<Integer> deadline = Comparator.comparing(this::dueBy);
        return IntStream.range(0, basin.demands.size())
                .boxed()
                .sorted(deadline.thenComparingDouble(
                        field -> -basin.demands.get(field).weight()))
                .toList();
    }

    private Instant dueBy(int field) {
        return basin.demands.get(field).dueBy();
    }

    private void keep(FieldTurn turn) {
        for (int field = 0; field < basin.demands.size(); field++) {
            if (basin.demands.get(field).field().equals(turn.field())) {
                int from = Math.max(0, Slots.of(basin.horizon, turn.start()));
                int to = Math.min(basin.slots, Slots.after(basin.horizon, turn.end()));
                int missing = basin.needed[field] - layout.openSlots(field);
                to = Math.min(to, from + missing);
                boolean rightSize = basin.demands.get(field).splittable()
                        ? to - from == missing
                                || (to - from >= basin.piece[field] && missing - (to - from) >= basin.piece[field])
                        : to - from == missing;
                if (to > from && rightSize && layout.price(field, from, to).isPresent()) {
                    layout.place(field, from, to);
                }
            }
        }
    }

    private void inTime(int field, int longest) {
        spread(field, longest, basin.due[field]);
    }

    private void late(int field) {
        if (basin.due[field] < basin.slots && layout.openSlots(field) < basin.needed[field]) {
            spread(field, basin.slots, basin.slots);
        }
    }

    private void spread(int field, int longest, int end) {
        int missing = basin.needed[field] - layout.openSlots(field);
        boolean split = basin.demands.get(field).splittable();
        boolean any = missing < basin.needed[field];
        int length = split ? Math.min(missing, Math.max(longest, basin.piece[field])) : missing;
        while (length >= basin.piece[field] && missing > 0 && (split || !any)) {
            boolean leavesRoom = length == missing || !split || missing - length >= basin.piece[field];
            int from = leavesRoom ? cheapest(field, length, end) : -1;
            if (from >= 0) {
                layout.place(field, from, from + length);
                any = true;
                missing -= length;
                length = Math.min(missing, length);
            } else {
                length = shorter(field, length);
            }
        }
    }

    /** In bigger steps as long as it is long; 0 after the shortest. */
    private int shorter(int field, int length) {
        int least = basin.piece[field];
        return length > least ? Math.max(least, length - Math.max(1, length / 16)) : 0;
    }

    /** The start of the cheapest time of that length, lateness counted, the earliest of equals; -1 if there is none. */
    private int cheapest(int field, int length, int end) {
        int best = -1;
        double price = Double.MAX_VALUE;
        for (int from = 0; from + length <= end; from++) {
            if (basin.fieldFree[field][from]) {
                OptionalDouble found = layout.price(field, from, from + length);
                double worse = found.isPresent() ? found.getAsDouble() + lost(field, from, from + length) : price;
                if (worse < price - 1e-6) {
                    best = from;
                    price = worse;
                }
            }
        }
        return best;
    }

    private double lost(int field, int from, int to) {
        double sum = 0;
        for (int slot = Math.max(from, basin.due[field]); slot < to; slot++) {
            sum += Worth.lost(basin, field, slot);
        }
        return sum;
    }
}
