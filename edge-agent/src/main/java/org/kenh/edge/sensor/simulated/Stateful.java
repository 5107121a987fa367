package org.kenh.edge.sensor.simulated;

/** A part of the plant whose state outlives the process. */
interface Stateful {
    /** Names the part; the same at every start. */
    String key();

    double[] save();

    /** Takes over an earlier state; one of another length comes from another version and is ignored. */
    void restore(double[] state);

    /** Moves all times that it remembers, so that it goes on under another date. */
    default void shift(double seconds) {}
}
