package org.kenh.operations.alarmdesk;

import java.util.Optional;
import org.kenh.ingest.alarm.Action;
import org.kenh.ingest.alarm.Actor;

/** What a person does about an alarm. */
public sealed interface Deed {
    Actor actor();

    /** Moves it through its states. */
    record Act(Action action, Actor actor) implements Deed {}

    /** Writes something down about it. */
    record Comment(String text, Actor actor) implements Deed {}

    /** Gives it to somebody, or to nobody. */
    record Assign(Optional<String> to, Actor actor) implements Deed {}
}
