package org.kenh.edge.sound;

import java.util.Optional;

/**
 * Finds sound while nothing plays: for {@value #SECONDS} s at least {@value #RISE} dB above the floor and either the
 * amplifier's current has risen, where that is measured, or the sound is lively as speech and music are. Wind, rain and
 * traffic are loud but not lively. Without a current, whoever speaks or plays music beside the microphone counts too; with
 * one, sound that goes to the horns without the amplifier is missed. Not thread-safe.
 */
final class StrangeSound {
    static final int SECONDS = 15;
    static final double RISE = 12;
    private static final double CURRENT_RISE = 0.5;
    private static final double LIVELY = 0.08;
    private static final double END_RISE = 6;
    private static final int LONGEST_PAUSE = 2;
    private static final int QUIET_SECONDS = 10;
    /** After so long it is part of the place. */
    private static final int LONGEST_SECONDS = 1_800;

    private final Floor floor;
    private final Liveliness liveliness;
    private final double[] powers = new double[SECONDS];
    private Optional<Double> current = Optional.empty();
    private double before;
    private int loud;
    private int pause;
    private int quiet;
    private boolean heard;
    private double power;
    private int length;

    StrangeSound(Floor floor, Liveliness liveliness) {
        this.floor = floor;
        this.liveliness = liveliness;
    }

    void current(Optional<Double> rise) {
        current = rise;
    }

    /** A second in which nothing plays; the floor learns of it unless it is part of such a sound. */
    void second(double level) {
        if (heard) {
            follow(level);
        } else {
            watch(level);
        }
    }

    private void watch(double level) {
        boolean above = floor.isKnown() && level >= floor.middle() + RISE - END_RISE;
        powers[loud % SECONDS] = Math.pow(10, level / 10);
        // Speech pauses for a second now and then.
        pause = above ? 0 : pause + 1;
        if (pause > LONGEST_PAUSE || (loud == 0 && !above)) {
            loud = 0;
            floor.add(level);
            return;
        }
        if (loud == 0) {
            before = floor.middle();
            powers[0] = Math.pow(10, level / 10);
        }
        loud++;
        if (loud >= SECONDS && mean() >= before + RISE && isMade()) {
            heard = true;
            quiet = 0;
            length = SECONDS;
            power = sum();
        } else if (loud >= SECONDS) {
            // Loud, but rain or an engine: the place has become louder.
            floor.add(level);
        }
    }

    private void follow(double level) {
        power += Math.pow(10, level / 10);
        length++;
        quiet = level < before + END_RISE ? quiet + 1 : 0;
        if (quiet >= QUIET_SECONDS || length >= LONGEST_SECONDS) {
            interrupt();
        }
    }

    /** A play begins: what was heard before is over. */
    void interrupt() {
        heard = false;
        loud = 0;
    }

    private boolean isMade() {
        return current.map(rise -> rise >= CURRENT_RISE).orElse(liveliness.value() >= LIVELY);
    }

    private double sum() {
        double sum = 0;
        for (double value : powers) {
            sum += value;
        }
        return sum;
    }

    private double mean() {
        return 10 * Math.log10(sum() / SECONDS);
    }

    /** The sound that is on; empty when there is none. */
    Optional<Heard> heard() {
        if (!heard) {
            return Optional.empty();
        }
        double level = 10 * Math.log10(power / length);
        return Optional.of(new Heard(length, level, level - before));
    }

    /**
     * A sound that nobody plays.
     *
     * @param seconds since it began
     * @param level its mean, dB(A)
     * @param rise over the floor before, dB
     */
    record Heard(int seconds, double level, double rise) {}
}
