package org.kenh.telemetry;

/**
 * The unit of a series, written as in the SenML units registry (RFC 8428, section 12.1), for example {@code m},
 * {@code Cel}, {@code m3/s}, {@code %RH}, {@code /}. Units outside the registry are kept as they are.
 *
 * @param symbol at most 32 printable characters; empty when the device gave none
 */
public record Unit(String symbol) {
    public static final Unit NONE = new Unit("");
    private static final int LONGEST = 32;

    /** Checks the form; throws {@link IllegalArgumentException} naming the offending value. */
    public Unit {
        if (!isValid(symbol)) {
            throw new IllegalArgumentException(
                    "unit must be at most 32 printable characters, but is \"" + Excerpt.of(symbol) + "\"");
        }
    }

    public static Unit of(String symbol) {
        return symbol.isEmpty() ? NONE : new Unit(symbol);
    }

    /** Whether {@link #of} would accept the symbol; for input that is answered, not thrown. */
    public static boolean isValid(String symbol) {
        if (symbol.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < symbol.length(); i++) {
            char c = symbol.charAt(i);
            if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return symbol;
    }
}
