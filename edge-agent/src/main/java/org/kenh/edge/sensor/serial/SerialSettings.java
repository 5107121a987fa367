package org.kenh.edge.sensor.serial;

import java.util.List;
import java.util.Locale;
import org.kenh.edge.config.ConfigNode;

/**
 * How to speak on a serial line.
 *
 * @param device for example {@code /dev/ttyUSB0}
 */
public record SerialSettings(String device, int baud, int dataBits, Parity parity, int stopBits) {
    /** The parity bit. */
    public enum Parity {
        NONE,
        EVEN,
        ODD
    }

    /** Reads {@code device}, {@code baud}, {@code data-bits}, {@code parity} and {@code stop-bits}. */
    public static SerialSettings of(ConfigNode node, SerialSettings usual) {
        List<String> parities = List.of("none", "even", "odd");
        return new SerialSettings(
                node.text("device"),
                node.integer("baud", 300, 921_600, usual.baud),
                node.integer("data-bits", 7, 8, usual.dataBits),
                node.has("parity")
                        ? Parity.valueOf(node.oneOf("parity", parities).toUpperCase(Locale.ROOT))
                        : asked(node, usual.parity),
                node.integer("stop-bits", 1, 2, usual.stopBits));
    }

    private static Parity asked(ConfigNode node, Parity usual) {
        node.text("parity", "none");
        return usual;
    }

    /** How long one character takes on the line. */
    long characterNanos() {
        int bits = 1 + dataBits + (parity == Parity.NONE ? 0 : 1) + stopBits;
        return bits * 1_000_000_000L / baud;
    }

    @Override
    public String toString() {
        return device + " " + baud + " " + dataBits + parity.name().charAt(0) + stopBits;
    }
}
