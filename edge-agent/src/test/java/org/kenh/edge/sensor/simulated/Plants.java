package org.kenh.edge.sensor.simulated;

import java.time.Instant;
import org.kenh.edge.config.ConfigNode;

/** A small plant: one river, one drainage and one irrigation station, a paddy and a vegetable field. */
final class Plants {
    static final Instant START = Instant.parse("2026-07-01T00:00:00Z");

    private static final String YAML = """
            seed: 4
            centre: {lat: 20.7}
            weather: [a, b]
            rivers:
              - {id: day, bed: -1.2, baseLevel: 2.1, baseFlow: 28, surface: 2.6, catchment: 420, response: 9, quality: fair}
              - {id: nhue, bed: -0.6, baseLevel: 2.5, baseFlow: 9, surface: 0.44, catchment: 95, response: 5, quality: poor}
            gates:
              - {id: gate, from: nhue, to: day, opening: 20}
            stations:
              - {id: drain, river: nhue, role: drainage, pumps: 3, pumpFlow: 1.1, motorPower: 55, canalArea: 0.05, catchment: 10, startLevel: 1.25, stopLevel: 0.85, fault: blocked-rack}
              - {id: lift, river: day, role: irrigation, pumps: 2, pumpFlow: 0.55, motorPower: 15, canalArea: 0.025, catchment: 5, startLevel: 2.55, stopLevel: 2.95}
            fields:
              - {id: paddy, crop: rice, supply: lift, hectares: 20, weather: a}
              - {id: garden, crop: vegetable, supply: lift, hectares: 5, weather: b}
            bulletins:
              - {hour: 17, minutes: 30}
            """;

    private Plants() {}

    static PlantConfig config() {
        ConfigNode node = ConfigNode.parse(YAML, "plant.yaml");
        PlantConfig config = PlantConfig.of(node);
        node.finish();
        return config;
    }

    static Plant plant() {
        return new Plant(config(), START);
    }
}
