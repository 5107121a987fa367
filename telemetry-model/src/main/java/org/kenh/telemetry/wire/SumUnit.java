package org.kenh.telemetry.wire;

import org.kenh.telemetry.Excerpt;
import org.kenh.telemetry.Unit;

/**
 * The unit of a sum: the unit of the value multiplied by seconds (RFC 8428, section 4.2).
 *
 * <p>W becomes J, A becomes C, 1/s and Hz become count, m/s2 becomes m/s; a unit per second loses the {@code /s} (m3/s
 * becomes m3). Any other unit gets {@code .s} at its end (Cel becomes Cel.s); without a unit the sum has none either.
 */
final class SumUnit {
    private SumUnit() {}

    static Unit of(Unit unit) throws Rejection {
        String symbol = unit.symbol();
        return switch (symbol) {
            case "" -> Unit.NONE;
            case "W" -> Unit.of("J");
            case "A" -> Unit.of("C");
            case "1/s", "Hz" -> Unit.of("count");
            case "m/s2" -> Unit.of("m/s");
            default -> derived(symbol);
        };
    }

    private static Unit derived(String symbol) throws Rejection {
        if (symbol.endsWith("/s") && symbol.length() > 2) {
            return Unit.of(symbol.substring(0, symbol.length() - 2));
        }
        String product = symbol + ".s";
        if (!Unit.isValid(product)) {
            throw new Rejection("the unit of the sum, \"" + Excerpt.of(product) + "\", is too long");
        }
        return Unit.of(product);
    }
}
