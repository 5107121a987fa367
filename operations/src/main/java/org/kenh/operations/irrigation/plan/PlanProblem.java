package org.kenh.operations.irrigation.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that a plan depends on. References are checked: canals are trees, pumps feed canals without a parent, demands and pins name what
 * exists, ids are unique.
 *
 * @param pins kept as they are
 * @param before turns of the plan that stands; the new one stays close to them where that costs nothing. May name fields without a demand
 */
public record PlanProblem(
        Horizon horizon,
        List<Pump> pumps,
        List<Canal> canals,
        List<FieldDemand> demands,
        List<PinnedTurn> pins,
        TariffCalendar tariff,
        List<FieldTurn> before) {
    public PlanProblem {
        pumps = List.copyOf(pumps);
        canals = List.copyOf(canals);
        demands = List.copyOf(demands);
        pins = List.copyOf(pins);
        before = List.copyOf(before);
        Map<String, Canal> byId = unique(canals, Canal::id, "canal");
        for (Canal canal : canals) {
            checkTree(canal, byId);
        }
        for (Pump pump : unique(pumps, Pump::id, "pump").values()) {
            if (known(byId, pump.canal(), "pump " + pump.id()).parent() != null) {
                throw new IllegalArgumentException("pump " + pump.id() + " feeds canal " + pump.canal()
                        + ", which draws from another; pumps feed canals without a parent");
            }
        }
        Map<String, FieldDemand> fields = unique(demands, FieldDemand::field, "field");
        fields.values().forEach(demand -> known(byId, demand.canal(), "field " + demand.field()));
        for (PinnedTurn pin : pins) {
            if (!fields.containsKey(pin.field())) {
                throw new IllegalArgumentException("field " + pin.field() + " has a pinned turn, but no demand");
            }
            if (!pin.period().to().isAfter(horizon.start())) {
                throw new IllegalArgumentException("the pinned turn of field " + pin.field() + " ends at "
                        + pin.period().to() + ", before the horizon");
            }
        }
    }

    /** Without anything pinned or standing. */
    public static PlanProblem of(
            Horizon horizon, List<Pump> pumps, List<Canal> canals, List<FieldDemand> demands, TariffCalendar tariff) {
        return new PlanProblem(horizon, pumps, canals, demands, List.of(), tariff, List.of());
    }

    public PlanProblem withPins(List<PinnedTurn> others) {
        return new PlanProblem(horizon, pumps, canals, demands, others, tariff, before);
    }

    public PlanProblem withBefore(List<FieldTurn> turns) {
        return new PlanProblem(horizon, pumps, canals, demands, pins, tariff, turns);
    }

    public PlanProblem withDemands(List<FieldDemand> others) {
        return new PlanProblem(horizon, pumps, canals, others, pins, tariff, before);
    }

    public PlanProblem withPumps(List<Pump> others) {
        return new PlanProblem(horizon, others, canals, demands, pins, tariff, before);
    }

    private static <T> Map<String, T> unique(List<T> all, Function<T, String> id, String what) {
        Map<String, T> found = new HashMap<>();
        for (T one : all) {
            if (found.put(id.apply(one), one) != null) {
                throw new IllegalArgumentException(what + " " + id.apply(one) + " is there twice");
            }
        }
        return found;
    }

    private static Canal known(Map<String, Canal> canals, @Nullable String id, String who) {
        Canal canal = id == null ? null : canals.get(id);
        if (canal == null) {
            throw new IllegalArgumentException(who + " names canal " + id + ", which is not there");
        }
        return canal;
    }

    private static void checkTree(Canal canal, Map<String, Canal> canals) {
        Set<String> seen = new HashSet<>();
        for (Canal at = canal; at.parent() != null; at = known(canals, at.parent(), "canal " + at.id())) {
            if (!seen.add(at.id())) {
                throw new IllegalArgumentException("canal " + at.id() + " draws from itself");
            }
        }
    }
}
