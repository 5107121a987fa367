package org.kenh.telemetry.wire;

import java.io.IOException;
import org.kenh.telemetry.Value;

/**
 * The value of the label that was just read, in the form that the label asks for. Every method consumes the value
 * exactly once and throws {@link Rejection} when it is of another form.
 */
interface FieldSource {
    String text() throws Rejection, IOException;

    /** A finite number. */
    double number() throws Rejection, IOException;

    /** A number of seconds, as nanoseconds, rounded down. */
    long nanoseconds() throws Rejection, IOException;

    boolean flag() throws Rejection, IOException;

    Value.Data data() throws Rejection, IOException;

    /** A whole number, zero or more. */
    int version() throws Rejection, IOException;
}
