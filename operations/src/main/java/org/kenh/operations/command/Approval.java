package org.kenh.operations.command;

/** What became of a person's wish to approve or to end a command that awaits a second person. */
public sealed interface Approval {
    /** As it is now. */
    record Done(IssuedCommand command) implements Approval {}

    record Unknown() implements Approval {}

    /** It was approved, ended, or has expired already. */
    record NotAwaiting() implements Approval {}

    /** Who issued it does not approve it. */
    record SamePerson() implements Approval {}
}
