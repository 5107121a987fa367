package org.kenh.edge.control;

/** How carrying out a command ended. */
public sealed interface Outcome {
    record Done(String detail) implements Outcome {}

    /** It was tried and did not work. */
    record Failed(String detail) implements Outcome {}

    /** It was not tried: unknown, wrong arguments, or an interlock forbids it. */
    record Refused(String detail) implements Outcome {}
}
