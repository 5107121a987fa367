package org.kenh.edge.sensor;

/** Collects what one read gave; used on the driver's thread during the read. */
public interface Readings {
    /** A value that was read now. */
    void take(Sample sample);

    /** A point that could not be read; the reason is for people. */
    void bad(String point, String reason);

    /** A point that speaks for itself through the {@link Intake} and is well. */
    void quiet(String point);

    /** A value that was read now and is good. */
    default void value(String point, double value) {
        take(Sample.good(point, value));
    }
}
