package org.kenh.edge.control;

import java.util.ArrayList;
import java.util.List;

/** Gathers what happened in a cycle: events for people, ends of commands, and whether the state must be kept. */
final class Report {
    private final List<Event> events = new ArrayList<>();
    private final List<Ended> ended = new ArrayList<>();
    private boolean changed;

    void event(String series, String text) {
        events.add(new Event(series, text));
    }

    void ended(String command, Outcome outcome) {
        ended.add(new Ended(command, outcome));
    }

    /** What must survive a restart has changed. */
    void changed() {
        changed = true;
    }

    boolean hasChanged() {
        return changed;
    }

    List<Event> events() {
        return events;
    }

    List<Ended> ended() {
        return ended;
    }

    /** A text for a series of events. */
    record Event(String series, String text) {}
}
