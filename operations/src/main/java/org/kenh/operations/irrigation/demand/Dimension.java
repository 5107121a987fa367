package org.kenh.operations.irrigation.demand;

import java.util.Map;
import java.util.Optional;
import org.kenh.telemetry.Unit;

/** What readings are brought to before they are reckoned with. A unit that does not belong to it makes a series useless. */
enum Dimension {
    CELSIUS(Map.of("", Linear.SAME, "Cel", Linear.SAME, "K", new Linear(1, -273.15))),
    PERCENT(Map.of("", Linear.SAME, "%RH", Linear.SAME, "%", Linear.SAME, "/100", Linear.SAME, "/", Linear.times(100))),
    METRES_PER_SECOND(Map.of("", Linear.SAME, "m/s", Linear.SAME, "km/h", Linear.times(1 / 3.6))),
    WATTS(Map.of("", Linear.SAME, "W/m2", Linear.SAME)),
    MILLIMETRES(Map.of("", Linear.SAME, "mm", Linear.SAME, "cm", Linear.times(10), "m", Linear.times(1_000))),
    MILLIMETRES_PER_HOUR(Map.of("", Linear.SAME, "mm/h", Linear.SAME, "m/s", Linear.times(3_600_000))),
    /** Of the volume; what has no unit is in percent. */
    SHARE(Map.of("", Linear.times(0.01), "%", Linear.times(0.01), "/100", Linear.times(0.01), "/", Linear.SAME));

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.of alone
    private final Map<String, Linear> units;

    Dimension(Map<String, Linear> units) {
        this.units = units;
    }

    Optional<Linear> from(Unit unit) {
        return Optional.ofNullable(units.get(unit.symbol()));
    }

    /** From one unit to another. */
    record Linear(double factor, double offset) {
        static final Linear SAME = new Linear(1, 0);

        static Linear times(double factor) {
            return new Linear(factor, 0);
        }

        double of(double value) {
            return factor * value + offset;
        }
    }
}
