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
    WEAK_SIGNAL("weak-signal", 180, 45),
    /** A loudspeaker's amplifier says that it plays, but drives nothing. */
    DEAD_AMPLIFIER("dead-amplifier", 30 * 60, 6 * 60),
    /** The line to the horns is short: the amplifier protects itself and drives nothing. */
    SHORT_LINE("short-line", 28 * 60, 5 * 60),
    /** Somebody feeds the amplifier beside the player. */
    STRANGE_AUDIO("strange-audio", 26 * 60, 4),
    /** The player plays what nobody planned. */
    UNPLANNED_PLAY("unplanned-play", 27 * 60, 5),
    /** Somebody has turned the amplifier's volume down. */
    WRONG_VOLUME("wrong-volume", 24 * 60, 8 * 60),
    /** What has begun to play does not end. */
    STUCK("stuck", 31 * 60, 3 * 60),
    /** The file in the player is another one. */
    WRONG_FILE("wrong-file", 24 * 60, 7 * 60),
    /** A slow network or clock: everything begins late. */
    LATE_START("late-start", 23 * 60, 8 * 60),
    OVERHEATED("overheated", 25 * 60, 3 * 60),
    /** Somebody has switched the amplifier off on site. */
    MUTED("muted", 29 * 60, 7 * 60),
    /** The microphone is broken. */
    DEAF("deaf", 26 * 60, 20 * 60),
    NO_LINK("no-link", 25 * 60, 4 * 60);

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
