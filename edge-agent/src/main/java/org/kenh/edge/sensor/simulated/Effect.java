package org.kenh.edge.sensor.simulated;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kenh.edge.config.ConfigNode;

/**
 * Something that happens to the district for a while. Times are simulated hours from the beginning of the scenario; it
 * grows during {@code ramp} hours and fades during as many before its end.
 *
 * @param on sites, areas, rivers or weather places that it touches; empty for all
 */
record Effect(Kind kind, double from, double to, double ramp, double value, Set<String> on) {
    private static final double LONGEST = 24 * 366;
    private static final double FOR_EVER = 1e9;

    Effect {
        on = Set.copyOf(on);
    }

    static Effect of(ConfigNode node) {
        String word = node.oneOf(
                "effect", Arrays.stream(Kind.values()).map(Kind::word).toList());
        Kind kind = Kind.of(word).orElse(Kind.RAIN);
        double from = node.number("from", 0, LONGEST, 0);
        return new Effect(
                kind,
                from,
                node.number("to", from, LONGEST, FOR_EVER),
                node.number("ramp", 0, LONGEST, 0),
                node.number("value", kind.least, kind.most, 1),
                Set.copyOf(List.copyOf(node.texts("on"))));
    }

    /** How much of it there is, from 0 to 1. */
    double strength(double hours) {
        if (hours < from || hours >= to) {
            return 0;
        }
        return ramp == 0 ? 1 : Math.min(1, Math.min((hours - from) / ramp, (to - hours) / ramp));
    }

    /** What can happen, and what its value means. */
    enum Kind {
        /** Falls besides the natural rain, mm/h. */
        RAIN("rain", 0, 100),
        /** Factor of the natural rain. */
        RAIN_SHARE("rain-share", 0, 10),
        /** Factor of the flow that rivers and canals get from above and from the ground. */
        INFLOW("inflow", 0, 20),
        /** Warmer air, K. */
        HEAT("heat", -15, 15),
        /** More wind, m/s. */
        WIND("wind", 0, 40),
        /** Factor of what floats against the trash racks. */
        DEBRIS("debris", 0, 50),
        /** Share of waste water in a river. */
        POLLUTION("pollution", 0, 1),
        /** Factor of the mains voltage. */
        VOLTAGE("voltage", 0.5, 1.2),
        /** Mains fail at this share of the sites. */
        MAINS("mains", 0, 1),
        /** Something is stuck in the impellers of this share of the pumps; a pump is named like its device. */
        JAM("jam", 0, 1),
        /** Links are lost at this share of the devices. */
        LINK("link", 0, 1),
        /** Lowers the mobile signal, dB. */
        SIGNAL("signal", 0, 40),
        /** The kinds from here on are faults of this share of the loudspeakers, by the words of {@link Fault}. */
        AMPLIFIER("amplifier", 0, 1),
        OPEN_LINE("open-line", 0, 1),
        WEAK_SIGNAL("weak-signal", 0, 1),
        DEAD_AMPLIFIER("dead-amplifier", 0, 1),
        SHORT_LINE("short-line", 0, 1),
        STRANGE_AUDIO("strange-audio", 0, 1),
        UNPLANNED_PLAY("unplanned-play", 0, 1),
        WRONG_VOLUME("wrong-volume", 0, 1),
        STUCK("stuck", 0, 1),
        WRONG_FILE("wrong-file", 0, 1),
        LATE_START("late-start", 0, 1),
        OVERHEATED("overheated", 0, 1),
        MUTED("muted", 0, 1),
        DEAF("deaf", 0, 1);

        private final String word;
        private final double least;
        private final double most;

        Kind(String word, double least, double most) {
            this.word = word;
            this.least = least;
            this.most = most;
        }

        static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equals(word))
                    .findFirst();
        }

        String word() {
            return word;
        }
    }
}
