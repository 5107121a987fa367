package org.kenh.operations.share.cap;

import java.util.List;

/** How a call of the {@link CapDesk} ended. */
public sealed interface CapOutcome {
    record Done(CapMessage message) implements CapOutcome {}

    /** There is no such message. */
    record NotFound() implements CapOutcome {}

    /** It is no flood level and not about an area. */
    record NotForThis() implements CapOutcome {}

    /** There is nothing to tell: the alarm is not active, or it was called off. */
    record NothingToTell() implements CapOutcome {}

    /** It is no draft, or another one than was read. */
    record Changed() implements CapOutcome {}

    /** Who has written it may not issue it. */
    record SecondPerson() implements CapOutcome {}

    /** The system has proposed it, and nobody stands for it yet: one person confirms it, another issues it. */
    record Unconfirmed() implements CapOutcome {}

    /** An exercise or test may not update or end what was told in earnest. */
    record NoSuchThread() implements CapOutcome {}

    /** The alarm stands otherwise than the draft says. */
    record Outdated() implements CapOutcome {}

    /** It does not fit the standard. */
    record Invalid(List<CapProblem> problems) implements CapOutcome {}
}
