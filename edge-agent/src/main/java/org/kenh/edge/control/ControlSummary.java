package org.kenh.edge.control;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * How the control is at one moment, for people. Times are nanoseconds.
 *
 * @param schedule the version of the schedule in force; 0 while there is none
 * @param turns those under way, the next ones and the last ones, by their start
 */
public record ControlSummary(long schedule, List<Machine> machines, List<TurnLine> turns) {
    public ControlSummary {
        machines = List.copyOf(machines);
        turns = List.copyOf(turns);
    }

    /**
     * A pump or another output.
     *
     * @param target what its output is to be, 0 to 1
     * @param leaseLeft until the command that it obeys is over; empty without one
     * @param selector auto, hand, off or unknown; auto where there is no selector
     * @param startsInHour in the last 60 minutes
     * @param outputFailed whether its output cannot be written
     */
    public record Machine(
            String name,
            State state,
            double target,
            OptionalLong leaseLeft,
            String selector,
            int startsInHour,
            boolean outputFailed,
            List<Guard> guards) {
        public Machine {
            guards = List.copyOf(guards);
        }
    }

    /** What a machine does. */
    public enum State {
        /** A pump that is off. */
        STOPPED,
        /** Switched on; current and flow do not confirm it yet. */
        STARTING,
        /** Switched on and confirmed. */
        RUNNING,
        /** It runs though nobody commanded it. */
        UNCOMMANDED,
        /** An output that is no pump: its target says where it is. */
        SET
    }

    /** One interlock, with what it says when it trips. */
    public record Guard(String name, GuardState state, String vietnamese, String english) {}

    /** How an interlock is. */
    public enum GuardState {
        QUIET,
        /** Its condition holds, but not for long enough yet. */
        PENDING,
        TRIPPED,
        /** Tripped, until a person resets it. */
        LATCHED,
        /** A sensor that it needs says nothing. */
        UNKNOWN
    }

    /**
     * One turn of the schedule.
     *
     * @param status planned, interrupted, running, closing or ended
     * @param reason why it ended; empty before
     * @param left that it may still run; empty unless it does
     */
    public record TurnLine(String id, String target, Instant start, String status, String reason, OptionalLong left) {}
}
