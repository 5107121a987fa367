package org.kenh.edge.sensor.simulated;

import java.util.Arrays;
import java.util.List;
import org.kenh.edge.config.ConfigNode;

/**
 * The simulated district. Levels in m, flows in m3/s, areas in km2, power in kW.
 *
 * @param weather ids of the places with weather of their own
 * @param bulletins what the loudspeakers play
 */
public record PlantConfig(
        long seed,
        double latitude,
        List<String> weather,
        List<RiverConfig> rivers,
        List<GateConfig> gates,
        List<StationConfig> stations,
        List<FieldConfig> fields,
        List<BulletinConfig> bulletins) {
    public PlantConfig {
        bulletins = List.copyOf(bulletins);
        weather = List.copyOf(weather);
        rivers = List.copyOf(rivers);
        gates = List.copyOf(gates);
        stations = List.copyOf(stations);
        fields = List.copyOf(fields);
    }

    public static PlantConfig of(ConfigNode node) {
        List<String> weather = node.texts("weather");
        if (weather.isEmpty()) {
            node.problem("weather", "must name at least one place");
        }
        PlantConfig config = new PlantConfig(
                (long) node.number("seed", 0, 1e15),
                latitude(node.section("centre")),
                weather,
                node.list("rivers").stream().map(RiverConfig::of).toList(),
                node.list("gates").stream().map(GateConfig::of).toList(),
                node.list("stations").stream().map(StationConfig::of).toList(),
                node.list("fields").stream().map(FieldConfig::of).toList(),
                node.list("bulletins").stream().map(BulletinConfig::of).toList());
        config.checkReferences(node);
        return config;
    }

    private static double latitude(ConfigNode centre) {
        centre.ignoreUnknown();
        return centre.number("lat", -90, 90);
    }

    private void checkReferences(ConfigNode node) {
        List<String> riverIds = rivers.stream().map(RiverConfig::id).toList();
        List<String> stationIds = stations.stream().map(StationConfig::id).toList();
        for (GateConfig gate : gates) {
            reference(node, "gates", gate.id() + " lies on", gate.from(), riverIds);
            reference(node, "gates", gate.id() + " lies on", gate.to(), riverIds);
        }
        for (StationConfig station : stations) {
            reference(node, "stations", station.id() + " lies on", station.river(), riverIds);
        }
        for (FieldConfig field : fields) {
            reference(node, "fields", field.id() + " is supplied by", field.supply(), stationIds);
            reference(node, "fields", field.id() + " has the weather of", field.weather(), weather);
        }
    }

    private static void reference(ConfigNode node, String key, String what, String id, List<String> known) {
        if (!known.contains(id)) {
            node.problem(key, what + " \"" + id + "\", which does not exist");
        }
    }

    /**
     * A river or canal.
     *
     * @param baseLevel level at which it carries its base flow
     * @param response hours that rain needs to reach it
     * @param poor whether its water is badly polluted
     */
    record RiverConfig(
            String id,
            double bed,
            double baseLevel,
            double baseFlow,
            double surface,
            double catchment,
            double response,
            boolean poor) {
        static RiverConfig of(ConfigNode node) {
            double bed = node.number("bed", -20, 20);
            return new RiverConfig(
                    node.text("id"),
                    bed,
                    node.number("baseLevel", bed + 0.1, bed + 30),
                    node.number("baseFlow", 0.1, 10_000),
                    node.number("surface", 0.01, 1_000),
                    node.number("catchment", 0, 100_000),
                    node.number("response", 0.5, 200),
                    node.oneOf("quality", List.of("fair", "poor")).equals("poor"));
        }
    }

    /**
     * A gate between two waterways.
     *
     * @param opening at the beginning, percent
     */
    record GateConfig(String id, String from, String to, double opening) {
        static GateConfig of(ConfigNode node) {
            return new GateConfig(node.text("id"), node.text("from"), node.text("to"), node.number("opening", 0, 100));
        }
    }

    /**
     * A pumping station between a canal of its own and a river. Drainage pumps start when the canal is above the start
     * level, irrigation pumps when it is below.
     *
     * @param pumpFlow of each pump
     * @param motorPower of each pump
     */
    record StationConfig(
            String id,
            String river,
            boolean drainage,
            int pumps,
            double pumpFlow,
            double motorPower,
            double canalArea,
            double catchment,
            double startLevel,
            double stopLevel,
            Fault fault) {
        static StationConfig of(ConfigNode node) {
            boolean drainage =
                    node.oneOf("role", List.of("irrigation", "drainage")).equals("drainage");
            StationConfig config = new StationConfig(
                    node.text("id"),
                    node.text("river"),
                    drainage,
                    node.integer("pumps", 1, 12),
                    node.number("pumpFlow", 0.05, 20),
                    node.number("motorPower", 1, 2_000),
                    node.number("canalArea", 0.001, 10),
                    node.number("catchment", 0.1, 1_000),
                    node.number("startLevel", -5, 20),
                    node.number("stopLevel", -5, 20),
                    PlantConfig.faultOf(node));
            if (drainage == config.startLevel < config.stopLevel) {
                node.problem(
                        "startLevel",
                        "must be " + (drainage ? "above" : "below") + " stopLevel " + config.stopLevel + ", but is "
                                + config.startLevel);
            }
            return config;
        }
    }

    /**
     * A field with a sensor.
     *
     * @param paddy whether it is flooded rice
     * @param supply id of the station that irrigates it
     */
    record FieldConfig(String id, boolean paddy, String supply, double hectares, String weather) {
        static FieldConfig of(ConfigNode node) {
            return new FieldConfig(
                    node.text("id"),
                    node.oneOf("crop", List.of("rice", "vegetable", "maize")).equals("rice"),
                    node.text("supply"),
                    node.number("hectares", 0.1, 10_000),
                    node.text("weather"));
        }
    }

    /**
     * A bulletin that every loudspeaker plays.
     *
     * @param hour local time of its beginning, as hours since midnight
     * @param days it is repeated after so many days
     */
    record BulletinConfig(double hour, double minutes, int days) {
        static BulletinConfig of(ConfigNode node) {
            return new BulletinConfig(
                    node.number("hour", 0, 23.99), node.number("minutes", 1, 600), node.integer("days", 1, 31, 1));
        }

        boolean isOn(double seconds) {
            double hours = LocalTime.hour(seconds) - hour;
            return hours >= 0 && hours * 60 < minutes && LocalTime.day(seconds) % days == 0;
        }
    }

    /** The fault that an entry names; none if it names none. */
    static Fault faultOf(ConfigNode node) {
        if (!node.has("fault")) {
            node.text("fault", "");
            return Fault.NONE;
        }
        String word = node.oneOf(
                "fault", Arrays.stream(Fault.values()).map(Fault::word).toList());
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.word().equals(word))
                .findFirst()
                .orElse(Fault.NONE);
    }
}
