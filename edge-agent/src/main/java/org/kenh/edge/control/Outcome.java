package org.kenh.edge.control;

import java.util.concurrent.CompletionStage;

/** How carrying out a command ended, or that it goes on. */
public sealed interface Outcome {
    /**
     * It was begun and takes its time; the stage completes normally, on any thread, with one of the others.
     *
     * @param detail what is being waited for
     */
    record Accepted(String detail, CompletionStage<Outcome> end) implements Outcome {}

    record Done(String detail) implements Outcome {}

    /** It was tried and did not work. */
    record Failed(String detail) implements Outcome {}

    /** It was not tried: unknown, wrong arguments, or an interlock forbids it. */
    record Refused(String detail) implements Outcome {}
}
