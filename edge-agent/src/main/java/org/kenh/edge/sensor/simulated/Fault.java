package org.kenh.edge.sensor.simulated;

/** What is wrong with a device for a while, again and again, so that there is always something true to see. */
enum Fault {
    NONE("none", 1, 0),
    /** Connected, but says nothing. */
    SILENT("silent", 150, 25),
    /** Without power most of the time. */
    OFF("without-power", 26 * 60, 22 * 60),
    /** The probe is fouled: its values are of bad quality. */
    BAD_SENSOR("bad-sensor", 140, 30),
    /** Water hyacinth in front of the trash rack. */
    BLOCKED_RACK("blocked-rack", 8 * 60, 75),
    BAD_BEARING("bad-bearing", 5 * 60, 70),
    /** The impeller is worn: less water for more power. */
    WORN("worn", 7 * 60, 180),
    /** Something is stuck in the impeller: it turns, but nothing flows. */
    JAMMED("jammed", 9 * 60, 60),
    AMPLIFIER("amplifier", 6 * 60, 50),
    /** A broken line to the horns. */
    OPEN_LINE("open-line", 5 * 60, 60),
    WEAK_SIGNAL("weak-signal", 180, 45);

    private final String word;
    private final double period;
    private final double duration;

    Fault(String word, int periodMinutes, int durationMinutes) {
        this.word = word;
        this.period = periodMinutes * 60.0;
        this.duration = durationMinutes * 60.0;
    }

    String word() {
        return word;
    }

    /** Whether it shows at a time; the chance decides when its episodes begin. */
    boolean shows(Chance chance, double seconds) {
        double shifted = seconds + period * chance.unit(word.hashCode());
        return shifted - Math.floor(shifted / period) * period < duration;
    }
}
