package org.kenh.edge.sensor.simulated;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kenh.edge.config.ConfigNode;

/**
 * A timeline of effects on the district.
 *
 * @param areas the areas in which a site lies, by its id
 */
public record Scenario(String name, List<Effect> effects, Map<String, Set<String>> areas) {
    /** Nothing but the weather of the season. */
    public static final Scenario CALM = new Scenario("calm", List.of(), Map.of());

    public Scenario {
        effects = List.copyOf(effects);
        areas = Map.copyOf(areas);
    }

    /** Reads the timeline; the sites are entries with {@code id} and {@code areas}. */
    public static Scenario of(ConfigNode node, List<ConfigNode> sites) {
        Map<String, Set<String>> areas = new HashMap<>();
        sites.forEach(site -> areas.put(site.text("id"), Set.copyOf(new HashSet<>(site.texts("areas")))));
        List<Effect> effects = node.list("effects").stream().map(Effect::of).toList();
        return new Scenario(node.text("name"), effects, areas);
    }

    /** Whether an effect touches a part of the district. */
    boolean touches(Effect effect, String part) {
        return effect.on().isEmpty()
                || effect.on().contains(part)
                || areas.getOrDefault(part, Set.of()).stream().anyMatch(effect.on()::contains);
    }
}
