package org.kenh.edge.sensor.simulated;

import java.util.Map;
import org.kenh.edge.control.Outcome;

/**
 * What a simulated device is.
 *
 * @param title what its maker calls it
 * @param actions what it does at a command, by the command's name
 */
record Model(String title, Instruments instruments, Map<String, Action> actions) {
    Model {
        actions = Map.copyOf(actions);
    }

    /** Does what a command asks. */
    @FunctionalInterface
    interface Action {
        Outcome run(Arguments arguments, double seconds);
    }
}
