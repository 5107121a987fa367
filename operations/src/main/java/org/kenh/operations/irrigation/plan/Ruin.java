package org.kenh.operations.irrigation.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * Improves a layout by taking a few fields out that are near each other and placing them again in another order, in shorter turns, after all pumps
 * were chosen anew. A little worse is accepted at first, less and less of it as the search goes on (simulated annealing over ruin and recreate,
 * after Schrimpf et al. 2000).
 */
final class Ruin {
    private static final int MOST_FIELDS = 6;
    private static final double START_TEMPERATURE = 0.002;

    /** m³; what sums of fractions differ by. */
    static final double ROUNDING = 1e-3;

    private final Basin basin;
    private final boolean[][] kept;
    private final RandomGenerator random;
    private final double mostLacking;
    private Layout current;
    private double currentWorth;
    private Layout best;
    private double bestWorth;

    Ruin(Layout start, boolean[][] kept, int seed) {
        this.basin = start.basin;
        this.kept = kept;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.mostLacking = start.lacking() + ROUNDING;
        this.current = start;
        this.currentWorth = Worth.of(start, kept);
        this.best = start;
        this.bestWorth = currentWorth;
    }

    /**
     * The best of so many steps, or fewer if the time ends; one that lacks no more water at the deadlines than where it began.
     *
     * @param until as {@link System#nanoTime} tells
     */
    Layout search(int steps, long until) {
        double scale = START_TEMPERATURE * Math.max(1, energy(current));
        for (int step = 0; step < steps && System.nanoTime() - until < 0; step++) {
            double temperature = scale * (1 - (double) step / steps);
            step(temperature);
        }
        return best;
    }

    private void step(double temperature) {
        Layout trial = current.copy();
        List<Integer> fields = chosen();
        fields.forEach(trial::remove);
        if (!trial.pumpAnew()) {
            return;
        }
        for (int field : fields) {
            Greedy.place(trial, field, longest(field));
        }
        fields.forEach(field -> Greedy.placeLate(trial, field));
        double worth = Worth.of(trial, kept);
        if (worth < currentWorth - temperature * Math.log(random.nextDouble(1e-9, 1))) {
            current = trial;
            currentWorth = worth;
        }
        if (worth < bestWorth - 1e-6 && trial.lacking() <= mostLacking) {
            best = trial;
            bestWorth = worth;
        }
    }

    /** One field and those that are likest to it in time and canal, in a random order or by deadline. */
    private List<Integer> chosen() {
        int seed = random.nextInt(basin.demands.size());
        int many = Math.min(basin.demands.size(), 1 + random.nextInt(MOST_FIELDS));
        double[] distance = new double[basin.demands.size()];
        int at = middle(seed);
        for (int field = 0; field < distance.length; field++) {
            boolean sameCanal = basin.canalOf[field] == basin.canalOf[seed];
            distance[field] = field == seed
                    ? -1
                    : random.nextDouble() * (sameCanal ? 0.5 : 1) * (8 + Math.abs(middle(field) - at));
        }
        List<Integer> fields = new ArrayList<>(IntStream.range(0, distance.length)
                .boxed()
                .sorted(Comparator.comparingDouble(field -> distance[field]))
                .limit(many)
                .toList());
        double[] order = new double[distance.length];
        boolean byDeadline = random.nextInt(3) == 0;
        for (int field : fields) {
            order[field] = byDeadline ? basin.demands.get(field).dueBy().getEpochSecond() : random.nextDouble();
        }
        fields.sort(Comparator.comparingDouble(field -> order[field]));
        return fields;
    }

    private int middle(int field) {
        int sum = 0;
        int count = 0;
        for (int slot = 0; slot < basin.slots; slot++) {
            if (current.open[field][slot]) {
                sum += slot;
                count++;
            }
        }
        return count == 0 ? basin.slots / 2 : sum / count;
    }

    private int longest(int field) {
        int needed = Math.max(1, basin.needed[field]);
        return random.nextInt(2) == 0 ? needed : basin.piece[field] + random.nextInt(needed);
    }

    private double energy(Layout layout) {
        double sum = 0;
        for (int pump = 0; pump < layout.on.length; pump++) {
            for (int slot = 0; slot < basin.slots; slot++) {
                sum += layout.on[pump][slot] ? basin.slotCost[pump][slot] : 0;
            }
        }
        return sum;
    }
}
