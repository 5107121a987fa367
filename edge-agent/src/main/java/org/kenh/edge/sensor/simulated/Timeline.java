package org.kenh.edge.sensor.simulated;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.kenh.edge.sensor.simulated.Effect.Kind;

/** What a scenario does at a time. Before it begins nothing happens. Not thread-safe. */
final class Timeline {
    private final Chance chance;
    private Scenario scenario = Scenario.CALM;
    private double begin = Double.POSITIVE_INFINITY;
    private Map<Kind, List<Effect>> effects = new EnumMap<>(Kind.class);

    Timeline(long seed) {
        this.chance = new Chance(seed, "scenario");
    }

    void begin(Scenario wanted, double seconds) {
        scenario = wanted;
        begin = seconds;
        effects = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            effects.put(
                    kind,
                    wanted.effects().stream()
                            .filter(effect -> effect.kind() == kind)
                            .toList());
        }
    }

    /** The sum of what is added to a part. */
    double added(Kind kind, String part, double seconds) {
        double sum = 0;
        for (Effect effect : of(kind)) {
            double strength = effect.strength(hours(seconds));
            if (strength > 0 && scenario.touches(effect, part)) {
                sum += effect.value() * strength;
            }
        }
        return sum;
    }

    /** The product of the factors that apply to a part. */
    double factor(Kind kind, String part, double seconds) {
        double product = 1;
        for (Effect effect : of(kind)) {
            double strength = effect.strength(hours(seconds));
            if (strength > 0 && scenario.touches(effect, part)) {
                product *= 1 + (effect.value() - 1) * strength;
            }
        }
        return product;
    }

    /** Whether a part is hit by an effect that hits a share of all; the same parts are hit from begin to end. */
    boolean hits(Kind kind, String part, double seconds) {
        return hits(kind, part, part, seconds);
    }

    /** The same for a part that a scenario may also name by its site or its areas. */
    boolean hits(Kind kind, String part, String site, double seconds) {
        for (Effect effect : of(kind)) {
            if (effect.strength(hours(seconds)) > 0
                    && (scenario.touches(effect, part) || scenario.touches(effect, site))
                    && chance.unit(part.hashCode()) < effect.value()) {
                return true;
            }
        }
        return false;
    }

    private List<Effect> of(Kind kind) {
        return effects.getOrDefault(kind, List.of());
    }

    private double hours(double seconds) {
        return (seconds - begin) / 3600;
    }
}
