package org.kenh.operations.irrigation.agronomy;

/** Checks of arguments that the program, not a sensor, has given. */
final class Checks {
    private Checks() {}

    /** Gives the value back; {@link IllegalArgumentException}: it is NaN or outside, both ends belong to it. */
    static double within(String name, double value, double lowest, double highest) {
        if (!(value >= lowest && value <= highest)) {
            throw new IllegalArgumentException(name + " must be from " + lowest + " to " + highest + ", is " + value);
        }
        return value;
    }
}
