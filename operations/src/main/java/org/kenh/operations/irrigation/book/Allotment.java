package org.kenh.operations.irrigation.book;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.TurnAccount;
import org.kenh.operations.irrigation.plan.BandEnergy;
import org.kenh.operations.irrigation.plan.Period;

/**
 * Which field's water took how much of which pump's energy: by the water that each field on the pump's canal and below took while the
 * pump ran.
 */
final class Allotment {
    private final Map<String, List<Part>> parts = new HashMap<>();
    private final Map<String, Double> leftOver = new HashMap<>();

    private Allotment() {}

    /** Of the pumps among these, to fields among these; turns of other days that ran at the same time take their share away. */
    static Allotment of(List<TurnAccount> own, List<TurnAccount> all, Books.Index index) {
        Allotment allotment = new Allotment();
        Map<String, TurnAccount> days = new HashMap<>();
        own.forEach(account -> days.put(account.id(), account));
        List<TurnAccount> fields = all.stream()
                .filter(account ->
                        account.kind() == SubjectKind.FIELD && run(account).isPresent())
                .toList();
        own.stream()
                .filter(account ->
                        account.kind() == SubjectKind.PUMP && account.energy().isPresent())
                .forEach(pump -> allotment.allot(pump, fields, days, index));
        return allotment;
    }

    /** What the field's turn took. */
    List<Part> of(String fieldTurn) {
        return parts.getOrDefault(fieldTurn, List.of());
    }

    /** The share of a pump's energy that nobody took. */
    double leftOver(String pumpTurn) {
        return leftOver.getOrDefault(pumpTurn, 0.0);
    }

    private void allot(TurnAccount pump, List<TurnAccount> fields, Map<String, TurnAccount> days, Books.Index index) {
        Map<String, Double> weights = new HashMap<>();
        for (TurnAccount field : fields) {
            double weight = index.feeds(pump.canal(), field.canal()) ? together(pump, field) : 0;
            if (weight > 0) {
                weights.put(field.id(), weight);
            }
        }
        double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        double nobody = sum > 0 ? 0 : 1;
        List<BandEnergy> energy = pump.energy().map(TurnAccount.Energy::bands).orElse(List.of());
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            double share = weight.getValue() / sum;
            if (days.containsKey(weight.getKey())) {
                parts.computeIfAbsent(weight.getKey(), id -> new ArrayList<>()).add(new Part(energy, share));
            } else {
                nobody += share;
            }
        }
        leftOver.put(pump.id(), nobody);
    }

    /** m³ that the field took while the pump ran. */
    private static double together(TurnAccount pump, TurnAccount field) {
        Optional<Period> pumping = run(pump);
        Optional<Period> taking = run(field);
        if (pumping.isEmpty() || taking.isEmpty() || !pumping.get().overlaps(taking.get())) {
            return 0;
        }
        Instant from = later(pumping.get().from(), taking.get().from());
        Instant to = earlier(pumping.get().to(), taking.get().to());
        double share = (to.toEpochMilli() - from.toEpochMilli())
                / (double) taking.get().length().toMillis();
        return share * field.volume().map(TurnAccount.Volume::cubicMetres).orElse(0.0);
    }

    private static Optional<Period> run(TurnAccount account) {
        return account.course()
                .started()
                .flatMap(from -> account.course().ended().filter(from::isBefore).map(to -> new Period(from, to)));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** A share of some energy. */
    record Part(List<BandEnergy> energy, double share) {}
}
