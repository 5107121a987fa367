package org.kenh.operations.api;

import org.kenh.ingest.alarm.Letter;
import org.kenh.operations.alarmdesk.AlarmView;

/** Why something could not be done about an alarm, in the words of people. */
final class AlarmProblems {
    private AlarmProblems() {}

    static Problem conflict(String deed, AlarmView now) {
        if (deed.equals("ack")) {
            return Problem.conflict("occurrence", "problem.alarmOccurrence");
        }
        return Problem.conflict("state", stateKey(now.letter()), now.letter());
    }

    static Problem forbidden(String deed, AlarmView alarm) {
        return switch (deed) {
            case "shelve" -> Problem.of(403, "problem.alarmNotShelvable");
            case "out-of-service", "in-service" -> Problem.of(403, "problem.alarmSupervisor");
            default -> Problem.of(403, "problem.forbidden");
        };
    }

    static Problem invalid(String deed) {
        return Problem.of(422, deed.equals("shelve") ? "problem.alarmShelving" : "problem.invalid");
    }

    private static String stateKey(Letter letter) {
        return switch (letter) {
            case B, C, F -> "problem.alarmActive";
            case D, E -> "problem.alarmUnacknowledged";
            case A, G, H, I -> "problem.alarmHidden";
        };
    }
}
