package org.kenh.edge.sensor;

import java.util.Map;
import org.kenh.telemetry.Unit;

/**
 * From the units that instruments use to the units of the SenML registry (RFC 8428 and RFC 8798), by {@code value ·
 * factor + shift}. {@code kWh} stays: it is registered, and what people read on their bills. A unit that is not in the
 * table is kept as it is.
 */
public record Conversion(Unit unit, double factor, double shift) {
    private static final Map<String, Conversion> KNOWN = Map.ofEntries(
            entry("bar", "Pa", 1e5),
            entry("mbar", "Pa", 100),
            entry("hPa", "Pa", 100),
            entry("kPa", "Pa", 1e3),
            entry("MPa", "Pa", 1e6),
            entry("psi", "Pa", 6894.757293168),
            entry("mm", "m", 1e-3),
            entry("cm", "m", 1e-2),
            entry("km", "m", 1e3),
            entry("mm/s", "m/s", 1e-3),
            entry("km/h", "m/s", 1 / 3.6),
            entry("°C", "Cel", 1),
            entry("C", "Cel", 1),
            Map.entry("°F", new Conversion(Unit.of("Cel"), 5.0 / 9, -160.0 / 9)),
            entry("mV", "V", 1e-3),
            entry("kV", "V", 1e3),
            entry("mA", "A", 1e-3),
            entry("kA", "A", 1e3),
            entry("kW", "W", 1e3),
            entry("MW", "W", 1e6),
            entry("kVA", "VA", 1e3),
            entry("kvar", "var", 1e3),
            entry("Wh", "kWh", 1e-3),
            entry("MWh", "kWh", 1e3),
            entry("l/s", "m3/s", 1e-3),
            entry("l/min", "m3/s", 1 / 60_000.0),
            entry("m3/h", "m3/s", 1 / 3_600.0),
            entry("%", "/", 1e-2),
            entry("µS/cm", "S/m", 1e-4),
            entry("uS/cm", "S/m", 1e-4),
            entry("mS/cm", "S/m", 0.1),
            entry("ms", "s", 1e-3),
            entry("min", "s", 60),
            entry("h", "s", 3_600),
            entry("kHz", "Hz", 1e3),
            entry("rpm", "1/min", 1));

    /** The conversion of a unit. */
    public static Conversion of(String unit) {
        Conversion known = KNOWN.get(unit);
        return known != null ? known : new Conversion(Unit.of(unit), 1, 0);
    }

    private static Map.Entry<String, Conversion> entry(String from, String to, double factor) {
        return Map.entry(from, new Conversion(Unit.of(to), factor, 0));
    }
}
