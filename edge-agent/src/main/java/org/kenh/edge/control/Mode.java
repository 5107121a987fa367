package org.kenh.edge.control;

import java.util.Locale;
import java.util.Optional;
import org.kenh.telemetry.Value;

/** The position of the selector at a pump's panel: {@code off} or 0, {@code auto} or 1, {@code hand} or 2. */
enum Mode {
    OFF,
    AUTO,
    HAND,
    UNKNOWN;

    static Mode of(Optional<Value> value) {
        if (value.isPresent() && value.get() instanceof Value.Text text) {
            return switch (text.value().trim().toLowerCase(Locale.ROOT)) {
                case "off" -> OFF;
                case "auto" -> AUTO;
                case "hand" -> HAND;
                default -> UNKNOWN;
            };
        }
        if (value.isPresent() && value.get() instanceof Value.Numeric number) {
            return number.value() == 0 ? OFF : number.value() == 1 ? AUTO : number.value() == 2 ? HAND : UNKNOWN;
        }
        return UNKNOWN;
    }
}
